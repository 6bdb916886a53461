import type { Host } from '../../model/inventory/host.js';
import type { Move } from '../../model/scope.js';
import type { Outcome } from '../../model/vocabulary.js';
import type { CompiledRule } from '../rules/compile-rule.js';
import type { RuleResult } from '../rules/evaluate-rule.js';
import type { Column } from './columns.js';
import type { HostClass, HostClasses } from './host-classes.js';
import { ask, type Run } from './judge.js';

type Hosts = readonly Host[];

/** What a rule says about a VM on each class of hosts where it may land. VMs of one class share it. */
export interface Asked {
	readonly rule: CompiledRule;
	readonly hosts: Hosts;
	readonly classes: readonly HostClass[];
	readonly results: readonly RuleResult[];
	/** The outcome when all classes of hosts agree on pass or not-applicable. */
	readonly simple: Outcome | undefined;
}

/** A rule about candidates, asked once for each class of VMs that it cannot tell apart. */
export class CandidateRule {
	readonly #asked: (Asked | undefined)[] = [];

	constructor(
		private readonly run: Run,
		private readonly rule: CompiledRule,
		private readonly hostClasses: HostClasses,
		/** Undefined when the rule may tell every VM apart. */
		readonly vmClasses: Column | undefined,
	) {}

	ask(move: Move): Asked {
		const id = this.vmClasses?.of[move.order];
		const known = id === undefined ? undefined : this.#asked[id];
		if (known) return known;
		const asked = this.#askAnew(move);
		if (id !== undefined) this.#asked[id] = asked;
		return asked;
	}

	#askAnew(move: Move): Asked {
		const { run, rule } = this;
		const hosts = candidatesOf(rule, move);
		const classes = this.hostClasses.of(rule, 'host', hosts, 'destination');
		const results = classes.map((one) => {
			run.runtime.candidate(move, one.host);
			return ask(run, rule);
		});
		return { rule, hosts, classes, results, simple: simple(results) };
	}
}

/** Hosts that a rule is asked about for a move: the usable ones, or all that the placement allows. */
function candidatesOf(rule: CompiledRule, move: Move): Hosts {
	return rule.loaded.document.over === 'allowed' ? move.placement.allowedHosts : move.placement.hosts;
}

function simple(results: readonly RuleResult[]): Outcome | undefined {
	let passed = false;
	for (const { outcome } of results) {
		if (outcome === 'pass') passed = true;
		else if (outcome !== 'not-applicable') return undefined;
	}
	return passed ? 'pass' : 'not-applicable';
}

/** Positions of the classes with an outcome. */
export function withOutcome(asked: Asked, outcome: RuleResult['outcome']): number[] {
	return asked.results.flatMap((result, index) => (result.outcome === outcome ? [index] : []));
}

export function failsOnAll(asked: Asked): boolean {
	return asked.results.length > 0 && asked.results.every((result) => result.outcome === 'fail');
}

/** With several clusters possible nobody knows which hosts count, but for the state of the hosts themselves. */
export function isOpen(asked: Asked, move: Move): boolean {
	return move.placement.hostsOpen !== undefined && asked.rule.loaded.document.over !== 'allowed';
}
