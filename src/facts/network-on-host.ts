import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { type FactContext, type FactResult, fact } from '../model/fact.js';
import type { Host } from '../model/inventory/host.js';
import type { Network } from '../model/inventory/network.js';
import type { Move, Scope } from '../model/scope.js';
import { any, isConnected } from './network/uses.js';
import { networksKey } from './network/vm-key.js';
import { result } from './shared/agreed.js';

const o = Type.Optional;

interface Value {
	reached?: boolean;
	absent: string[];
	connectedAbsent?: boolean;
}

/**
 * Whether a candidate host carries the networks that a VM gets: it is a member of the distributed switch, or has the standard
 * port group (requirements A9). NICs without a destination are a matter of the mapping.
 */
export default fact({
	subjects: ['vm-host'],
	schema: Type.Object({
		reached: o(Type.Boolean({ description: 'the host carries the destination network of every NIC' })),
		absent: Type.Array(Type.String(), { description: 'destination networks that it does not carry' }),
		connectedAbsent: o(Type.Boolean({ description: 'a NIC that would, or may, lose its network is connected' })),
	}),
	prepare: ({ scope }) => carriedNetworks(scope),
	hostKey: (host, _side, _context, carried) => carried.key(host),
	vmKey: (move, _context, { vmKey }) => vmKey(move),
	derive: ({ move, host }, context, carried) => reach(move, host, context, carried),
});

interface Carried {
	/** Undefined when nobody tells which hosts carry the network. */
	has(host: Host, network: Network): boolean | undefined;
	key(host: Host): string;
	vmKey(move: Move): unknown;
}

function carriedNetworks(scope: Scope): Carried {
	const hosts = new Map<Network, ReadonlySet<string> | undefined>();
	for (const { placement } of scope.moves)
		for (const target of placement.networks.values())
			for (const network of target.candidates) if (!hosts.has(network)) hosts.set(network, hostsOf(network, scope));
	const keys = new Map<string, string>();
	return {
		vmKey: networksKey(scope),
		has: (host, network) => hosts.get(network)?.has(host.id),
		key: (host) => {
			let key = keys.get(host.id);
			if (key === undefined) {
				key = [...hosts.values()].map((ids) => (ids === undefined ? '?' : ids.has(host.id) ? '1' : '0')).join('');
				keys.set(host.id, key);
			}
			return key;
		},
	};
}

/**
 * A standard network of one name and datacenter is the same network on every host that has it. A distributed port group is
 * where its switch is, as far as it says so itself.
 */
function hostsOf(network: Network, { destination }: Scope): ReadonlySet<string> | undefined {
	const twins =
		network.kind === 'standard'
			? destination
					.networksNamed(network.name)
					.filter((n) => n.kind === 'standard' && n.datacenter === network.datacenter)
			: [network];
	const lists = twins.map((twin) => {
		const members = twin.switch === undefined ? undefined : destination.switchById(twin.switch)?.hosts;
		return members && twin.hosts ? members.filter((id) => twin.hosts?.includes(id)) : (members ?? twin.hosts);
	});
	return lists.some((list) => list === undefined) ? undefined : new Set(lists.flatMap((list) => list ?? []));
}

function reach(move: Move, host: Host, { scope }: FactContext, carried: Carried): FactResult<Value> {
	const all = [...move.placement.networks.values()];
	const targets = all.filter((target) => target.candidates.length > 0);
	const found = targets.map((target) => ({
		target,
		has: any(target.candidates.map((network) => carried.has(host, network))),
	}));
	const lost = found.filter(({ has }) => has === false);
	const value: Value = { absent: [...new Set(lost.map(({ target }) => target.candidates[0]?.name ?? ''))] };
	const missing: Record<string, MissingDatum[]> = {};
	const blind = found.find(({ has }) => has === undefined)?.target.candidates[0];
	const gaps: MissingDatum[] = all.flatMap((target) => target.missing ?? []);
	if (!move.vm.nics) gaps.push({ datum: 'vm.nics', reason: scope.source.reason('vms', move.vm, 'nics') });
	if (blind)
		gaps.push({ datum: 'destination.network.hosts', reason: scope.destination.reason('networks', blind, 'hosts') });
	if (lost.length > 0) value.reached = false;
	else if (gaps.length === 0) value.reached = true;
	else missing['reached'] = gaps;
	const concerned = found.filter(({ has }) => (lost.length > 0 ? has === false : has !== true));
	const connected = any(concerned.map(({ target }) => isConnected(move, target.nic)));
	const told = value.reached !== undefined || concerned.length > 0;
	// A disconnected NIC that is lost must not hide a connected one of which nobody tells.
	const doubted = connected === false && lost.length > 0 && gaps.length > 0;
	if (connected !== undefined && told && !doubted) value.connectedAbsent = connected;
	else if (concerned.length === 0 || doubted) missing['connectedAbsent'] = gaps;
	else
		missing['connectedAbsent'] = [
			{ datum: 'nic.connected', reason: scope.source.reason('vms', move.vm, 'nics.connected') },
		];
	return result(value, { missing });
}
