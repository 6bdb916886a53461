import type { MissingReason } from '../../model/coverage.js';
import type { Cluster, ResourcePool } from '../../model/inventory/containers.js';
import type { Inventory } from '../../model/inventory/inventory.js';
import type { Network } from '../../model/inventory/network.js';
import type { Site } from '../../model/site.js';
import type { Side } from '../../model/site-pair.js';
import { lookup, lookupOne } from './lookup.js';
import { folderKey, pathEndings, sameName } from './names.js';

/**
 * One side of the pair with look-ups that are built when first used and never scan afterwards. Names compare without case,
 * but for networks: ESXi tells port group labels apart by case, and a false match would be a false green.
 */
export function makeSite(side: Side, inventory: Inventory): Site {
	const i = inventory;
	const carried = (): readonly Network[] => i.networks.filter(carriesVms);
	const byName = <T extends { name: string }>(items: () => readonly T[]): ((name: string) => readonly T[]) => {
		const find = lookup(items, (item) => sameName(item.name));
		return (name) => find(sameName(name));
	};
	const clusterEndings = lookup(
		() => i.clusters,
		(cluster) => [sameName(cluster.name), ...pathEndings(clusterPath(i, cluster))],
	);
	const poolEndings = lookup(
		() => i.resourcePools,
		(pool) => [sameName(pool.name), ...poolPaths(i, pool).flatMap(pathEndings)],
	);
	const folders = lookup(
		() => i.folders,
		(folder) => (folder.path === undefined ? undefined : folderKey(folder.path)),
	);
	const macs = lookup(
		() => i.vms,
		(vm) => vm.nics?.map((nic) => nic.mac?.toLowerCase()),
	);
	const vlans = lookup(carried, (network) => vlanKey(network.vlan?.id));
	return {
		side,
		inventory,
		host: lookupOne(
			() => i.hosts,
			(host) => host.id,
		),
		hostsNamed: byName(() => i.hosts),
		vm: lookupOne(
			() => i.vms,
			(vm) => vm.id,
		),
		vmsNamed: byName(() => i.vms),
		datastore: lookupOne(
			() => i.datastores,
			(datastore) => datastore.id,
		),
		datastoresNamed: byName(() => i.datastores),
		datastoresBackedBy: lookup(
			() => i.datastores,
			(datastore) => datastore.backingId,
		),
		network: lookupOne(
			() => i.networks,
			(network) => network.id,
		),
		networksNamed: lookup(carried, (network) => network.name),
		networksWithVlan: (vlan) => vlans(String(vlan)),
		cluster: lookupOne(
			() => i.clusters,
			(cluster) => cluster.id,
		),
		clustersNamed: (name) => clusterEndings(pathEndings(name)[0] ?? ''),
		hostsOfCluster: lookup(
			() => i.hosts,
			(host) => host.cluster,
		),
		resourcePoolsNamed: (name) => poolEndings(pathEndings(name)[0] ?? ''),
		foldersAt: (path) => folders(folderKey(path)),
		switchById: lookupOne(
			() => i.switches,
			(item) => item.id,
		),
		license: lookupOne(
			() => i.licenses,
			(license) => license.id,
		),
		vmsWithMac: (mac) => macs(mac.toLowerCase()),
		reason: reasonOf(inventory),
	};
}

const vlanKey = (vlan: number | undefined): string | undefined => (vlan === undefined ? undefined : String(vlan));

/** Uplink port groups carry no VMs, and a network that no host carries is no target (clarifications 6.8). */
function carriesVms(network: Network): boolean {
	return network.uplink !== true && network.hosts?.length !== 0;
}

function clusterPath(inventory: Inventory, cluster: Cluster): string {
	if (cluster.path !== undefined) return cluster.path;
	const datacenter = inventory.datacenters.find((item) => item.id === cluster.datacenter);
	return datacenter ? `${datacenter.name}/${cluster.name}` : cluster.name;
}

/** A pool may be named from its cluster or datacenter on, the root pool of a cluster as vCenter shows it: `Resources`. */
function poolPaths(inventory: Inventory, pool: ResourcePool): string[] {
	if (pool.path === undefined) return [];
	const cluster = inventory.clusters.find((item) => item.id === pool.cluster);
	const inCluster = cluster && (pool.path === cluster.name || pool.path.startsWith(`${cluster.name}/`));
	const path = inCluster ? clusterPath(inventory, cluster) + pool.path.slice(cluster.name.length) : pool.path;
	return pool.path === cluster?.name ? [path, `${path}/Resources`] : [path];
}

/** The object's own gap counts first, then the collection's usual reason, the first in its coverage; a datum below a missing one shares its reason. */
function reasonOf(inventory: Inventory): Site['reason'] {
	let usual: Map<string, MissingReason> | undefined;
	return (collection, object, datum) => {
		usual ??= usualReasons(inventory);
		const names = [datum, ...prefixes(datum)];
		for (const name of names) if (object?.gaps?.[name] !== undefined) return object.gaps[name] as MissingReason;
		for (const name of names) {
			const reason = usual.get(`${collection}.${name}`);
			if (reason) return reason;
		}
		return usual.get(`${collection}.*`) ?? 'not-reported';
	};
}

function usualReasons(inventory: Inventory): Map<string, MissingReason> {
	const reasons = new Map<string, MissingReason>();
	for (const entry of inventory.coverage) {
		const key = `${entry.collection}.${entry.datum}`;
		if (!reasons.has(key)) reasons.set(key, entry.reason);
	}
	return reasons;
}

/** `a.b.c` -> `a.b`, `a`. */
function prefixes(datum: string): string[] {
	const parts = datum.split('.');
	return parts.slice(1).map((_, index) => parts.slice(0, parts.length - 1 - index).join('.'));
}
