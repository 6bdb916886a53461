import type { Host } from '../../model/inventory/host.js';
import type { Move } from '../../model/scope.js';
import type { Asked } from './candidates.js';
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
	const { hosts, hostsOpen } = move.placement;
	const pairs = move.sourceHost ? excluded.get(move.sourceHost) : undefined;
	if (undecided.length === 0 && pairs === undefined) return all(hosts.length);
	// While the cluster is open, each condition is judged by itself (clarifications 4.2).
	if (hostsOpen) return all(0);
	const failed = new Uint8Array(hosts.length);
	const open = new Uint8Array(hosts.length);
	if (pairs) for (const [index, host] of hosts.entries()) if (pairs.has(host)) failed[index] = 1;
	for (const asked of undecided) {
		mark(asked, 'fail', hosts, failed);
		mark(asked, 'unknown', hosts, open);
	}
	return {
		any: failed.includes(0),
		good: failed.some((mark, index) => mark === 0 && open[index] === 0),
		isLeft: (index) => failed[index] === 0,
		unknown: (asked) => {
			const own = new Uint8Array(hosts.length);
			mark(asked, 'unknown', hosts, own);
			return own.some((mark, index) => mark === 1 && failed[index] === 0);
		},
		causes: (index) => [...(pairs?.get(hosts[index] as Host) ?? []), ...excludedBy(undecided, index, hosts)],
	};
}

function all(count: number): Joint {
	return { any: count > 0, good: count > 0, isLeft: () => true, unknown: () => false, causes: () => [] };
}

function excludedBy(undecided: readonly Asked[], index: number, hosts: readonly Host[]): string[] {
	return undecided.flatMap((asked) => {
		const own = new Uint8Array(hosts.length);
		mark(asked, 'fail', hosts, own);
		return own[index] === 1 ? [asked.rule.id] : [];
	});
}

/** Marks the usable hosts where a blocker has an outcome. */
function mark(asked: Asked, outcome: 'fail' | 'unknown', usable: readonly Host[], marks: Uint8Array): void {
	const positions = asked.hosts === usable ? undefined : positionsIn(usable);
	for (const [index, result] of asked.results.entries()) {
		if (result.outcome !== outcome || result.severity !== 'blocker') continue;
		for (const member of asked.classes[index]?.members ?? []) {
			const position = positions ? positions.get(asked.hosts[member] as Host) : member;
			if (position !== undefined) marks[position] = 1;
		}
	}
}

const POSITIONS = new WeakMap<readonly Host[], ReadonlyMap<Host, number>>();

function positionsIn(hosts: readonly Host[]): ReadonlyMap<Host, number> {
	const known = POSITIONS.get(hosts);
	if (known) return known;
	const made = new Map(hosts.map((host, index) => [host, index]));
	POSITIONS.set(hosts, made);
	return made;
}
