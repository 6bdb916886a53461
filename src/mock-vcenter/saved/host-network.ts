import type { Host, PhysicalNic, VmkernelAdapter } from '../../model/inventory/host.js';
import type { Inventory } from '../../model/inventory/inventory.js';
import type { Network } from '../../model/inventory/network.js';
import { encodeName } from '../managed-objects/shared/managed-entity.js';
import { type PlainObject, some } from './plain.js';

/** `config.network` of a host. */
export function hostNetwork(host: Host, { switches, networks }: Inventory): PlainObject {
	const { vmkernelAdapters, physicalNics, enhancedSwitches, dns } = host;
	const own = switches.filter((one) => one.kind === 'standard' && one.host === host.id);
	const names = new Set(own.map(({ name }) => name));
	const uplinks = new Set([
		...(physicalNics ?? []).flatMap(({ switch: name }) => name ?? []),
		...(enhancedSwitches ?? []),
	]);
	const proxies = [...uplinks].filter((name) => !names.has(name));
	const groups = networks.flatMap((network) => portGroup(host, network) ?? []);
	return {
		vswitch: own.map(({ name, mtu, freePorts }) => ({
			name: encodeName(name),
			mtu,
			numPortsAvailable: freePorts,
			pnic: pnicsOf(name, physicalNics),
		})),
		proxySwitch:
			physicalNics &&
			proxies.map((name) => ({
				dvsName: encodeName(name),
				ensEnabled: enhancedSwitches?.includes(name),
				pnic: pnicsOf(name, physicalNics),
			})),
		portgroup: groups.length === 0 ? undefined : groups,
		pnic: physicalNics?.map(pnic),
		vnic: vmkernelAdapters?.map(vnic),
		dnsConfig:
			dns?.servers === undefined || dns.searchDomains === undefined
				? undefined
				: { hostName: dns.hostName, domainName: dns.domain, address: dns.servers, searchDomain: dns.searchDomains },
	};
}

/** The services of the adapters; undefined when nobody tells them. */
export function services(adapters: readonly VmkernelAdapter[] | undefined): PlainObject | undefined {
	if (adapters === undefined || adapters.some((adapter) => adapter.services === undefined)) return undefined;
	const names = [...new Set(adapters.flatMap((adapter) => adapter.services ?? []))];
	return {
		netConfig: names.map((nicType) => ({
			nicType,
			selectedVnic: adapters
				.filter((adapter) => adapter.services?.includes(nicType))
				.map(({ device }) => `${nicType}.${vnicKey(device)}`),
		})),
	};
}

function vnicKey(device: string): string {
	return `key-vim.host.VirtualNic-${device}`;
}

function vnic({ device, portGroup: group, ip, ip6, netmask, gateway, mtu, stack, mac }: VmkernelAdapter): PlainObject {
	return {
		device,
		key: vnicKey(device),
		portgroup: group === undefined ? '' : encodeName(group),
		spec: {
			ip: {
				dhcp: false,
				ipAddress: ip,
				subnetMask: netmask,
				ipV6Config: ip6 === undefined ? undefined : { ipV6Address: ip6.map((ipAddress) => ({ ipAddress })) },
			},
			mac,
			mtu,
			netStackInstanceKey: stack,
			ipRouteSpec: gateway === undefined ? undefined : { ipRouteConfig: { defaultGateway: gateway } },
		},
	};
}

function pnicKey(device: string): string {
	return `key-vim.host.PhysicalNic-${device}`;
}

function pnicsOf(name: string, nics: readonly PhysicalNic[] = []): string[] {
	return nics.filter((nic) => nic.switch === name).map(({ device }) => pnicKey(device));
}

/** An unset link speed means that the link is down. */
function pnic({ device, linkUp, speedMbps, fullDuplex }: PhysicalNic): PlainObject {
	const linkSpeed = linkUp === true ? { speedMb: speedMbps, duplex: fullDuplex } : undefined;
	return { key: pnicKey(device), device, linkSpeed };
}

/** The port group behind a standard network on a host that sees it. */
function portGroup(host: Host, { name, kind, hosts, vlan, security, switchName }: Network): PlainObject | undefined {
	if (kind !== 'standard' || hosts?.includes(host.id) !== true) return undefined;
	const all = vlan?.trunk !== undefined;
	const spec = some({ vswitchName: switchName, vlanId: all ? 4095 : vlan?.id });
	if (spec === undefined && security === undefined) return undefined;
	return {
		spec: { name: encodeName(name), ...spec },
		computedPolicy: { security: security === undefined ? undefined : securityPolicy(security) },
	};
}

function securityPolicy({ promiscuous, macChanges, forgedTransmits }: NonNullable<Network['security']>): PlainObject {
	return { allowPromiscuous: promiscuous, macChanges, forgedTransmits };
}
