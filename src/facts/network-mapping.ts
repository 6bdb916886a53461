import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { type FactContext, type FactResult, fact } from '../model/fact.js';
import type { Network } from '../model/inventory/network.js';
import type { Move, NetworkTarget } from '../model/scope.js';
import {
	any,
	destinations,
	gapsOf,
	isConnected,
	isExplicit,
	isMapped,
	type Use,
	usesByNetwork,
} from './network/uses.js';
import { networksKey } from './network/vm-key.js';
import { unproven } from './scope/listed.js';
import { result } from './shared/agreed.js';

const o = Type.Optional;

interface Value {
	mapped?: boolean;
	connectedUnmapped?: boolean;
	unmapped: string[];
	sameLabel?: boolean;
	explicit: boolean;
	unambiguous?: boolean;
	targets: string[];
}

/**
 * Where the networks of selected VMs go (clarifications 4.4, 6.8). For a VM: over its NICs; for a source network: over the
 * NICs of selected VMs on it.
 */
export default fact({
	subjects: ['vm', 'network'],
	schema: Type.Object({
		mapped: o(Type.Boolean({ description: 'every NIC has a destination network' })),
		connectedUnmapped: o(Type.Boolean({ description: 'a NIC without a destination network is connected' })),
		unmapped: Type.Array(Type.String(), { description: 'NICs without a destination and why, for messages' }),
		sameLabel: o(Type.Boolean({ description: 'the destination has a network of the same name' })),
		explicit: Type.Boolean({ description: 'the plan maps every NIC itself, by name or VLAN' }),
		unambiguous: o(Type.Boolean({ description: 'every NIC has one destination network at most' })),
		targets: Type.Array(Type.String(), { description: 'destination networks, with their switch or datacenter' }),
	}),
	prepare: ({ scope }) => ({ uses: usesByNetwork(scope), keyOf: networksKey(scope) }),
	vmKey: (move, _context, { keyOf }) => keyOf(move),
	derive: (subject, context, { uses }): FactResult<Value> => {
		if ('network' in subject) return ofNetwork(subject.network, uses.get(subject.network) ?? [], context);
		return ofVm(subject.move, context);
	},
});

function ofVm(move: Move, { scope }: FactContext): FactResult<Value> {
	const { vm, placement } = move;
	const uses = [...placement.networks.values()]
		.filter((target) => target.nic.unattached !== true)
		.map((target) => ({ move, target }));
	const unlisted: MissingDatum[] = vm.nics
		? []
		: [{ datum: 'vm.nics', reason: scope.source.reason('vms', vm, 'nics') }];
	return summary(uses, unlisted, (target) => `${target.nic.label ?? `NIC ${target.nic.id}`} (${wish(target)})`, scope);
}

function ofNetwork(network: Network, uses: readonly Use[], { scope }: FactContext): FactResult<Value> {
	const found = summary(uses, [], wish, scope);
	const gaps = gapsOf(uses);
	const sameLabel = hasLabel(network, uses, scope) || (gaps.length > 0 ? undefined : false);
	if (sameLabel !== undefined) return { ...found, value: { ...found.value, sameLabel } };
	return { ...found, missing: { ...found.missing, sameLabel: gaps } };
}

function summary(
	uses: readonly Use[],
	unlisted: readonly MissingDatum[],
	nameOf: (target: NetworkTarget) => string,
	scope: FactContext['scope'],
): FactResult<Value> {
	const lost = uses.filter(({ target }) => isMapped(target) === false);
	const open = uses.filter(({ target }) => isMapped(target) === undefined);
	const value: Value = {
		unmapped: [...new Set(lost.map(({ target }) => nameOf(target)))],
		explicit: uses.length > 0 && uses.every(({ target }) => isExplicit(target)),
		targets: destinations(uses).map((network) => place(network, scope)),
	};
	const missing: Record<string, MissingDatum[]> = {};
	const gaps = [...unlisted, ...gapsOf(uses)];
	const note = (
		key: 'mapped' | 'connectedUnmapped' | 'unambiguous',
		known: boolean | undefined,
		data: MissingDatum[],
	): void => {
		if (known !== undefined) value[key] = known;
		else missing[key] = data;
	};
	note('mapped', lost.length > 0 ? false : gaps.length > 0 ? undefined : true, gaps);
	const connected = any(lost.map(({ move, target }) => isConnected(move, target.nic)));
	const certain = connected === true || (gaps.length === 0 && open.length === 0);
	note('connectedUnmapped', certain ? connected : undefined, [...gaps, ...connectionGaps(lost, scope)]);
	const several = uses.some(({ target }) => target.candidates.length > 1);
	const twins = [...gaps, ...hiddenTwin(uses, scope)];
	note('unambiguous', several ? false : twins.length > 0 ? undefined : true, twins);
	return result(value, { missing });
}

/** Why another network of the wanted name may exist that the destination does not list; one that is named by its id is certain. */
function hiddenTwin(uses: readonly Use[], { destination }: FactContext['scope']): MissingDatum[] {
	const named = uses.some(({ target: { wanted, candidates } }) => candidates[0] && candidates[0].id !== wanted);
	const reason = named ? unproven(destination, 'networks') : undefined;
	return reason ? [reason] : [];
}

function connectionGaps(uses: readonly Use[], scope: FactContext['scope']): MissingDatum[] {
	const use = uses.find(({ move, target }) => isConnected(move, target.nic) === undefined);
	return use ? [{ datum: 'nic.connected', reason: scope.source.reason('vms', use.move.vm, 'nics.connected') }] : [];
}

/** True when a network of the same name is visible to a host that one of its VMs may land on. */
function hasLabel(network: Network, uses: readonly Use[], scope: FactContext['scope']): boolean {
	if (uses.some(({ target }) => target.by === 'name' && target.candidates.length > 0)) return true;
	const named = scope.destination.networksNamed(network.name);
	if (named.length === 0) return false;
	const seen = new Set(named.flatMap((other) => other.hosts ?? switchHosts(other, scope) ?? ['*']));
	if (seen.has('*')) return true;
	const lists = new Set(uses.map(({ move }) => move.placement.allowedHosts));
	return [...lists].some((hosts) => hosts.length === 0 || hosts.some((host) => seen.has(host.id)));
}

const switchHosts = (network: Network, { destination }: FactContext['scope']): readonly string[] | undefined =>
	network.switch === undefined ? undefined : destination.switchById(network.switch)?.hosts;

function wish({ name, by, wanted, candidates }: NetworkTarget): string {
	if (by === 'map') return `${name} mapped to ${wanted}, which no placement host has`;
	if (candidates.length > 1) return `${name}, several networks of its VLAN`;
	return name ?? 'unknown network';
}

/** A network with what tells it from others of its name. */
function place(network: Network, { destination }: FactContext['scope']): string {
	const on =
		network.switchName ?? (network.switch && destination.switchById(network.switch)?.name) ?? network.datacenter;
	return on === undefined ? network.name : `${network.name} on ${on}`;
}
