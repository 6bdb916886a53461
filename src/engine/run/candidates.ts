import type { Host } from '../../model/inventory/host.js';
import type { Move } from '../../model/scope.js';
import { canonical } from '../pack/pack-hash.js';
import type { CompiledRule } from '../rules/compile-rule.js';
import type { RuleResult } from '../rules/evaluate-rule.js';
import type { HostClass, HostClasses } from './host-classes.js';
import { ask, type Run } from './judge.js';

type Hosts = readonly Host[];

/** What a rule says about a VM on each class of hosts where it may land. */
export interface Asked {
	readonly rule: CompiledRule;
	readonly hosts: Hosts;
	readonly classes: readonly HostClass[];
	readonly results: readonly RuleResult[];
}

/** Hosts that a rule is asked about for a move: the usable ones, or all that the placement allows. */
function candidatesOf(rule: CompiledRule, move: Move): Hosts {
	return rule.loaded.document.over === 'allowed' ? move.placement.allowedHosts : move.placement.hosts;
}

export function askCandidates(run: Run, rule: CompiledRule, move: Move, classes: HostClasses): Asked {
	const hosts = candidatesOf(rule, move);
	const divided = classes.of(rule, 'host', hosts, 'destination');
	const key = vmKey(rule, move);
	const results = divided.map((one) => {
		const known = key === undefined ? undefined : (one.results.get(key) as RuleResult | undefined);
		if (known) return known;
		run.runtime.candidate(move, one.host);
		const result = ask(run, rule);
		if (key !== undefined) one.results.set(key, result);
		return result;
	});
	return { rule, hosts, classes: divided, results };
}

/**
 * What the rule reads of the VM, as text: VMs that are equal in it get one answer. A fact may read anything, and look-ups by
 * the VM's data are covered because the data are.
 */
function vmKey(rule: CompiledRule, move: Move): string | undefined {
	if (rule.reads.facts.size > 0) return undefined;
	const data = rule.reads.data.get('vm');
	const mode = move.mode ?? '?';
	if (data === undefined || (data.size === 1 && data.has('mode') && !move.vm.gaps && !move.vm.declared)) return mode;
	const { vm } = move;
	const values = [...data].map((path) => valueAt(vm, path) ?? null);
	return canonical([mode, values, vm.gaps ?? null, vm.declared ?? null]);
}

function valueAt(object: object, path: string): unknown {
	let value: unknown = object;
	for (const step of path.split('.')) value = (value as Record<string, unknown> | undefined)?.[step];
	return value;
}

/** Positions of the classes with an outcome. */
export function withOutcome(asked: Asked, outcome: RuleResult['outcome']): number[] {
	return asked.results.flatMap((result, index) => (result.outcome === outcome ? [index] : []));
}

export function failsOnAll(asked: Asked): boolean {
	return asked.results.length > 0 && asked.results.every((result) => result.outcome === 'fail');
}
