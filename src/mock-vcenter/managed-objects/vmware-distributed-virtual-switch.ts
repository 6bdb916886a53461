import type { SwitchEntity } from '../estate/entities.js';
import { boolean, data, dateTime, derived, int, list, ref, refs, string, strings } from '../wire/value.js';
import { inventoryType } from './contract.js';
import { encodeName, managedEntity } from './shared/managed-entity.js';

export default inventoryType<SwitchEntity>({
	type: 'VmwareDistributedVirtualSwitch',
	bases: ['DistributedVirtualSwitch', 'ManagedEntity'],
	properties: (own) => ({
		...managedEntity(own),
		capability: undefined,
		config: () => config(own),
		networkResourcePool: undefined,
		portgroup: () => refs(own.portGroups),
		runtime: undefined,
		summary: () =>
			data('DVSSummary', {
				name: string(encodeName(own.name)),
				uuid: string(own.uuid),
				numPorts: int(64),
				productInfo: () => product(own),
				hostMember: list('ManagedObjectReference', own.datacenter.hosts.map(ref)),
				vm: undefined,
				host: list('ManagedObjectReference', own.datacenter.hosts.map(ref)),
				portgroupName: () => strings(own.portGroups.map(({ name }) => encodeName(name))),
				description: undefined,
				contact: undefined,
				numHosts: int(own.datacenter.hosts.length),
			}),
		uuid: () => string(own.uuid),
	}),
});

function product({ spec }: SwitchEntity) {
	return data('DistributedVirtualSwitchProductSpec', {
		name: string('DVS'),
		vendor: string('VMware, Inc.'),
		version: string(spec.version),
		build: undefined,
		forwardingClass: string('etherswitch'),
	});
}

function config(own: SwitchEntity) {
	const names = Array.from({ length: own.spec.uplinks ?? 2 }, (_, index) => `Uplink ${index + 1}`);
	return derived('VMwareDVSConfigInfo', {
		uuid: string(own.uuid),
		name: string(encodeName(own.name)),
		numStandalonePorts: int(0),
		numPorts: int(64),
		maxPorts: int(2_147_483_647),
		uplinkPortPolicy: derived('DVSNameArrayUplinkPortPolicy', { uplinkPortName: () => strings(names) }),
		uplinkPortgroup: () => list('ManagedObjectReference', own.portGroups.filter(({ uplink }) => uplink).map(ref)),
		defaultPortConfig: undefined,
		host: () =>
			list(
				'DistributedVirtualSwitchHostMember',
				own.datacenter.hosts.map((host) => member(own, host)),
			),
		productInfo: () => product(own),
		createTime: dateTime('2024-03-05T09:12:44Z'),
		networkResourceManagementEnabled: boolean(true),
		pvlanConfig: undefined,
		maxMtu: int(own.spec.mtu ?? 1500),
		vspanSession: undefined,
		lacpGroupConfig: undefined,
		ipfixConfig: undefined,
		realTimeConfig: undefined,
		linkDiscoveryProtocolConfig: undefined,
		lacpApiVersion: string('multipleLag'),
	});
}

function member(own: SwitchEntity, host: SwitchEntity['datacenter']['hosts'][number]) {
	return data('DistributedVirtualSwitchHostMember', {
		config: data('DistributedVirtualSwitchHostMemberConfigInfo', {
			host: ref(host),
			maxProxySwitchPorts: int(512),
			backing: derived('DistributedVirtualSwitchHostMemberPnicBacking', {
				pnicSpec: list(
					'DistributedVirtualSwitchHostMemberPnicSpec',
					(host.group.nics ?? [])
						.filter((nic) => nic.switch === own.name)
						.map((nic) => data('DistributedVirtualSwitchHostMemberPnicSpec', { pnicDevice: string(nic.device) })),
				),
			}),
		}),
		productInfo: () => product(own),
		status: string('up'),
	});
}
