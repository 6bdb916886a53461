import type { NetworkEntity } from '../estate/entities.js';
import { uuidOf } from '../estate/identity.js';
import { boolean, data, derived, int, list, ref, string, strings } from '../wire/value.js';
import { inventoryType } from './contract.js';
import { encodeName } from './shared/managed-entity.js';
import { network } from './shared/network.js';

export default inventoryType<NetworkEntity>({
	type: 'DistributedVirtualPortgroup',
	bases: ['Network', 'ManagedEntity'],
	properties: (group, { estate }) => ({
		...network(group, estate),
		config: () => config(group),
		key: () => string(group.id),
		portKeys: () => strings([]),
	}),
});

function config(group: NetworkEntity) {
	const nsx = group.spec.nsx === true;
	return data('DVPortgroupConfigInfo', {
		key: string(group.id),
		name: string(encodeName(group.name)),
		numPorts: int(8),
		distributedVirtualSwitch: group.switch === undefined ? undefined : ref(group.switch),
		defaultPortConfig: () => portConfig(group),
		description: undefined,
		type: string('earlyBinding'),
		backingType: string(nsx ? 'nsx' : 'standard'),
		policy: data('VMwareDVSPortgroupPolicy', { blockOverrideAllowed: boolean(true) }),
		autoExpand: boolean(true),
		uplink: boolean(group.uplink),
		transportZoneUuid: undefined,
		logicalSwitchUuid: nsx ? string(uuidOf('segment', group.name)) : undefined,
		segmentId: nsx ? string(`/infra/segments/${group.name}`) : undefined,
	});
}

function portConfig({ spec }: NetworkEntity) {
	const security = {
		allowPromiscuous: boolean(spec.promiscuous ?? false),
		macChanges: boolean(spec.macChanges ?? false),
		forgedTransmits: boolean(spec.forgedTransmits ?? false),
	};
	const policy = (value: boolean | undefined) =>
		data('BoolPolicy', { inherited: boolean(false), value: boolean(value ?? false) });
	return derived('VMwareDVSPortSetting', {
		blocked: policy(false),
		vlan: () => vlan(spec),
		uplinkTeamingPolicy: data('VmwareUplinkPortTeamingPolicy', {
			inherited: boolean(false),
			policy: data('StringPolicy', { inherited: boolean(false), value: string('loadbalance_srcid') }),
		}),
		securityPolicy: data('DVSSecurityPolicy', {
			inherited: boolean(false),
			allowPromiscuous: policy(spec.promiscuous),
			macChanges: policy(spec.macChanges),
			forgedTransmits: policy(spec.forgedTransmits),
		}),
		macManagementPolicy: data('DVSMacManagementPolicy', { inherited: boolean(false), ...security }),
	});
}

function vlan(spec: NetworkEntity['spec']) {
	const inherited = boolean(false);
	if (spec.private !== undefined)
		return derived('VmwareDistributedVirtualSwitchPvlanSpec', { inherited, pvlanId: int(spec.private) });
	if (spec.trunk !== undefined)
		return derived('VmwareDistributedVirtualSwitchTrunkVlanSpec', {
			inherited,
			vlanId: list(
				'NumericRange',
				spec.trunk.map(({ from, to }) => data('NumericRange', { start: int(from), end: int(to) })),
			),
		});
	return derived('VmwareDistributedVirtualSwitchVlanIdSpec', { inherited, vlanId: int(spec.vlan ?? 0) });
}
