import { Type } from 'typebox';
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
type Kinds = readonly (Move['mode'] | undefined)[];

/**
 * Which kinds of moves a subject takes part in: of the whole pair, of the VMs on a source host, of the VMs that may land on
 * a destination host, of those that may go from one host to the other, of one VM on a candidate host.
 */
export default fact({
	subjects: ['pair', 'host', 'host-pair', 'vm-host'],
	schema: Type.Object({ hot: o(Type.Boolean()), cold: o(Type.Boolean()) }),
	prepare: ({ scope }) => byHost(scope),
	hostKey: (host, side, _context, moves) => signature(moves.kinds(side, host.id)),
	derive: (subject, _context, moves) => {
		if ('moves' in subject) return summary(subject.moves.map((move) => move.mode));
		if ('move' in subject) return summary([subject.move.mode]);
		if ('sourceHost' in subject) return summary(moves.kinds('source', subject.sourceHost.id));
		return summary(moves.kinds(subject.side, subject.host.id));
	},
});

function byHost(scope: Scope): { kinds(side: Side, id: string): Kinds } {
	const source = new Map<string, Set<Move['mode']>>();
	const destination = new Map<string, Set<Move['mode']>>();
	const landing = new Map<readonly { readonly id: string }[], Set<Move['mode']>>();
	for (const { sourceHost, placement, mode } of scope.moves) {
		if (sourceHost) setOf(source, sourceHost.id).add(mode);
		setOf(landing, placement.hosts).add(mode);
	}
	for (const [hosts, modes] of landing)
		for (const host of hosts) for (const mode of modes) setOf(destination, host.id).add(mode);
	return { kinds: (side, id) => [...((side === 'source' ? source : destination).get(id) ?? [])] };
}

function setOf<K>(sets: Map<K, Set<Move['mode']>>, key: K): Set<Move['mode']> {
	const set = sets.get(key) ?? new Set();
	sets.set(key, set);
	return set;
}

function signature(kinds: Kinds): string {
	return ['hot', 'cold', undefined].map((kind) => (kinds.includes(kind as Move['mode']) ? 1 : 0)).join('');
}

function summary(kinds: Kinds) {
	const value: MoveKinds = {};
	const missing: Record<string, { datum: string; reason: 'not-reported' }[]> = {};
	for (const kind of ['hot', 'cold'] as const) {
		if (kinds.includes(kind)) value[kind] = true;
		else if (!kinds.includes(undefined)) value[kind] = false;
		else missing[kind] = [{ datum: 'vm.powerState', reason: 'not-reported' }];
	}
	return result(value, { missing });
}
