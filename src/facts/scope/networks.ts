import type { MissingDatum } from '../../model/coverage.js';
import type { Host } from '../../model/inventory/host.js';
import type { Network } from '../../model/inventory/network.js';
import type { Vm, VmNic } from '../../model/inventory/vm.js';
import type { Plan } from '../../model/plan.js';
import type { NetworkTarget } from '../../model/scope.js';
import type { Site } from '../../model/site.js';
import { hasHiddenVlan, isNsx } from '../network/nsx.js';
import { unproven } from './listed.js';

/** Destination of each NIC of a VM, by NIC id. */
export type NetworkPlacer = (
	vm: Vm,
	overrides: readonly Readonly<Record<string, string>>[],
) => Map<string, NetworkTarget>;

/** The source network of a NIC; the same object for all NICs that use it. */
export type SourceNetwork = (vm: Vm, nic: VmNic) => Network | undefined;

type Found = Pick<NetworkTarget, 'by' | 'candidates' | 'wanted' | 'missing'>;
type Wish = Pick<Plan, 'placement' | 'networkMap'>;

/**
 * Where the NICs of VMs with one host placement go (clarifications 4.4, 6.8): by the plan's explicit map, else by VLAN when
 * the plan matches so, else by name. Only networks that a placement host sees count; uplink port groups never do.
 */
export function networkPlacer(
	plan: Wish,
	destination: Site,
	hosts: readonly Host[],
	sourceOf: SourceNetwork,
	source: Site,
): NetworkPlacer {
	const visible = visibility(destination, hosts);
	const unlisted = unproven(destination, 'networks');
	const found = new Map<string, Found>();
	const resolve = (name: string, network: Network | undefined, wanted: string | undefined): Found => {
		const key = `${wanted ?? ''}\n${name}\n${network?.id ?? ''}`;
		let result = found.get(key);
		if (!result) {
			result = withReason(match(plan, destination, visible, name, network, wanted), unlisted);
			found.set(key, result);
		}
		return result;
	};
	return (vm, overrides) => {
		const targets = new Map<string, NetworkTarget>();
		for (const nic of vm.nics ?? []) {
			const network = sourceOf(vm, nic);
			const name = nic.networkName ?? network?.name;
			if (name === undefined) targets.set(nic.id, { nic, by: 'none', candidates: [], ...untold(nic, vm, source) });
			else {
				const wanted = wish([...overrides, plan.networkMap], name);
				targets.set(nic.id, targetOf(nic, network, name, resolve(name, network, wanted)));
			}
		}
		return targets;
	};
}

/** There is one for each NIC of 40,000 VMs: written out, because copies of objects take longer. */
function targetOf(nic: VmNic, network: Network | undefined, name: string, found: Found): NetworkTarget {
	const { by, candidates, wanted, missing } = found;
	const target: { -readonly [K in keyof NetworkTarget]: NetworkTarget[K] } = { nic, name, by, candidates };
	if (network !== undefined) target.source = network;
	if (wanted !== undefined) target.wanted = wanted;
	if (missing !== undefined) target.missing = missing;
	return target;
}

/** A NIC without a network has nothing to map; one whose network the source does not tell is unknown. */
function untold(nic: VmNic, vm: Vm, source: Site): { missing?: MissingDatum } {
	if (nic.unattached === true) return {};
	return { missing: { datum: 'nic.networkName', reason: source.reason('vms', vm, 'nics.networkName') } };
}

function wish(maps: readonly Readonly<Record<string, string>>[], name: string): string | undefined {
	return maps.find((map) => Object.hasOwn(map, name))?.[name];
}

function withReason(found: Found, unlisted: MissingDatum | undefined): Found {
	return found.candidates.length === 0 && unlisted ? { ...found, missing: unlisted } : found;
}

function match(
	plan: Wish,
	destination: Site,
	visible: (network: Network) => boolean,
	name: string,
	source: Network | undefined,
	wanted: string | undefined,
): Found {
	if (wanted !== undefined) {
		const byId = destination.network(wanted);
		const named = byId && byId.uplink !== true ? [byId] : destination.networksNamed(wanted);
		return { by: 'map', wanted, candidates: distinct(named.filter(visible)) };
	}
	if (plan.placement.networkMatch === 'none') return { by: 'none', candidates: [] };
	const sameName = distinct(destination.networksNamed(name).filter(visible));
	if (plan.placement.networkMatch === 'vlan') {
		const byVlan = matchVlan(destination, visible, source);
		const both = byVlan.filter((network) => sameName.includes(network));
		if (both.length === 1) return { by: 'vlan', candidates: both };
		if (byVlan.length > 0) return { by: 'vlan', candidates: byVlan, ...hiddenVlan(byVlan, destination, visible) };
	}
	return { by: 'name', wanted: name, candidates: sameName };
}

/** Why the only network of a VLAN may not be the only one: another that VMs may get does not tell its VLAN. */
function hiddenVlan(
	found: readonly Network[],
	destination: Site,
	visible: (network: Network) => boolean,
): Pick<Found, 'missing'> {
	const hidden = destination.inventory.networks.find((network) => hasHiddenVlan(network) && visible(network));
	if (found.length > 1 || !hidden) return {};
	const reason = destination.reason('networks', hidden, 'vlan');
	return { missing: { datum: 'destination.network.vlan', reason } };
}

function matchVlan(
	destination: Site,
	visible: (network: Network) => boolean,
	source: Network | undefined,
): readonly Network[] {
	const vlan = source?.vlan?.id;
	if (source === undefined || vlan === undefined || isNsx(source)) return [];
	return distinct(destination.networksWithVlan(vlan).filter((network) => visible(network) && !isNsx(network)));
}

/** A standard network exists once per host; those of one name in one datacenter are the same target. */
function distinct(networks: readonly Network[]): Network[] {
	const seen = new Map<string, Network>();
	for (const network of networks) {
		const key = network.kind === 'standard' ? `${network.name}\n${network.datacenter ?? ''}` : network.id;
		if (!seen.has(key)) seen.set(key, network);
	}
	return [...seen.values()];
}

/** Ids of the hosts that see a network, if anybody tells; a distributed port group is seen by its switch's members. */
export function hostsOf(network: Network, site: Site): readonly string[] | undefined {
	return network.hosts ?? (network.switch === undefined ? undefined : site.switchById(network.switch)?.hosts);
}

/** Visible to a host that the placement allows; without hosts, or when nobody tells, nothing is ruled out. */
function visibility(site: Site, hosts: readonly Host[]): (network: Network) => boolean {
	const ids = new Set(hosts.map((host) => host.id));
	return (network) => {
		const seenBy = hostsOf(network, site);
		return seenBy === undefined || ids.size === 0 || seenBy.some((id) => ids.has(id));
	};
}

/** Finds the source network of NICs: by id, else by name and switch; one known by its name alone becomes a network with just that. */
export function sourceNetworks(source: Site): SourceNetwork {
	const made = new Map<string, Network>();
	const byName = new Map<string, Network[]>();
	for (const network of source.inventory.networks) {
		if (network.uplink === true) continue;
		const named = byName.get(network.name);
		if (named) named.push(network);
		else byName.set(network.name, [network]);
	}
	return (_vm, nic) => {
		const byId = nic.network === undefined ? undefined : source.network(nic.network);
		if (byId) return byId;
		const name = nic.networkName;
		if (name === undefined || nic.unattached === true) return undefined;
		const named = byName.get(name) ?? [];
		const onSwitch = named.filter((network) => network.switchName === nic.switchName);
		const found = named.length === 1 ? named[0] : onSwitch.length === 1 ? onSwitch[0] : undefined;
		if (found) return found;
		const known = made.get(name) ?? { id: name, name };
		made.set(name, known);
		return known;
	};
}
