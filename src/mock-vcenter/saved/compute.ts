import type { Cluster, ResourcePool } from '../../model/inventory/containers.js';
import type { Host } from '../../model/inventory/host.js';
import type { Inventory } from '../../model/inventory/inventory.js';
import { encodeName } from '../managed-objects/shared/managed-entity.js';
import { ref } from '../wire/value.js';
import { savedRules } from './cluster-rules.js';
import { type SavedObject, unknownPaths } from './contract.js';
import { savedHost } from './host.js';
import type { Places } from './places.js';
import { some } from './plain.js';

/** Clusters, the compute resources of hosts without one, hosts and resource pools. */
export function savedCompute(inventory: Inventory, places: Places): SavedObject[] {
	const { clusters, hosts, resourcePools, vms } = inventory;
	const alone = hosts.filter(({ cluster }) => cluster === undefined);
	const vApps = new Set(vms.flatMap(({ vApp }) => vApp ?? []));
	return [
		...clusters.map((cluster) => savedCluster(cluster, hosts, places)),
		...alone.map((host) => standIn(host, places)),
		...hosts.flatMap((host) => savedHost(host, host.cluster ?? standInId(host), inventory)),
		...resourcePools.map((pool) => savedPool(pool, inventory, vApps.has(pool.id))),
	];
}

function savedCluster(cluster: Cluster, hosts: readonly Host[], places: Places): SavedObject {
	const { id, name, datacenter, drsEnabled, drsBehavior, haEnabled, evcMode, failoverHosts } = cluster;
	const own = hosts.filter((host) => host.cluster === id);
	const policy =
		failoverHosts === undefined || failoverHosts.length === 0
			? undefined
			: {
					$type: 'ClusterFailoverHostAdmissionControlPolicy',
					failoverHosts: failoverHosts.map((host) => ref({ type: 'HostSystem', id: host })),
				};
	return {
		type: 'ClusterComputeResource',
		id,
		parent: places.folderOf(datacenter, 'host'),
		properties: {
			name: encodeName(name),
			host: own.map((host) => ref({ type: 'HostSystem', id: host.id })),
			configurationEx: {
				$type: 'ClusterConfigInfoEx',
				dasConfig: { enabled: haEnabled, admissionControlPolicy: policy },
				drsConfig: { enabled: drsEnabled, defaultVmBehavior: drsBehavior },
				...savedRules(cluster),
			},
			summary: {
				$type: 'ClusterComputeResourceSummary',
				numHosts: own.length,
				currentEVCModeKey: evcMode === '' ? undefined : evcMode,
			},
		},
		unknown: unknownPaths({
			// Beside the state of HA an absent policy says that no host is set aside.
			'configurationEx.dasConfig': failoverHosts,
			'summary.currentEVCModeKey': evcMode,
			// What is no rule or setting of a VM is read where the state of DRS is.
			'configurationEx.drsConfig.enabled': cluster.rules && cluster.vmOverrides,
		}),
	};
}

function standInId(host: Host): string {
	return `domain-s-${host.id}`;
}

/** The compute resource of a host without a cluster. */
function standIn(host: Host, places: Places): SavedObject {
	return {
		type: 'ComputeResource',
		id: standInId(host),
		parent: places.folderOf(host.datacenter, 'host'),
		properties: { name: encodeName(host.name), host: [ref({ type: 'HostSystem', id: host.id })] },
		unknown: [],
	};
}

function savedPool(pool: ResourcePool, inventory: Inventory, vApp: boolean): SavedObject {
	const { id, name, path, memoryUnreservedBytes: memory, cpuUnreservedHz: cpu } = pool;
	const owner = ownerOf(pool, inventory);
	const above = path?.includes('/') === true ? path.slice(0, path.lastIndexOf('/')) : undefined;
	const parent =
		above === undefined
			? owner
			: inventory.resourcePools.find((one) => one.path === above && ownerOf(one, inventory) === owner)?.id;
	const cluster = pool.cluster !== undefined;
	const folder = vApp ? inventory.vms.find((vm) => vm.vApp === id)?.folder : undefined;
	return {
		type: vApp ? 'VirtualApp' : 'ResourcePool',
		id,
		parent: path === undefined ? undefined : parent,
		properties: {
			name: encodeName(name),
			owner:
				owner === undefined
					? undefined
					: ref({ type: cluster ? 'ClusterComputeResource' : 'ComputeResource', id: owner }),
			parentFolder: folder === undefined ? undefined : ref({ type: 'Folder', id: folder }),
			runtime: some({
				memory: memory === undefined ? undefined : { unreservedForVm: memory },
				cpu: cpu === undefined ? undefined : { unreservedForVm: cpu / 1e6 },
			}),
		},
		unknown: [],
	};
}

/** The cluster of a pool, or the compute resource of the host that its path begins with. */
function ownerOf({ cluster, path }: ResourcePool, { hosts }: Inventory): string | undefined {
	if (cluster !== undefined) return cluster;
	const host = hosts.find((one) => one.cluster === undefined && one.name === path?.split('/')[0]);
	return host === undefined ? undefined : standInId(host);
}
