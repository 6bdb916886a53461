import type { HostEntity, NetworkEntity } from '../../estate/entities.js';
import { macOf, uuidOf } from '../../estate/identity.js';
import type { VmkernelSpec } from '../../scenario/host-schema.js';
import { addressAt } from '../../scenario/pattern.js';
import { boolean, data, int, list, string } from '../../wire/value.js';

/** The VMkernel adapters of a host. `prefix` is put before their keys, as the lists of the virtual NIC manager do. */
export function vnics(host: HostEntity, prefix = '') {
	return host.group.vmkernel.map((adapter) => vnic(host, adapter, prefix));
}

export function vnicKey(adapter: VmkernelSpec): string {
	return `key-vim.host.VirtualNic-${adapter.device}`;
}

export function ipOf(host: HostEntity, adapter: VmkernelSpec): string {
	return addressAt(adapter.ip, host.index);
}

export function ipConfig(host: HostEntity, adapter: VmkernelSpec) {
	return data('HostIpConfig', {
		dhcp: boolean(false),
		ipAddress: string(ipOf(host, adapter)),
		subnetMask: string(adapter.netmask ?? '255.255.255.0'),
		ipV6Config: undefined,
	});
}

function vnic(host: HostEntity, adapter: VmkernelSpec, prefix: string) {
	const network = host.datacenter.networks.find(({ name }) => name === adapter.network);
	const standard = network === undefined || network.type === 'Network';
	return data('HostVirtualNic', {
		device: string(adapter.device),
		key: string(prefix + vnicKey(adapter)),
		portgroup: string(standard ? adapter.network : ''),
		spec: data('HostVirtualNicSpec', {
			ip: ipConfig(host, adapter),
			mac: string(macOf(host.name, adapter.device)),
			distributedVirtualPort: network?.switch === undefined ? undefined : portOf(host, network, adapter.device),
			portgroup: standard ? string(adapter.network) : undefined,
			mtu: int(adapter.mtu ?? 1500),
			tsoEnabled: boolean(true),
			netStackInstanceKey: string(adapter.stack ?? 'defaultTcpipStack'),
			opaqueNetwork:
				network?.type === 'OpaqueNetwork'
					? data('HostVirtualNicOpaqueNetworkSpec', {
							opaqueNetworkId: string(uuidOf('opaque', network.name)),
							opaqueNetworkType: string('nsx.LogicalSwitch'),
						})
					: undefined,
			ipRouteSpec: adapter.gateway === undefined ? undefined : routeSpec(adapter.gateway),
			systemOwned: boolean(false),
		}),
		port: standard ? string(`key-vim.host.PortGroup.Port-${adapter.device}`) : undefined,
	});
}

/** A connection to a distributed port group, of a VMkernel adapter or a VM. */
export function portOf(owner: { readonly name: string }, network: NetworkEntity, device: string) {
	return data('DistributedVirtualSwitchPortConnection', {
		switchUuid: string(network.switch?.uuid ?? ''),
		portgroupKey: string(network.id),
		portKey: string(uuidOf('port', owner.name, device).slice(0, 8)),
		connectionCookie: int(Number.parseInt(uuidOf('cookie', owner.name, device).slice(0, 7), 16)),
	});
}

function routeSpec(gateway: string) {
	return data('HostVirtualNicIpRouteSpec', {
		ipRouteConfig: data('HostIpRouteConfig', { defaultGateway: string(gateway) }),
	});
}

const SERVICES = [
	'faultToleranceLogging',
	'management',
	'vSphereProvisioning',
	'vSphereReplication',
	'vSphereReplicationNFC',
	'vmotion',
	'vsan',
	'vsanWitness',
];

/** HostVirtualNicManagerInfo: which adapter carries which service. Selected adapters are key strings. */
export function virtualNicManagerInfo(host: HostEntity) {
	return data('HostVirtualNicManagerInfo', {
		netConfig: () =>
			list(
				'VirtualNicManagerNetConfig',
				SERVICES.map((service) =>
					data('VirtualNicManagerNetConfig', {
						nicType: string(service),
						multiSelectAllowed: boolean(true),
						candidateVnic: () => list('HostVirtualNic', vnics(host, `${service}.`)),
						selectedVnic: () =>
							list(
								'String',
								tagged(host, service).map((adapter) => string(`${service}.${vnicKey(adapter)}`)),
							),
					}),
				),
			),
	});
}

export function tagged(host: HostEntity, service: string): VmkernelSpec[] {
	return host.group.vmkernel.filter(({ services }) => services?.includes(service) ?? false);
}

/** HostVMotionInfo: one adapter only, whatever is tagged. Absent when none is. */
export function vmotionInfo(host: HostEntity) {
	const adapter = tagged(host, 'vmotion')[0];
	const prefix = 'VMotionConfig.vmotion.';
	return data('HostVMotionInfo', {
		netConfig: data('HostVMotionNetConfig', {
			candidateVnic: () => list('HostVirtualNic', vnics(host, prefix)),
			selectedVnic: adapter === undefined ? undefined : string(prefix + vnicKey(adapter)),
		}),
		ipConfig: adapter === undefined ? undefined : ipConfig(host, adapter),
	});
}
