import type { Network, Vlan } from '../model/inventory/network.js';
import { defined } from '../shared/defined.js';
import { at, booleanAt, numberAt, textAt, type XmlValue } from '../shared/xml-value.js';
import {
	type Collector,
	part,
	type RvtoolsDatum,
	type SheetContext,
	type SheetRow,
	type VimContext,
	type VimProperties,
} from './contract.js';
import { hostPortGroups } from './read/host-port-groups.js';
import { datacenterOf, decodeName, nameOf, refs, TREE, text } from './read/vim.js';
import { distributedVlan, standardVlan, writtenVlan } from './read/vlan.js';

const DVPG = ['DistributedVirtualPortgroup'];
const STANDARD = ['Network'];
const OPAQUE = ['OpaqueNetwork'];
const PORT_CONFIG = 'config.defaultPortConfig';
const ON_HOSTS = [{ type: 'HostSystem', paths: ['config.network.portgroup'] }];
const SWITCHES = ['VmwareDistributedVirtualSwitch', 'DistributedVirtualSwitch'].map((type) => ({
	type,
	paths: ['name'],
}));
const UPLINKS = /-DVUplinks?-/i;

type Security = NonNullable<Network['security']>;

/** `macManagementPolicy` (6.7 and later) where it carries the setting, else `securityPolicy` (clarifications 6.9). */
function distributedSecurity(group: VimProperties): Security | undefined {
	const config = group.get(PORT_CONFIG);
	const modern = at(config, 'macManagementPolicy');
	if (booleanAt(modern, 'allowPromiscuous') !== undefined)
		return defined({
			promiscuous: booleanAt(modern, 'allowPromiscuous'),
			macChanges: booleanAt(modern, 'macChanges'),
			forgedTransmits: booleanAt(modern, 'forgedTransmits'),
		}) as Security;
	const policy = at(config, 'securityPolicy');
	if (policy === undefined) return undefined;
	return defined({
		promiscuous: booleanAt(policy, 'allowPromiscuous.value'),
		macChanges: booleanAt(policy, 'macChanges.value'),
		forgedTransmits: booleanAt(policy, 'forgedTransmits.value'),
	}) as Security;
}

/** The setting of a standard network, if all hosts that carry it agree; undefined when they differ or none was read. */
function ofAllHosts<T>(
	network: VimProperties,
	context: VimContext,
	read: (group: XmlValue) => T | undefined,
): T | undefined {
	const name = decodeName(text(network, 'name') ?? '');
	const values = refs(network.get('host')).flatMap((host) => {
		const group = hostPortGroups(context, host)?.get(name);
		return group === undefined ? [] : [read(group)];
	});
	return same(values);
}

function same<T>(values: readonly T[]): T | undefined {
	const first = values[0];
	const key = JSON.stringify(first);
	return values.every((value) => JSON.stringify(value) === key) ? first : undefined;
}

function standardSecurity(group: XmlValue): Security | undefined {
	const policy = at(group, 'computedPolicy.security') ?? at(group, 'spec.policy.security');
	if (policy === undefined) return undefined;
	return defined({
		promiscuous: booleanAt(policy, 'allowPromiscuous'),
		macChanges: booleanAt(policy, 'macChanges'),
		forgedTransmits: booleanAt(policy, 'forgedTransmits'),
	}) as Security;
}

/** A VLAN cell of one row. A blank one is a trunk whose ranges are not exported: unknown. */
function rowVlan(row: SheetRow): Vlan | undefined {
	const cell = row.text('VLAN');
	return cell === undefined ? undefined : (writtenVlan(cell) ?? row.unreadable('VLAN'));
}

/** One setting over the rows of a network, one per host; rows that differ make it unknown. */
function overRows(tab: string, columns: readonly string[], read: (row: SheetRow) => unknown): RvtoolsDatum {
	return { tab, columns, many: (rows) => (rows.length === 0 ? undefined : same(rows.map(read))) };
}

function rowSecurity(promiscuous: string): (row: SheetRow) => unknown {
	return (row) => {
		const security = defined({
			promiscuous: row.boolean(promiscuous),
			macChanges: row.boolean('Mac Changes'),
			forgedTransmits: row.boolean('Forged Transmits'),
		});
		return Object.keys(security).length === 0 ? undefined : security;
	};
}

function switchId(rows: readonly SheetRow[], context: SheetContext): string | undefined {
	const name = rows[0]?.text('Switch');
	return name === undefined ? undefined : context.idByName('switches', name);
}

/** Hosts of a distributed port group are those of its switch: dvPort does not list them. */
function hostsOfSwitch(rows: readonly SheetRow[], context: SheetContext): string[] | undefined {
	const name = rows[0]?.text('Switch');
	const row = context.rows('dvSwitch').find((one) => one.text('Switch|Name') === name);
	const members = name === undefined ? undefined : row?.text('Host members');
	return members?.split(/[,;]/).flatMap((host) => context.idByName('hosts', host.trim()) ?? []);
}

function hostsOfRows(rows: readonly SheetRow[], context: SheetContext): string[] | undefined {
	if (rows.length === 0 || rows[0]?.has('Host') === false) return undefined;
	const ids = rows.flatMap((row) => context.idByName('hosts', row.text('Host') ?? '') ?? []);
	return [...new Set(ids)];
}

export default {
	concern: 'port-group',
	title: 'Networks: port groups, switch, VLAN, security, hosts',
	parts: [
		part('networks', {
			kind: {
				vim: [
					{ types: DVPG, paths: ['name'], read: () => 'distributed' },
					{ types: STANDARD, paths: ['name'], read: () => 'standard' },
					{ types: OPAQUE, paths: ['name'], read: () => 'opaque' },
				],
				rvtools: [
					{
						tab: 'dvPort',
						columns: ['Port|Port Group'],
						many: (rows) => (rows.length > 0 ? 'distributed' : undefined),
					},
					{ tab: 'vPort', columns: ['Port Group'], many: (rows) => (rows.length > 0 ? 'standard' : undefined) },
				],
			},
			switch: {
				vim: {
					types: DVPG,
					paths: ['config.distributedVirtualSwitch'],
					read: (group) => text(group, 'config.distributedVirtualSwitch'),
				},
				rvtools: { tab: 'dvPort', columns: ['Switch'], many: switchId },
				optional: true,
			},
			switchName: {
				vim: [
					{
						types: DVPG,
						paths: ['config.distributedVirtualSwitch'],
						needs: SWITCHES,
						read: (group, context) => nameOf(context, text(group, 'config.distributedVirtualSwitch')),
					},
					{
						types: STANDARD,
						paths: ['host', 'name'],
						needs: ON_HOSTS,
						read: (network, context) => ofAllHosts(network, context, (group) => textAt(group, 'spec.vswitchName')),
					},
				],
				rvtools: ['dvPort', 'vPort'].map((tab) => overRows(tab, ['Switch'], (row) => row.text('Switch'))),
				optional: true,
			},
			vlan: {
				vim: [
					{ types: DVPG, paths: [PORT_CONFIG], read: (group) => distributedVlan(at(group.get(PORT_CONFIG), 'vlan')) },
					{
						types: STANDARD,
						paths: ['host', 'name'],
						needs: ON_HOSTS,
						read: (network, context) =>
							ofAllHosts(network, context, (group) => {
								const id = numberAt(group, 'spec.vlanId');
								return id === undefined ? undefined : standardVlan(id);
							}),
					},
				],
				rvtools: ['dvPort', 'vPort'].map((tab) => overRows(tab, ['VLAN'], rowVlan)),
			},
			uplink: {
				vim: [
					{ types: DVPG, paths: ['config.uplink', 'name'], read: isUplink },
					{ types: STANDARD, paths: ['name'], read: () => false },
					{ types: OPAQUE, paths: ['name'], read: () => false },
				],
				rvtools: [
					// RVTools has no flag: vCenter names uplink groups `<switch>-DVUplinks-<n>`.
					{
						tab: 'dvPort',
						columns: ['Port|Port Group'],
						many: (rows) => (rows[0] === undefined ? undefined : UPLINKS.test(rows[0].text('Port|Port Group') ?? '')),
					},
					{ tab: 'vPort', columns: ['Port Group'], many: (rows) => (rows.length > 0 ? false : undefined) },
					{ tab: 'vNetwork', columns: ['Network'], many: (rows) => (rows.length > 0 ? false : undefined) },
				],
			},
			security: {
				vim: [
					{ types: DVPG, paths: [PORT_CONFIG], read: distributedSecurity },
					{
						types: STANDARD,
						paths: ['host', 'name'],
						needs: ON_HOSTS,
						read: (network, context) => ofAllHosts(network, context, standardSecurity),
					},
				],
				rvtools: [
					overRows(
						'dvPort',
						['Allow Promiscuous', 'Mac Changes', 'Forged Transmits'],
						rowSecurity('Allow Promiscuous'),
					),
					overRows('vPort', ['Promiscuous Mode', 'Mac Changes', 'Forged Transmits'], rowSecurity('Promiscuous Mode')),
				],
			},
			hosts: {
				vim: { paths: ['host'], read: (network) => refs(network.get('host')) },
				rvtools: [
					{ tab: 'dvPort', columns: ['Switch'], many: hostsOfSwitch },
					{ tab: 'vPort', columns: ['Host'], many: hostsOfRows },
				],
			},
			datacenter: {
				vim: {
					paths: ['parent'],
					needs: TREE,
					read: (network, context) => datacenterOf(context, text(network, 'parent') ?? ''),
				},
				rvtools: {
					tab: 'vPort',
					columns: ['Datacenter'],
					many: (rows, context) => context.idByName('datacenters', rows[0]?.text('Datacenter') ?? ''),
				},
				optional: true,
			},
			ports: {
				vim: { types: DVPG, paths: ['config.numPorts'], read: (group) => numberAt(group.get('config.numPorts')) },
				rvtools: { tab: 'dvPort', columns: ['# Ports'], many: (rows) => rows[0]?.number('# Ports') },
				optional: true,
			},
			autoExpand: {
				vim: {
					types: DVPG,
					paths: ['config.autoExpand', 'config.type', 'config.numPorts'],
					read: (group) =>
						text(group, 'config.type') === 'ephemeral' ? true : booleanAt(group.get('config.autoExpand')),
				},
				rvtools: {
					tab: 'dvPort',
					columns: ['Type'],
					many: (rows) => (/ephemeral/i.test(rows[0]?.text('Type') ?? '') ? true : undefined),
				},
				optional: true,
			},
			nsxBacked: {
				vim: {
					types: DVPG,
					paths: ['config.backingType', 'config.key'],
					absenceMeans: true,
					read: (group) => text(group, 'config.backingType') === 'nsx',
				},
				optional: true,
			},
		}),
	],
} satisfies Collector;

/** `config.uplink` (API 4.0), else the tag of an uplink group's usual name. */
function isUplink(group: VimProperties): boolean | undefined {
	return booleanAt(group.get('config.uplink')) ?? (UPLINKS.test(text(group, 'name') ?? '') ? true : undefined);
}
