import { anyPlace, type Collector, part, type VimContext, type VimProperties } from './contract.js';
import { datacenterOf, nameOf, TREE, text, vimText } from './read/vim.js';

function clusterOf(host: VimProperties, context: VimContext): string | undefined {
	const parent = text(host, 'parent');
	return parent !== undefined && context.typeOf(parent) === 'ClusterComputeResource' ? parent : undefined;
}

export default {
	concern: 'host-identity',
	title: 'Host UUID, cluster, datacenter',
	parts: [
		part('hosts', {
			uuid: {
				vim: vimText('summary.hardware.uuid'),
				rvtools: { tab: 'vHost', columns: ['UUID'], one: (row) => row.text('UUID') },
			},
			// A host that no vCenter manages has none.
			managementServerIp: { vim: vimText('summary.managementServerIp'), optional: true },
			cluster: {
				vim: { paths: ['parent'], needs: TREE, read: clusterOf },
				rvtools: ['vHost', 'vInfo'].map((tab) => ({
					tab,
					columns: ['Cluster', 'Datacenter'],
					one: (row, context) => {
						const name = row.text('Cluster');
						return name === undefined ? undefined : context.idByName('clusters', name, row.text('Datacenter'));
					},
				})),
				// What the VMs say of their cluster contradicts the VMs, not the host.
				agree: anyPlace,
				optional: true,
			},
			clusterName: {
				vim: { paths: ['parent'], needs: TREE, read: (host, context) => nameOf(context, clusterOf(host, context)) },
				rvtools: ['vHost', 'vInfo'].map((tab) => ({ tab, columns: ['Cluster'], one: (row) => row.text('Cluster') })),
				agree: anyPlace,
				optional: true,
			},
			datacenter: {
				vim: { paths: ['parent'], needs: TREE, read: (host, context) => datacenterOf(context, host.id) },
				rvtools: ['vHost', 'vInfo'].map((tab) => ({
					tab,
					columns: ['Datacenter'],
					one: (row, context) => context.idByName('datacenters', row.text('Datacenter') ?? ''),
				})),
				agree: anyPlace,
			},
			datacenterName: {
				vim: {
					paths: ['parent'],
					needs: TREE,
					read: (host, context) => nameOf(context, datacenterOf(context, host.id)),
				},
				rvtools: ['vHost', 'vInfo'].map((tab) => ({
					tab,
					columns: ['Datacenter'],
					one: (row) => row.text('Datacenter'),
				})),
				agree: anyPlace,
			},
		}),
	],
} satisfies Collector;
