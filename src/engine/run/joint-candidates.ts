import type { Host } from '../../model/inventory/host.js';
import type { Move } from '../../model/scope.js';
import { type Asked, withOutcome } from './candidates.js';
import type { Exclusions } from './host-pairs.js';

/** What all rules together leave of a VM's usable hosts. Only failures of blockers exclude (clarifications 4.2). */
export interface Joint {
	/** A host is left that no failure excludes. */
	readonly any: boolean;
	/** A host is left on which no blocker is unknown either. */
	readonly good: boolean;
	isLeft(index: number): boolean;
	/** Whether a rule is unknown on a host that is left. */
	unknown(asked: Asked): boolean;
	/** Ids of the rules that exclude the usable host at a position. */
	causes(index: number): readonly string[];
}

export function joint(undecided: readonly Asked[], move: Move, excluded: Exclusions): Joint {
	const { hosts } = move.placement;
	const pairs = move.sourceHost ? excluded.get(move.sourceHost) : undefined;
	if (undecided.length === 0 && pairs === undefined) return all(hosts.length);
	const causes: string[][] = hosts.map((host) => [...(pairs?.get(host) ?? [])]);
	const open = new Uint8Array(hosts.length);
	for (const asked of undecided) {
		for (const position of positions(asked, 'fail', hosts)) causes[position]?.push(asked.rule.id);
		for (const position of positions(asked, 'unknown', hosts)) open[position] = 1;
	}
	const isLeft = (index: number): boolean => causes[index]?.length === 0;
	return {
		any: causes.some((list) => list.length === 0),
		good: causes.some((list, index) => list.length === 0 && open[index] === 0),
		isLeft,
		unknown: (asked) => positions(asked, 'unknown', hosts).some(isLeft),
		causes: (index) => causes[index] ?? [],
	};
}

function all(count: number): Joint {
	return { any: count > 0, good: count > 0, isLeft: () => true, unknown: () => false, causes: () => [] };
}

/** Positions among the usable hosts where a blocker has an outcome. */
function positions(asked: Asked, outcome: 'fail' | 'unknown', usable: readonly Host[]): number[] {
	const classes = withOutcome(asked, outcome).filter((index) => asked.results[index]?.severity === 'blocker');
	const members = classes.flatMap((index) => asked.classes[index]?.members ?? []);
	if (asked.hosts === usable) return members;
	return members.map((member) => usable.indexOf(asked.hosts[member] as Host)).filter((position) => position >= 0);
}
