import type { Move } from '../../model/scope.js';
import type { MissingRead } from '../cel/recorder.js';
import { isKept } from '../findings/collector.js';
import { vmSubject } from '../findings/subject.js';
import type { CompiledRule } from '../rules/compile-rule.js';
import { ask, type Run } from './judge.js';

/**
 * Rules about disks or NICs of a VM whose disks or NICs are not known: there is nothing to ask about one by one, and yet
 * nothing to pass. Rules that do not apply to the VM anyway are not applicable.
 */
export function judgeUnlistedParts(run: Run, rules: readonly CompiledRule[], move: Move, part: 'nics' | 'disks'): void {
	for (const rule of rules) {
		if (!rule.profiles.has(run.main)) continue;
		if (rule.reads.facts.size === 0) {
			if (part === 'nics') run.runtime.nic(move, undefined);
			else run.runtime.disk(move, undefined);
			const result = ask(run, rule);
			if (!isKept(result.outcome, false)) {
				run.collector.count(rule.id, result.outcome, result.severity);
				continue;
			}
		}
		unknown(run, rule, move, part);
	}
}

/** Rules about source hosts, for a VM of which no source tells where it runs. */
export function judgeHostless(run: Run, rules: readonly CompiledRule[]): void {
	for (const move of run.input.scope.moves) {
		if (move.sourceHost) continue;
		for (const rule of rules) if (rule.profiles.has(run.main)) unknown(run, rule, move, 'host');
	}
}

function unknown(run: Run, rule: CompiledRule, move: Move, datum: 'nics' | 'disks' | 'host'): void {
	const { scope, canTell } = run.input;
	const reason = scope.source.reason('vms', move.vm, datum);
	const asks = reason === 'not-declared' || reason === 'not-probed' || !canTell('source', 'vms', datum);
	const missing: MissingRead[] = [{ datum: `vm.${datum}`, reason, question: asks }];
	run.collector.count(rule.id, 'unknown', rule.highest);
	run.collector.keep({
		rule,
		result: {
			outcome: 'unknown',
			severity: rule.highest,
			evidence: { observed: {}, missing, declared: [], assumptions: [] },
		},
		subject: () => vmSubject(move),
		vms: move.order,
		message: () => rule.loaded.document.title,
	});
}
