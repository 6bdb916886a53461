import type { Outcome, Profile, Severity } from '../../model/vocabulary.js';
import type { Answers } from '../cel/recorder.js';
import type { EvaluationInput } from '../contract.js';
import { type Collector, isKept, type Met } from '../findings/collector.js';
import type { Draft } from '../findings/draft.js';
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
	/** Rules whose last outcome was unknown: the next one likely is too, and is asked with what is missing at once. */
	readonly likelyUnknown: Set<CompiledRule>;
	/** All rules, to find those that stand in for one that the other profile does not have. */
	readonly rules?: readonly CompiledRule[];
}

const NOT_APPLICABLE: RuleResult = { outcome: 'not-applicable', severity: 'info' };

/** Asks a rule about the bound subject in the profile of the run. A rule that the profile does not have is not applicable. */
export function ask(run: Run, rule: CompiledRule): RuleResult {
	return rule.profiles.has(run.main) ? evaluateRule(rule, run.runtime) : NOT_APPLICABLE;
}

/** The same with what is missing: enough for a finding that many subjects share. */
export function askMissing(run: Run, rule: CompiledRule): RuleResult {
	return askWith(run, rule, false);
}

/** The same with its whole evidence. */
export function askAgain(run: Run, rule: CompiledRule): RuleResult {
	return askWith(run, rule, true);
}

function askWith(run: Run, rule: CompiledRule, values: boolean): RuleResult {
	if (!rule.profiles.has(run.main)) return NOT_APPLICABLE;
	return evaluateRule(rule, run.runtime, { answers: run.answers, values });
}

/**
 * What the other profile makes of it. A rule that it does not have is answered by the rules that only it has for the same
 * FAQ statement and subject: encrypted VMs are judged by one rule literally, by several as the vendor documents them.
 */
export function askOther(run: Run, rule: CompiledRule, outcome: Outcome): Outcome {
	if (rule.profiles.has(run.main) && rule.profiles.has(run.other) && !rule.byProfile) return outcome;
	const asked = rule.profiles.has(run.other) ? [rule] : standIns(run, rule);
	run.runtime.profile(run.other);
	try {
		const outcomes = asked.map((one) => evaluateRule(one, run.runtime).outcome);
		return WORST_FIRST.find((candidate) => outcomes.includes(candidate)) ?? 'not-applicable';
	} finally {
		run.runtime.profile(run.main);
	}
}

const WORST_FIRST: readonly Outcome[] = ['error', 'fail', 'unknown', 'pass'];

/** A rule with those that answer for it where the other profile does not have it: a finding rests on what all of them read. */
export function askedWith(run: Run, rule: CompiledRule): readonly CompiledRule[] {
	return [rule, ...standIns(run, rule)];
}

function standIns(run: Run, rule: CompiledRule): readonly CompiledRule[] {
	const { faq } = rule.loaded.document;
	if (faq === undefined || rule.profiles.has(run.other)) return [];
	return (run.rules ?? []).filter(
		(one) =>
			one.loaded.document.faq === faq &&
			one.profiles.has(run.other) &&
			!one.profiles.has(run.main) &&
			one.subjects.some((subject) => rule.subjects.includes(subject)),
	);
}

export function otherProfile(run: Run, outcome: Outcome, other: Outcome): Pick<Met, 'otherProfile'> {
	return other === outcome ? {} : { otherProfile: { profile: run.other, outcome: other } };
}

/** What came of a subject. `finding` is the one that equal subjects may join; each must be looked at where there is none. */
export interface Judged {
	readonly outcome: Outcome;
	readonly severity: Severity;
	/** Whether it is a finding. */
	readonly kept: boolean;
	readonly finding?: Draft;
}

/** Asks a rule about the bound subject, counts the outcome and keeps what is a finding. */
export function judge(run: Run, rule: CompiledRule, subject: () => Subject, vms: () => Met['vms']): Judged {
	const { collector, input, runtime } = run;
	const likely = run.likelyUnknown.has(rule);
	const result = likely ? askMissing(run, rule) : ask(run, rule);
	if (likely !== (result.outcome === 'unknown')) {
		if (likely) run.likelyUnknown.delete(rule);
		else run.likelyUnknown.add(rule);
	}
	collector.count(rule.id, result.outcome, result.severity);
	const { outcome, severity } = result;
	if (!isKept(outcome, input.allFindings)) return { outcome, severity, kept: false };
	const other = askOther(run, rule, result.outcome);
	const finding = collector.keep({
		rule,
		result: result.outcome === 'fail' ? askAgain(run, rule) : likely ? result : askMissing(run, rule),
		detail: () => askAgain(run, rule).evidence,
		subject,
		vms: vms(),
		message: () => messageFor(rule, runtime),
		...otherProfile(run, result.outcome, other),
	});
	return { outcome, severity, kept: true, ...(finding && { finding }) };
}
