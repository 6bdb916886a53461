import type { Inventory } from '../../model/inventory/inventory.js';
import type { Network, Switch, Vlan } from '../../model/inventory/network.js';
import { encodeName } from '../managed-objects/shared/managed-entity.js';
import { ref } from '../wire/value.js';
import { type SavedObject, unknownPaths } from './contract.js';
import type { Places } from './places.js';
import type { Plain, PlainObject } from './plain.js';

const TYPES: Readonly<Record<string, string>> = {
	standard: 'Network',
	distributed: 'DistributedVirtualPortgroup',
	opaque: 'OpaqueNetwork',
};

/** Networks and distributed switches; standard switches are told by their hosts. */
export function savedNetworks({ networks, switches }: Inventory, places: Places): SavedObject[] {
	const distributed = switches.filter(({ kind }) => kind === 'distributed');
	const datacenters = new Map(networks.map((network) => [network.switch, network.datacenter]));
	return [
		...distributed.map((one) => savedSwitch(one, places.folderOf(datacenters.get(one.id), 'network'))),
		...networks.map((network) => savedNetwork(network, places.folderOf(network.datacenter, 'network'))),
	];
}

function savedSwitch(one: Switch, parent: string | undefined): SavedObject {
	const { id, name, uuid, version, vendor, mtu, hosts, services, realTime } = one;
	return {
		type: 'VmwareDistributedVirtualSwitch',
		id,
		parent,
		properties: {
			name: encodeName(name),
			uuid,
			config: {
				productInfo: { version, vendor },
				maxMtu: mtu,
				realTimeConfig: realTime === undefined ? undefined : { enabled: realTime },
				...servicesOf(services ?? []),
			},
			summary: { hostMember: hostRefs(hosts) },
		},
		unknown: unknownPaths({ 'config.lacpGroupConfig': services, 'config.realTimeConfig': realTime }),
	};
}

/** That a service runs is what is kept of it. */
function servicesOf(services: readonly string[]): PlainObject {
	const runs = (name: string) => services.includes(name);
	return {
		lacpGroupConfig: runs('LACP') ? [{ name: 'not told' }] : undefined,
		vspanSession: runs('port mirroring') ? [{ name: 'not told' }] : undefined,
		ipfixConfig: runs('NetFlow') ? { collectorIpAddress: 'not told' } : undefined,
		networkResourceManagementEnabled: runs('network I/O control'),
	};
}

function savedNetwork(network: Network, parent: string | undefined): SavedObject {
	const { id, name, kind, hosts } = network;
	const common = { name: encodeName(name), host: hostRefs(hosts) };
	const type = TYPES[kind ?? ''] ?? 'Network';
	if (type === 'OpaqueNetwork')
		return { type, id, parent, properties: { ...common, summary: { opaqueNetworkId: id } }, unknown: [] };
	if (type === 'Network') return { type, id, parent, properties: common, unknown: unknownPaths({ host: hosts }) };
	return {
		type,
		id,
		parent,
		properties: {
			...common,
			key: id,
			config: {
				key: id,
				distributedVirtualSwitch:
					network.switch === undefined
						? undefined
						: ref({ type: 'VmwareDistributedVirtualSwitch', id: network.switch }),
				uplink: network.uplink,
				numPorts: network.ports,
				autoExpand: network.autoExpand,
				backingType: network.nsxBacked === true ? 'nsx' : undefined,
				defaultPortConfig: portConfig(network),
			},
		},
		unknown: unknownPaths({ 'config.backingType': network.nsxBacked, host: hosts }),
	};
}

function portConfig({ vlan, security }: Network): PlainObject | undefined {
	if (vlan === undefined && security === undefined) return undefined;
	return {
		$type: 'VMwareDVSPortSetting',
		vlan: vlan === undefined ? undefined : vlanOf(vlan),
		macManagementPolicy:
			security?.promiscuous === undefined
				? undefined
				: {
						allowPromiscuous: security.promiscuous,
						macChanges: security.macChanges,
						forgedTransmits: security.forgedTransmits,
					},
	};
}

function vlanOf(vlan: Vlan): PlainObject {
	if (vlan.id !== undefined)
		return { $type: 'VmwareDistributedVirtualSwitchVlanIdSpec', inherited: false, vlanId: vlan.id };
	if (vlan.private !== undefined)
		return { $type: 'VmwareDistributedVirtualSwitchPvlanSpec', inherited: false, pvlanId: vlan.private };
	const ranges = (vlan.trunk ?? []).map(({ from, to }) => ({ start: from, end: to }));
	return { $type: 'VmwareDistributedVirtualSwitchTrunkVlanSpec', inherited: false, vlanId: ranges };
}

function hostRefs(hosts: readonly string[] | undefined): Plain {
	return hosts?.map((id) => ref({ type: 'HostSystem', id }));
}
