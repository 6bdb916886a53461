import { Type } from 'typebox';
import { MISSING_REASONS, type MissingDatum, type MissingReason } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { Move, Scope } from '../model/scope.js';
import type { Side } from '../model/site-pair.js';
import { result } from './shared/agreed.js';

const o = Type.Optional;

/** How VMs move: `hot` or `cold` is true when any move is, absent while a power state is unknown and none is known to be. */
interface MoveKinds {
	hot?: boolean;
	cold?: boolean;
}
/** How a VM moves, or why nobody can tell. */
type Kind = 'hot' | 'cold' | { readonly unknown: MissingReason };
type Kinds = readonly Kind[];

/**
 * Which kinds of moves a subject takes part in: of the whole pair, of the VMs on a source host, of the VMs that may land on
 * a destination host, of those that may go from one host to the other, of one VM on a candidate host.
 */
export default fact({
	subjects: ['pair', 'host', 'host-pair', 'vm-host'],
	schema: Type.Object({ hot: o(Type.Boolean()), cold: o(Type.Boolean()) }),
	prepare: ({ scope }) => byHost(scope),
	hostKey: (host, side, _context, moves) => signature(moves.kinds(side, host.id)),
	vmData: ['mode'],
	derive: (subject, { scope }, moves) => {
		if ('moves' in subject) return summary(subject.moves.map((move) => kindOf(move, scope)));
		if ('move' in subject) return summary([kindOf(subject.move, scope)]);
		if ('sourceHost' in subject) return summary(moves.kinds('source', subject.sourceHost.id));
		return summary(moves.kinds(subject.side, subject.host.id));
	},
});

function kindOf({ mode, vm }: Move, { source }: Scope): Kind {
	return mode ?? UNKNOWN[source.reason('vms', vm, 'powerState')];
}

/** One object per reason, so that sets tell kinds apart. */
const UNKNOWN = Object.fromEntries(MISSING_REASONS.map((unknown) => [unknown, { unknown }])) as Readonly<
	Record<MissingReason, { readonly unknown: MissingReason }>
>;

function byHost(scope: Scope): { kinds(side: Side, id: string): Kinds } {
	const source = new Map<string, Set<Kind>>();
	const destination = new Map<string, Set<Kind>>();
	const landing = new Map<readonly { readonly id: string }[], Set<Kind>>();
	for (const move of scope.moves) {
		const { sourceHost, placement } = move;
		const kind = kindOf(move, scope);
		if (sourceHost) setOf(source, sourceHost.id).add(kind);
		setOf(landing, placement.hosts).add(kind);
	}
	for (const [hosts, kinds] of landing)
		for (const host of hosts) for (const kind of kinds) setOf(destination, host.id).add(kind);
	return { kinds: (side, id) => [...((side === 'source' ? source : destination).get(id) ?? [])] };
}

function setOf<K>(sets: Map<K, Set<Kind>>, key: K): Set<Kind> {
	const set = sets.get(key) ?? new Set();
	sets.set(key, set);
	return set;
}

function signature(kinds: Kinds): string {
	return kinds
		.map((kind) => (typeof kind === 'string' ? kind : kind.unknown))
		.sort()
		.join();
}

function summary(kinds: Kinds) {
	const value: MoveKinds = {};
	const missing: Record<string, MissingDatum[]> = {};
	const reasons = new Set(kinds.flatMap((kind) => (typeof kind === 'string' ? [] : [kind.unknown])));
	for (const kind of ['hot', 'cold'] as const) {
		if (kinds.includes(kind)) value[kind] = true;
		else if (reasons.size === 0) value[kind] = false;
		else missing[kind] = [...reasons].map((reason) => ({ datum: 'vm.powerState', reason }));
	}
	return result(value, { missing });
}
