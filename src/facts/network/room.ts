import type { Network } from '../../model/inventory/network.js';
import type { Site } from '../../model/site.js';
import { hostsOf } from '../scope/networks.js';

/**
 * Whether the switch of a network has a physical NIC on every host that carries it. NSX brings its own uplinks. Undefined while no
 * source tells the switch or the NICs.
 */
export function hasUplink(network: Network, site: Site): boolean | undefined {
	if (network.kind === 'opaque') return true;
	const hosts = (hostsOf(network, site) ?? []).flatMap((id) => site.host(id) ?? []);
	const switchName =
		network.switchName ?? (network.switch === undefined ? undefined : site.switchById(network.switch)?.name);
	if (switchName === undefined || hosts.length === 0) return undefined;
	const verdicts = hosts.map(({ physicalNics }) => {
		if (physicalNics?.some((nic) => nic.switch === switchName)) return true;
		// A spare NIC has no switch; where no NIC has one, nobody told them.
		return physicalNics?.some((nic) => nic.switch !== undefined) ? false : undefined;
	});
	if (verdicts.includes(true)) return true;
	return verdicts.includes(undefined) ? undefined : false;
}

/** NICs per network of a site, counted once. */
const USED = new WeakMap<Site, ReadonlyMap<string, number>>();

/**
 * Ports that are still free: those of the port group without the NICs of the VMs that are on it, else those of the standard
 * switch. A port group that grows by itself, or whose ports are made when needed, has room. Undefined while nobody counts ports.
 */
export function freePorts(network: Network, site: Site): number | undefined {
	if (network.kind === 'opaque' || network.autoExpand === true) return Number.POSITIVE_INFINITY;
	if (network.kind === 'standard') {
		const hosts = hostsOf(network, site);
		const free = site.inventory.switches
			.filter(({ name, host }) => name === network.switchName && host !== undefined && hosts?.includes(host) !== false)
			.map(({ freePorts: ports }) => ports);
		return free.length === 0 || free.includes(undefined) ? undefined : Math.max(...(free as number[]));
	}
	return network.ports === undefined ? undefined : Math.max(0, network.ports - (usedPorts(site).get(network.id) ?? 0));
}

/**
 * Whether a network takes so many more NICs. A distributed port group whose ports are few may still grow, as it does unless somebody
 * turned that off: it is full only when the source says that its number of ports is fixed.
 */
export function takesNics(network: Network, site: Site, nics: number): boolean | undefined {
	const free = freePorts(network, site);
	if (free === undefined) return undefined;
	if (free >= nics) return true;
	return network.kind === 'standard' || network.autoExpand === false ? false : undefined;
}

function usedPorts(site: Site): ReadonlyMap<string, number> {
	const known = USED.get(site);
	if (known) return known;
	const used = new Map<string, number>();
	for (const vm of site.inventory.vms)
		for (const { network } of vm.nics ?? []) if (network !== undefined) used.set(network, (used.get(network) ?? 0) + 1);
	USED.set(site, used);
	return used;
}
