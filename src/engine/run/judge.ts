import type { Outcome, Profile } from '../../model/vocabulary.js';
import type { Answers } from '../cel/recorder.js';
import type { EvaluationInput } from '../contract.js';
import { type Collector, isKept, type Met } from '../findings/collector.js';
import type { Subject } from '../findings/subject.js';
import type { CompiledRule } from '../rules/compile-rule.js';
import { evaluateRule, messageFor, type RuleResult } from '../rules/evaluate-rule.js';
import type { Runtime } from './runtime.js';

/** What all parts of a run share. */
export interface Run {
	readonly input: EvaluationInput;
	readonly runtime: Runtime;
	readonly collector: Collector;
	readonly answers: Answers;
	readonly main: Profile;
	readonly other: Profile;
}

const NOT_APPLICABLE: RuleResult = { outcome: 'not-applicable', severity: 'info' };

/** Asks a rule about the bound subject in the profile of the run. A rule that the profile does not have is not applicable. */
export function ask(run: Run, rule: CompiledRule): RuleResult {
	return rule.profiles.has(run.main) ? evaluateRule(rule, run.runtime) : NOT_APPLICABLE;
}

/** The same with its evidence; only findings need it. */
export function askAgain(run: Run, rule: CompiledRule): RuleResult {
	return rule.profiles.has(run.main) ? evaluateRule(rule, run.runtime, run.answers) : NOT_APPLICABLE;
}

/** What the other profile makes of it. */
export function askOther(run: Run, rule: CompiledRule, outcome: Outcome): Outcome {
	if (!rule.profiles.has(run.other)) return 'not-applicable';
	if (rule.profiles.has(run.main) && !rule.byProfile) return outcome;
	run.runtime.profile(run.other);
	try {
		return evaluateRule(rule, run.runtime).outcome;
	} finally {
		run.runtime.profile(run.main);
	}
}

export function otherProfile(run: Run, outcome: Outcome, other: Outcome): Pick<Met, 'otherProfile'> {
	return other === outcome ? {} : { otherProfile: { profile: run.other, outcome: other } };
}

/** Asks a rule about the bound subject, counts the outcome and keeps what is a finding. */
export function judge(run: Run, rule: CompiledRule, subject: () => Subject, vms: () => Met['vms']): RuleResult {
	const { collector, input, runtime } = run;
	const result = ask(run, rule);
	collector.count(rule.id, result.outcome, result.severity);
	if (!isKept(result.outcome, input.allFindings)) return result;
	const detailed = askAgain(run, rule);
	const other = askOther(run, rule, result.outcome);
	collector.keep({
		rule,
		result: detailed,
		subject: subject(),
		vms: vms(),
		message: () => messageFor(rule, runtime),
		...otherProfile(run, result.outcome, other),
	});
	return result;
}
