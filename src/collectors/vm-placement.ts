import { textAt } from '../shared/xml-value.js';
import {
	type Collector,
	part,
	type SheetContext,
	type SheetRow,
	type VimContext,
	type VimProperties,
} from './contract.js';
import { datastorePath } from './read/datastore-path.js';
import { datacenterOf, nameOf, TREE, text } from './read/vim.js';

const VAPP = { type: 'VirtualApp', paths: ['name'] };
const HOST = { type: 'HostSystem', paths: ['name', 'parent'] };

/** The cluster of the VM's host; a stand-alone compute resource is none. */
function clusterOf(vm: VimProperties, context: VimContext): string | undefined {
	const host = text(vm, 'runtime.host');
	const parent = host === undefined ? undefined : textAt(context.property(host, 'parent'));
	return parent !== undefined && context.typeOf(parent) === 'ClusterComputeResource' ? parent : undefined;
}

function clusterId(row: SheetRow, context: SheetContext): string | undefined {
	const name = row.text('Cluster');
	return name === undefined ? undefined : context.idByName('clusters', name, row.text('Datacenter'));
}

/** Its id where the account may not see the vApp itself; "" outside of vApps. */
function vAppName(vm: VimProperties, context: VimContext): string {
	const vApp = text(vm, 'parentVApp');
	return nameOf(context, vApp) ?? vApp ?? '';
}

/** `[datastore] folder` of a file. */
function folderOf(file: string | undefined): string | undefined {
	const slash = file?.lastIndexOf('/') ?? -1;
	return datastorePath(file) === undefined || slash < 0 ? undefined : file?.slice(0, slash);
}

const CLUSTER_TABS = ['vInfo', 'vHost'];

export default {
	concern: 'vm-placement',
	title: 'VM placement: host, cluster, datacenter, resource pool, home datastore',
	parts: [
		part('vms', {
			host: {
				vim: { paths: ['runtime.host'], read: (vm) => text(vm, 'runtime.host') },
				rvtools: {
					tab: 'vInfo',
					columns: ['Host'],
					one: (row, context) => {
						const name = row.text('Host');
						return name === undefined ? undefined : context.idByName('hosts', name);
					},
				},
			},
			hostName: {
				vim: {
					paths: ['runtime.host'],
					needs: [HOST],
					read: (vm, context) => nameOf(context, text(vm, 'runtime.host')),
				},
				rvtools: { tab: 'vInfo', columns: ['Host'], one: (row) => row.text('Host') },
			},
			cluster: {
				vim: { paths: ['runtime.host'], needs: [HOST, ...TREE], read: clusterOf },
				rvtools: CLUSTER_TABS.map((tab) => ({ tab, columns: ['Cluster', 'Datacenter'], one: clusterId })),
				optional: true,
			},
			clusterName: {
				vim: {
					paths: ['runtime.host'],
					needs: [HOST, ...TREE],
					read: (vm, context) => nameOf(context, clusterOf(vm, context)),
				},
				rvtools: CLUSTER_TABS.map((tab) => ({ tab, columns: ['Cluster'], one: (row) => row.text('Cluster') })),
				optional: true,
			},
			datacenterName: {
				vim: {
					paths: ['runtime.host', 'parent'],
					needs: [HOST, ...TREE],
					read: (vm, context) =>
						nameOf(context, datacenterOf(context, text(vm, 'runtime.host') ?? text(vm, 'parent') ?? '')),
				},
				rvtools: { tab: 'vInfo', columns: ['Datacenter'], one: (row) => row.text('Datacenter') },
			},
			resourcePool: {
				vim: { paths: ['resourcePool'], read: (vm) => text(vm, 'resourcePool') },
				rvtools: {
					tab: 'vInfo',
					columns: ['Resource pool'],
					one: (row, context) => {
						const path = row.text('Resource pool');
						const name = path?.slice(path.lastIndexOf('/') + 1);
						return name === undefined ? undefined : context.idByName('resourcePools', name, path);
					},
				},
				// Templates have none.
				optional: true,
			},
			vApp: {
				vim: { paths: ['parentVApp'], read: (vm) => text(vm, 'parentVApp') },
				optional: true,
			},
			vAppName: {
				vim: {
					paths: ['parentVApp'],
					needs: [VAPP],
					absenceMeans: true,
					read: vAppName,
				},
				// Blank for a VM outside of vApps.
				rvtools: { tab: 'vInfo', columns: ['vApp'], one: (row) => row.text('vApp') ?? '' },
			},
			homePath: {
				vim: {
					paths: ['summary.config.vmPathName'],
					read: (vm) => folderOf(text(vm, 'summary.config.vmPathName')),
				},
				rvtools: { tab: 'vInfo', columns: ['Path'], one: (row) => folderOf(row.text('Path')) },
			},
			homeDatastoreName: {
				vim: {
					paths: ['summary.config.vmPathName'],
					read: (vm) => datastorePath(text(vm, 'summary.config.vmPathName'))?.datastore,
				},
				rvtools: { tab: 'vInfo', columns: ['Path'], one: (row) => datastorePath(row.text('Path'))?.datastore },
			},
		}),
	],
} satisfies Collector;
