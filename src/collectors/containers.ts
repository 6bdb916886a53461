import { listAt, textAt, typeOf } from '../shared/xml-value.js';
import { type Collector, part, type VimContext, type VimProperties } from './contract.js';
import { pathOfPool } from './read/rvtools-path.js';
import { datacenterOf, folderPathOf, MIB, nameOf, TREE, text, vimBoolean, vimNumber, vimText } from './read/vim.js';

/** `Datacenter/Cluster`. */
function clusterPath(cluster: VimProperties, context: VimContext): string | undefined {
	const datacenter = nameOf(context, datacenterOf(context, cluster.id));
	const name = nameOf(context, cluster.id);
	return datacenter === undefined || name === undefined ? undefined : `${datacenter}/${name}`;
}

/** `Cluster/Pool/Sub`; the hidden root pool of a cluster is `Cluster`. */
function poolPath(pool: VimProperties, context: VimContext): string | undefined {
	const names: string[] = [];
	let current: string | undefined = pool.id;
	for (let depth = 0; current !== undefined && depth < 64; depth++) {
		const type = context.typeOf(current);
		const parent: string | undefined = textAt(context.property(current, 'parent'));
		const name = nameOf(context, current);
		if (name === undefined) return undefined;
		if (type === 'ResourcePool' || type === 'VirtualApp') {
			const parentType = parent === undefined ? undefined : context.typeOf(parent);
			if (parentType === undefined) return undefined;
			if (parentType === 'ResourcePool' || parentType === 'VirtualApp') names.push(name);
		} else return [...names, name].reverse().join('/');
		current = parent;
	}
	return undefined;
}

/** Hosts that admission control sets aside for failover. Another policy sets none aside. */
function failoverHosts(cluster: VimProperties): string[] | undefined {
	const policy = cluster.get('configurationEx.dasConfig.admissionControlPolicy');
	if (policy === undefined) return [];
	if (!typeOf(policy).endsWith('FailoverHostAdmissionControlPolicy')) return [];
	return listAt(policy, 'failoverHosts').flatMap((host) => textAt(host) ?? []);
}

export default {
	concern: 'containers',
	title: 'Datacenters, folders, clusters, resource pools',
	parts: [
		part('folders', {
			path: {
				vim: {
					paths: ['parent', 'name'],
					needs: TREE,
					unreported: 'read-error',
					read: (f, c) => folderPathOf(c, f.id),
				},
			},
			datacenter: {
				vim: { paths: ['parent'], needs: TREE, read: (folder, context) => datacenterOf(context, folder.id) },
				optional: true,
			},
		}),
		part('clusters', {
			path: {
				vim: { paths: ['parent', 'name'], needs: TREE, unreported: 'read-error', read: clusterPath },
				rvtools: {
					tab: 'placed',
					columns: [],
					one: (row) => {
						const datacenter = row.text('Datacenter');
						return datacenter === undefined ? undefined : `${datacenter}/${row.text('Cluster')}`;
					},
				},
			},
			datacenter: {
				vim: { paths: ['parent'], needs: TREE, read: (cluster, context) => datacenterOf(context, cluster.id) },
				rvtools: {
					tab: 'placed',
					columns: [],
					one: (row, context) => context.idByName('datacenters', row.text('Datacenter') ?? ''),
				},
			},
			drsEnabled: {
				vim: vimBoolean('configurationEx.drsConfig.enabled'),
				rvtools: { tab: 'vCluster', columns: ['DRS enabled'], one: (row) => row.boolean('DRS enabled') },
			},
			drsBehavior: {
				vim: vimText('configurationEx.drsConfig.defaultVmBehavior'),
				rvtools: {
					tab: 'vCluster',
					columns: ['DRS default VM behavior'],
					one: (row) => row.text('DRS default VM behavior'),
				},
			},
			haEnabled: {
				vim: vimBoolean('configurationEx.dasConfig.enabled'),
				rvtools: { tab: 'vCluster', columns: ['HA enabled'], one: (row) => row.boolean('HA enabled') },
			},
			evcMode: {
				vim: {
					paths: ['summary.currentEVCModeKey', 'summary.numHosts'],
					absenceMeans: true,
					read: (cluster) => text(cluster, 'summary.currentEVCModeKey') ?? '',
				},
			},
			failoverHosts: {
				vim: {
					paths: ['configurationEx.dasConfig.admissionControlPolicy', 'configurationEx.dasConfig.enabled'],
					read: failoverHosts,
				},
			},
		}),
		part('resourcePools', {
			path: {
				vim: { paths: ['parent', 'name'], needs: TREE, unreported: 'read-error', read: poolPath },
				rvtools: {
					tab: 'vRP',
					columns: ['Resource Pool path'],
					one: (row) => pathOfPool(row.text('Resource Pool path')),
				},
			},
			cluster: {
				vim: {
					paths: ['owner'],
					read: (pool, context) => {
						const owner = text(pool, 'owner');
						return owner !== undefined && context.typeOf(owner) === 'ClusterComputeResource' ? owner : undefined;
					},
				},
				rvtools: {
					tab: 'vRP',
					columns: ['Resource Pool path'],
					one: (row, context) => {
						const cluster = pathOfPool(row.text('Resource Pool path'))?.split('/')[0];
						return cluster === undefined ? undefined : context.idByName('clusters', cluster);
					},
				},
				optional: true,
			},
			cpuUnreservedHz: {
				vim: vimNumber('runtime.cpu.unreservedForVm', 1_000_000),
				rvtools: {
					tab: 'vRP',
					columns: ['CPU unreservedForVm'],
					one: (row) => {
						const mhz = row.number('CPU unreservedForVm');
						return mhz === undefined ? undefined : mhz * 1_000_000;
					},
				},
				volatile: true,
			},
			memoryUnreservedBytes: {
				vim: vimNumber('runtime.memory.unreservedForVm'),
				rvtools: {
					tab: 'vRP',
					columns: ['Mem unreservedForVm'],
					one: (row) => {
						const size = row.number('Mem unreservedForVm');
						return size === undefined ? undefined : size * MIB;
					},
				},
				volatile: true,
			},
		}),
	],
} satisfies Collector;
