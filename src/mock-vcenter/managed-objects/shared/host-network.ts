import type { HostEntity, NetworkEntity, SwitchEntity } from '../../estate/entities.js';
import type { Estate } from '../../estate/estate.js';
import { macOf, uuidOf } from '../../estate/identity.js';
import { boolean, data, int, list, string, strings } from '../../wire/value.js';
import { ipOf, vnics } from './host-vmkernel.js';

const STANDARD_SWITCH = 'vSwitch0';

/** HostNetworkInfo of a host. */
export function networkInfo(host: HostEntity, estate: Estate) {
	const networks = estate.networksOf(host);
	const standard = networks.filter(({ type }) => type === 'Network');
	return data('HostNetworkInfo', {
		vswitch: () => list('HostVirtualSwitch', standard.length === 0 ? [] : [standardSwitch(host, standard)]),
		proxySwitch: () =>
			list(
				'HostProxySwitch',
				host.datacenter.switches.map((own) => proxySwitch(host, own)),
			),
		portgroup: () => list('HostPortGroup', standard.map(portGroup)),
		pnic: () =>
			list(
				'PhysicalNic',
				(host.group.nics ?? []).map((nic) => physicalNic(host, nic)),
			),
		vnic: () => list('HostVirtualNic', vnics(host)),
		consoleVnic: undefined,
		dnsConfig: () => dnsConfig(host),
		ipRouteConfig: () => data('HostIpRouteConfig', { defaultGateway: string(gatewayOf(host, 'defaultTcpipStack')) }),
		atBootIpV6Enabled: boolean(false),
		netStackInstance: () => list('HostNetStackInstance', stacks(host)),
		opaqueSwitch: undefined,
		opaqueNetwork: () =>
			list('HostOpaqueNetworkInfo', networks.filter(({ type }) => type === 'OpaqueNetwork').map(opaqueNetwork)),
	});
}

export function dnsConfig({ group, name }: HostEntity) {
	const [hostName = name, ...rest] = name.split('.');
	const domain = group.dns?.domain ?? rest.join('.');
	return data('HostDnsConfig', {
		dhcp: boolean(false),
		virtualNicDevice: undefined,
		hostName: string(/^\d+$/.test(hostName) ? 'localhost' : hostName),
		domainName: string(domain),
		address: () => strings(group.dns?.servers ?? []),
		searchDomain: () => strings(group.dns?.search ?? (domain === '' ? [] : [domain])),
	});
}

function gatewayOf(host: HostEntity, stack: string): string {
	const adapters = host.group.vmkernel.filter((adapter) => (adapter.stack ?? 'defaultTcpipStack') === stack);
	const own = adapters.find(({ gateway }) => gateway !== undefined)?.gateway;
	const first = adapters[0];
	return own ?? (first === undefined ? '' : ipOf(host, first).replace(/\.\d+$/, '.1'));
}

function stacks(host: HostEntity) {
	const used = new Set(host.group.vmkernel.map(({ stack }) => stack ?? 'defaultTcpipStack'));
	return ['defaultTcpipStack', 'vmotion', 'vSphereProvisioning']
		.filter((key) => key === 'defaultTcpipStack' || used.has(key))
		.map((key) =>
			data('HostNetStackInstance', {
				key: string(key),
				name: string(key),
				dnsConfig: () => dnsConfig(host),
				ipRouteConfig: () => data('HostIpRouteConfig', { defaultGateway: string(gatewayOf(host, key)) }),
				requestedMaxNumberOfConnections: int(11_000),
				congestionControlAlgorithm: string('newreno'),
				ipV6Enabled: boolean(true),
			}),
		);
}

function securityPolicy({ spec }: NetworkEntity) {
	return data('HostNetworkPolicy', {
		security: data('HostNetworkSecurityPolicy', {
			allowPromiscuous: boolean(spec.promiscuous ?? false),
			macChanges: boolean(spec.macChanges ?? false),
			forgedTransmits: boolean(spec.forgedTransmits ?? false),
		}),
	});
}

function portGroup(network: NetworkEntity) {
	return data('HostPortGroup', {
		key: string(`key-vim.host.PortGroup-${network.name}`),
		port: list('HostPortGroupPort', []),
		vswitch: string(`key-vim.host.VirtualSwitch-${STANDARD_SWITCH}`),
		computedPolicy: () => securityPolicy(network),
		spec: () =>
			data('HostPortGroupSpec', {
				name: string(network.name),
				vlanId: int(network.spec.trunk === undefined ? (network.spec.vlan ?? 0) : 4095),
				vswitchName: string(STANDARD_SWITCH),
				policy: () => securityPolicy(network),
			}),
	});
}

function standardSwitch(host: HostEntity, standard: readonly NetworkEntity[]) {
	const nics = (host.group.nics ?? []).filter((nic) => nic.switch === STANDARD_SWITCH);
	return data('HostVirtualSwitch', {
		name: string(STANDARD_SWITCH),
		key: string(`key-vim.host.VirtualSwitch-${STANDARD_SWITCH}`),
		numPorts: int(1536),
		numPortsAvailable: int(1500),
		mtu: int(1500),
		portgroup: () => strings(standard.map(({ name }) => `key-vim.host.PortGroup-${name}`)),
		pnic: () => strings(nics.map(({ device }) => `key-vim.host.PhysicalNic-${device}`)),
		spec: data('HostVirtualSwitchSpec', { numPorts: int(128), mtu: int(1500) }),
	});
}

function proxySwitch(host: HostEntity, own: SwitchEntity) {
	const nics = (host.group.nics ?? []).filter((nic) => nic.switch === own.name);
	return data('HostProxySwitch', {
		dvsUuid: string(own.uuid),
		dvsName: string(own.name),
		key: string(`key-vim.host.ProxySwitch-${own.name}`),
		numPorts: int(2560),
		numPortsAvailable: int(2500),
		ensEnabled: boolean(false),
		uplinkPort: undefined,
		mtu: int(own.spec.mtu ?? 1500),
		pnic: () => strings(nics.map(({ device }) => `key-vim.host.PhysicalNic-${device}`)),
		spec: data('HostProxySwitchSpec', {
			backing: undefined,
		}),
	});
}

function physicalNic(host: HostEntity, nic: NonNullable<HostEntity['group']['nics']>[number]) {
	const link =
		nic.speedMbps === 0
			? undefined
			: data('PhysicalNicLinkInfo', { speedMb: int(nic.speedMbps), duplex: boolean(true) });
	return data('PhysicalNic', {
		key: string(`key-vim.host.PhysicalNic-${nic.device}`),
		device: string(nic.device),
		pci: string(`0000:${(0x3b + Number(nic.device.replace(/\D/g, ''))).toString(16)}:00.0`),
		driver: string('nmlx5_core'),
		linkSpeed: link,
		validLinkSpecification: list('PhysicalNicLinkInfo', link === undefined ? [] : [link]),
		spec: data('PhysicalNicSpec', { ip: undefined, linkSpeed: link }),
		wakeOnLanSupported: boolean(false),
		mac: string(macOf(host.name, nic.device)),
	});
}

function opaqueNetwork({ name }: NetworkEntity) {
	return data('HostOpaqueNetworkInfo', {
		opaqueNetworkId: string(uuidOf('opaque', name)),
		opaqueNetworkName: string(name),
		opaqueNetworkType: string('nsx.LogicalSwitch'),
	});
}
