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

function savedSwitch({ id, name, uuid, version, vendor, mtu, hosts }: Switch, parent: string | undefined): SavedObject {
	return {
		type: 'VmwareDistributedVirtualSwitch',
		id,
		parent,
		properties: {
			name: encodeName(name),
			uuid,
			config: { productInfo: { version, vendor }, maxMtu: mtu },
			summary: { hostMember: hostRefs(hosts) },
		},
		unknown: [],
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
