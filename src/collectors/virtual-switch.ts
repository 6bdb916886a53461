import { booleanAt, listAt, numberAt, textAt } from '../shared/xml-value.js';
import { type Collector, part, type VimProperties } from './contract.js';
import { text, vimText } from './read/vim.js';

const DVS = ['VmwareDistributedVirtualSwitch', 'DistributedVirtualSwitch'];
const STANDARD = ['HostVirtualSwitch'];

export default {
	concern: 'virtual-switch',
	title: 'Switches: version, vendor, MTU, member hosts',
	parts: [
		part('switches', {
			uuid: { vim: { ...vimText('uuid'), types: DVS }, optional: true },
			version: {
				vim: { ...vimText('config.productInfo.version'), types: DVS },
				rvtools: { tab: 'dvSwitch', columns: ['Version'], one: (row) => row.text('Version') },
				optional: true,
			},
			vendor: {
				vim: { ...vimText('config.productInfo.vendor'), types: DVS },
				rvtools: { tab: 'dvSwitch', columns: ['Vendor'], one: (row) => row.text('Vendor') },
				optional: true,
			},
			mtu: {
				vim: [
					{ types: DVS, paths: ['config.maxMtu'], read: (dvs) => numberAt(dvs.get('config.maxMtu')) },
					{ types: STANDARD, paths: ['mtu'], read: (standard) => numberAt(standard.get('mtu')) },
				],
				rvtools: [
					{ tab: 'dvSwitch', columns: ['Max MTU'], one: (row) => row.number('Max MTU') },
					{ tab: 'vSwitch', columns: ['MTU'], one: (row) => row.number('MTU') },
				],
			},
			hosts: {
				vim: [
					{
						types: DVS,
						paths: ['summary.hostMember'],
						read: (dvs) => listAt(dvs.get('summary.hostMember')).flatMap((host) => textAt(host) ?? []),
					},
					{ types: STANDARD, paths: ['host'], read: (standard) => [text(standard, 'host')] },
				],
				rvtools: [
					{
						tab: 'dvSwitch',
						columns: ['Host members'],
						one: (row, context) =>
							row
								.text('Host members')
								?.split(/[,;]/)
								.flatMap((host) => context.idByName('hosts', host.trim()) ?? []),
					},
					{
						tab: 'vSwitch',
						columns: ['Host'],
						one: (row, context) => hostList(context.idByName('hosts', row.text('Host') ?? '')),
					},
				],
			},
			freePorts: {
				vim: { types: STANDARD, paths: ['numPortsAvailable'], read: (one) => numberAt(one.get('numPortsAvailable')) },
				rvtools: { tab: 'vSwitch', columns: ['Free Ports'], one: (row) => row.number('Free Ports') },
				optional: true,
			},
			services: {
				vim: {
					types: DVS,
					paths: [
						'config.vspanSession',
						'config.lacpGroupConfig',
						'config.ipfixConfig',
						'config.networkResourceManagementEnabled',
						'config.productInfo.version',
					],
					read: servicesOf,
				},
				optional: true,
			},
			realTime: {
				vim: {
					types: DVS,
					paths: ['config.realTimeConfig', 'config.productInfo.version'],
					read: (dvs) => booleanAt(dvs.get('config.realTimeConfig'), 'enabled') ?? false,
				},
				optional: true,
			},
			host: {
				vim: { types: STANDARD, paths: ['host'], read: (standard) => text(standard, 'host') },
				rvtools: {
					tab: 'vSwitch',
					columns: ['Host'],
					one: (row, context) => context.idByName('hosts', row.text('Host') ?? ''),
				},
				optional: true,
			},
		}),
	],
} satisfies Collector;

/** What a distributed switch does beside forwarding; a property that is unset means that the service is off. */
function servicesOf(dvs: VimProperties): string[] {
	const services: string[] = [];
	if (listAt(dvs.get('config.lacpGroupConfig')).length > 0) services.push('LACP');
	if (listAt(dvs.get('config.vspanSession')).length > 0) services.push('port mirroring');
	const collector = textAt(dvs.get('config.ipfixConfig'), 'collectorIpAddress');
	if (collector !== undefined && collector !== '') services.push('NetFlow');
	if (booleanAt(dvs.get('config.networkResourceManagementEnabled')) === true) services.push('network I/O control');
	return services;
}

function hostList(host: string | undefined): string[] | undefined {
	return host === undefined ? undefined : [host];
}
