import type { MissingDatum } from '../../model/coverage.js';
import type { Cluster, ResourcePool } from '../../model/inventory/containers.js';
import type { Host } from '../../model/inventory/host.js';
import type { Plan } from '../../model/plan.js';
import type { PlacementProblem } from '../../model/scope.js';
import type { Site } from '../../model/site.js';
import { unproven } from './listed.js';

/** Where VMs may run at the destination: the part of a placement that does not depend on the single VM. */
export interface HostPlacement {
	readonly allowedHosts: readonly Host[];
	readonly hosts: readonly Host[];
	readonly hostsOpen?: MissingDatum;
	readonly clusterName?: string;
	readonly problems: readonly PlacementProblem[];
}

type Wanted = Pick<Plan['placement'], 'cluster' | 'host' | 'resourcePool' | 'folder'>;

const OPEN: MissingDatum = { datum: 'placement.cluster', reason: 'ambiguous-placement' };

/**
 * Hosts that a plan's placement allows (clarifications 4.2): the host it names, else its cluster, else the cluster of its
 * resource pool, else the only cluster there is; with several the placement is open over all of them.
 */
export function placeHosts(wanted: Wanted, site: Site): HostPlacement {
	const problems: PlacementProblem[] = [];
	const pools = wanted.resourcePool === undefined ? [] : site.resourcePoolsNamed(wanted.resourcePool);
	const found = allowed(wanted, site, pools, problems);
	if (wanted.resourcePool !== undefined && !pools.some((pool) => fits(pool, found.hosts)))
		problems.push(problem('resourcePool', wanted.resourcePool, site, 'resourcePools'));
	if (wanted.folder !== undefined && !folderExists(wanted.folder, site))
		problems.push(problem('folder', wanted.folder, site, 'folders'));
	return {
		allowedHosts: found.hosts,
		hosts: found.hosts.filter((host) => isUsable(host, site)),
		...(found.open && { hostsOpen: OPEN }),
		...(found.clusterName !== undefined && { clusterName: found.clusterName }),
		problems,
	};
}

/**
 * A host can take VMs when it is connected (an unknown connection state does not exclude it), powered on, not in maintenance
 * and not set aside for failover; a quarantined host can (clarifications 4.2).
 */
export function isUsable(host: Host, site: Site): boolean {
	if (host.connectionState !== undefined && host.connectionState !== 'connected') return false;
	if (host.powerState === 'standBy' || host.powerState === 'poweredOff') return false;
	if (host.maintenanceMode === true) return false;
	const cluster = host.cluster === undefined ? undefined : site.cluster(host.cluster);
	return cluster?.failoverHosts?.includes(host.id) !== true;
}

interface Allowed {
	readonly hosts: readonly Host[];
	readonly clusterName?: string;
	readonly open?: boolean;
}

function allowed(wanted: Wanted, site: Site, pools: readonly ResourcePool[], problems: PlacementProblem[]): Allowed {
	if (wanted.host !== undefined) {
		const hosts = site.hostsNamed(wanted.host);
		if (hosts.length === 0) problems.push(problem('host', wanted.host, site, 'hosts'));
		if (hosts.length > 1) problems.push({ kind: 'host', name: wanted.host, matches: hosts.length });
		return { hosts, ...nameOf(hosts[0]) };
	}
	if (wanted.cluster !== undefined) {
		const clusters = site.clustersNamed(wanted.cluster);
		if (clusters.length === 0) problems.push(problem('cluster', wanted.cluster, site, 'clusters'));
		return ofClusters(clusters, site, wanted.cluster);
	}
	const poolClusters = new Set(pools.map((pool) => pool.cluster).filter((id) => id !== undefined));
	const ofPools = [...poolClusters].map((id) => site.cluster(id)).filter((cluster) => cluster !== undefined);
	if (ofPools.length === 1) return ofClusters(ofPools, site);
	return anywhere(site);
}

/** Nothing is named: the only cluster is taken, without clusters the only host; else the placement is open over all hosts. */
function anywhere(site: Site): Allowed {
	const { clusters, hosts } = site.inventory;
	if (clusters.length === 1) return ofClusters(clusters, site);
	if (clusters.length === 0 && hosts.length === 1) return { hosts, ...nameOf(hosts[0]) };
	return { hosts, open: true };
}

function ofClusters(clusters: readonly Cluster[], site: Site, name?: string): Allowed {
	const hosts =
		clusters.length === 1 ? clusterHosts(clusters[0] as Cluster, site) : clusters.flatMap((c) => clusterHosts(c, site));
	const clusterName = name ?? clusters[0]?.name;
	return { hosts, ...(clusterName !== undefined && { clusterName }), ...(clusters.length > 1 && { open: true }) };
}

const clusterHosts = (cluster: Cluster, site: Site): readonly Host[] => site.hostsOfCluster(cluster.id);

function nameOf(host: Host | undefined): { clusterName?: string } {
	return host?.clusterName === undefined ? {} : { clusterName: host.clusterName };
}

/** A pool serves a placement when it lies in the cluster of one of its hosts; an unknown cluster on either end proves nothing. */
function fits(pool: ResourcePool, hosts: readonly Host[]): boolean {
	if (pool.cluster === undefined || hosts.length === 0) return true;
	return hosts.some((host) => host.cluster === undefined || host.cluster === pool.cluster);
}

/** A folder, or the datacenter itself as its root folder. */
function folderExists(path: string, site: Site): boolean {
	if (site.foldersAt(path).length > 0) return true;
	const root = path.replace(/^\/+|\/+(vm\/?)?$/g, '').toLowerCase();
	return site.inventory.datacenters.some((datacenter) => datacenter.name.toLowerCase() === root);
}

function problem(
	kind: PlacementProblem['kind'],
	name: string,
	site: Site,
	collection: Parameters<typeof unproven>[1],
): PlacementProblem {
	const reason = unproven(site, collection);
	return reason ? { kind, name, unproven: reason } : { kind, name };
}
