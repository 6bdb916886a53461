import type { VmkernelAdapter } from '../model/inventory/host.js';
import { defined } from '../shared/defined.js';
import { at, listAt, numberAt, textAt, type XmlValue } from '../shared/xml-value.js';
import { type Collector, part, type SheetRow, type VimContext, type VimProperties } from './contract.js';
import { decodeName, nameOf, refAt } from './read/vim.js';

const VNICS = 'config.network.vnic';
const STACKS = 'config.network.netStackInstance';
const ROUTE = 'config.network.ipRouteConfig';
const TAGS = 'config.virtualNicManagerInfo.netConfig';
const DEFAULT_STACK = 'defaultTcpipStack';
const VMOTION_STACK = 'vmotion';

/**
 * Services by VMkernel adapter key. `selectedVnic` holds keys with the service before them: `vmotion.key-vim.host…`. Every host lists
 * all services, selected or not: an empty list tells nothing.
 */
function servicesOf(host: VimProperties): ReadonlyMap<string, string[]> | undefined {
	const configs = listAt(host.get(TAGS));
	if (configs.length === 0) return undefined;
	const services = new Map<string, string[]>();
	for (const config of configs) {
		const service = textAt(config, 'nicType') ?? '';
		for (const selected of listAt(config, 'selectedVnic')) {
			const key = (textAt(selected) ?? '').replace(`${service}.`, '');
			services.set(key, [...(services.get(key) ?? []), service]);
		}
	}
	return services;
}

function adapters(host: VimProperties, context: VimContext): VmkernelAdapter[] | undefined {
	const vnics = host.get(VNICS);
	if (vnics === undefined) return undefined;
	const services = servicesOf(host);
	return listAt(vnics).map((vnic) => adapter(vnic, services, host, context));
}

function adapter(
	vnic: XmlValue,
	services: ReadonlyMap<string, string[]> | undefined,
	host: VimProperties,
	context: VimContext,
): VmkernelAdapter {
	const spec = at(vnic, 'spec');
	const stack = textAt(spec, 'netStackInstanceKey');
	return defined({
		device: textAt(vnic, 'device') ?? '',
		ip: nonEmpty(textAt(spec, 'ip.ipAddress')),
		ip6: globalAddresses(listAt(spec, 'ip.ipV6Config.ipV6Address').flatMap((one) => textAt(one, 'ipAddress') ?? [])),
		netmask: nonEmpty(textAt(spec, 'ip.subnetMask')),
		gateway:
			nonEmpty(textAt(spec, 'ipRouteSpec.ipRouteConfig.defaultGateway')) ?? gatewayOf(host, stack ?? DEFAULT_STACK),
		mtu: numberAt(spec, 'mtu'),
		stack,
		services: services === undefined ? undefined : (services.get(textAt(vnic, 'key') ?? '') ?? []),
		portGroup: portGroup(vnic, context),
		mac: textAt(spec, 'mac')?.toLowerCase(),
	}) as VmkernelAdapter;
}

/** The default gateway of a TCP/IP stack. */
function gatewayOf(host: VimProperties, stack: string): string | undefined {
	const own = listAt(host.get(STACKS)).find((instance) => textAt(instance, 'key') === stack);
	const gateway = nonEmpty(textAt(own, 'ipRouteConfig.defaultGateway'));
	return gateway ?? (stack === DEFAULT_STACK ? nonEmpty(textAt(host.get(ROUTE), 'defaultGateway')) : undefined);
}

/** `portgroup` is "" on distributed switches and NSX: the group is then behind the port's key. */
function portGroup(vnic: XmlValue, context: VimContext): string | undefined {
	const name = nonEmpty(textAt(vnic, 'portgroup'));
	if (name !== undefined) return decodeName(name);
	return nameOf(context, refAt(vnic, 'spec.distributedVirtualPort.portgroupKey'));
}

/**
 * Adapters that carry vMotion: those tagged with the service, and those on the vMotion stack, which carries nothing else.
 */
function vmotionAdapters(host: VimProperties): string[] | undefined {
	const services = servicesOf(host);
	if (services === undefined || host.get(VNICS) === undefined) return undefined;
	return listAt(host.get(VNICS))
		.filter((vnic) => {
			const tagged = services.get(textAt(vnic, 'key') ?? '')?.includes('vmotion') === true;
			return tagged || textAt(vnic, 'spec.netStackInstanceKey') === VMOTION_STACK;
		})
		.flatMap((vnic) => textAt(vnic, 'device') ?? []);
}

/** Addresses that leave the link. */
function globalAddresses(addresses: readonly string[]): string[] {
	return addresses.filter((address) => !/^fe[89ab]/i.test(address));
}

function nonEmpty(text: string | undefined): string | undefined {
	return text === '' ? undefined : text;
}

const FIELDS = {
	device: 'Device',
	ip: 'IP Address',
	ip6: 'IP 6 Address',
	netmask: 'Subnet mask',
	gateway: 'Gateway',
	mtu: 'MTU',
	portGroup: 'Port Group',
	mac: 'Mac Address',
};

function sheetAdapter(row: SheetRow): VmkernelAdapter {
	return defined({
		device: row.text(FIELDS.device) ?? '',
		ip: row.text(FIELDS.ip),
		ip6: sheetAddresses(row),
		netmask: row.text(FIELDS.netmask),
		gateway: row.text(FIELDS.gateway),
		mtu: row.number(FIELDS.mtu),
		portGroup: row.text(FIELDS.portGroup),
		mac: row.text(FIELDS.mac)?.toLowerCase(),
	}) as VmkernelAdapter;
}

function sheetAddresses(row: SheetRow): string[] | undefined {
	if (!row.has(FIELDS.ip6)) return undefined;
	const addresses = (row.text(FIELDS.ip6) ?? '').split(/[,;\s]+/).map((one) => one.replace(/\/\d+$/, ''));
	return globalAddresses(addresses.filter((one) => one !== ''));
}

export default {
	concern: 'vmkernel',
	title: 'VMkernel adapters, and which of them carry vMotion',
	parts: [
		part('hosts', {
			vmkernelAdapters: {
				vim: {
					paths: [VNICS, STACKS, ROUTE, TAGS],
					weight: 'heavy',
					needs: [{ type: 'DistributedVirtualPortgroup', paths: ['name'] }],
					read: adapters,
				},
				rvtools: {
					tab: 'vSC_VMK',
					columns: ['Device', ...Object.values(FIELDS)],
					fields: FIELDS,
					// Every host has at least one adapter: no row means that nothing was read.
					many: (rows) => (rows.length === 0 ? undefined : rows.map(sheetAdapter)),
				},
				items: ['ip', 'netmask', 'mtu', 'stack', 'services', 'portGroup'],
			},
			// A port group or stack called "vMotion" is no tag: RVTools can never tell (clarifications 5.5).
			vmotionAdapters: { vim: { paths: [TAGS, VNICS], weight: 'heavy', read: vmotionAdapters } },
		}),
	],
} satisfies Collector;
