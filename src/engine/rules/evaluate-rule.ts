import type { MissingDatum } from '../../model/coverage.js';
import { type Outcome, SEVERITIES, type Severity } from '../../model/vocabulary.js';
import type { CompiledExpression } from '../cel/compile.js';
import { type Answers, type MissingRead, Recorder } from '../cel/recorder.js';
import { RuleDefect, type State } from '../cel/state.js';
import { render } from '../cel/template.js';
import type { CompiledRule } from './compile-rule.js';

/** What came of a rule and one subject, with its evidence when it was recorded. */
export interface RuleResult {
	readonly outcome: Outcome;
	readonly severity: Severity;
	/** The defect, for `error`. */
	readonly defect?: string;
	readonly evidence?: Evidence;
}
export interface Evidence {
	readonly observed: Readonly<Record<string, unknown>>;
	readonly missing: readonly MissingRead[];
	readonly declared: readonly string[];
	readonly assumptions: readonly string[];
}

/**
 * Asks a rule about the subject that stands in `state`. `when` false: not applicable. `when` unknown: pass if `expect` holds
 * anyway, else unknown. With `answers` the reads are recorded as evidence.
 */
export function evaluateRule(rule: CompiledRule, state: State, answers?: Answers): RuleResult {
	try {
		state.steps = 0;
		return judge(rule, state, answers);
	} catch (thrown) {
		if (!(thrown instanceof RuleDefect)) throw thrown;
		return { outcome: 'error', severity: highest(rule), defect: thrown.message };
	} finally {
		state.recorder = undefined;
	}
}

/** One expression that ran: its value, and what it read when that was asked for. */
interface Ran {
	readonly value: unknown;
	readonly recorder?: Recorder;
}

function judge(rule: CompiledRule, state: State, answers: Answers | undefined): RuleResult {
	const ran: Ran[] = [];
	const run = (expression: CompiledExpression): unknown => {
		if (answers === undefined) return expression.run(state);
		const recorder = new Recorder(answers);
		state.recorder = recorder;
		const value = expression.run(state);
		ran.push({ value, recorder });
		return value;
	};
	const when = rule.when ? run(rule.when) : true;
	if (when === false) return { outcome: 'not-applicable', severity: highest(rule), ...evidenceOf(ran, answers) };
	const expect = run(rule.expect);
	if (expect === true) return { outcome: 'pass', severity: highest(rule), ...evidenceOf(ran, answers) };
	const outcome = when === undefined || expect === undefined ? 'unknown' : 'fail';
	const severity = cap(rule, severityOf(rule, run));
	return { outcome, severity, ...evidenceOf(ran, answers) };
}

/** What was read. Only expressions that stayed unknown tell what is missing: the others were certain without it. */
function evidenceOf(ran: readonly Ran[], answers: Answers | undefined): { evidence?: Evidence } {
	if (answers === undefined) return {};
	const recorders = ran.flatMap(({ recorder }) => recorder ?? []);
	const missing = new Map<string, MissingRead>();
	for (const { value, recorder } of ran)
		if (value === undefined)
			for (const read of recorder?.missingReads() ?? []) if (!missing.has(read.datum)) missing.set(read.datum, read);
	const evidence = {
		observed: Object.assign({}, ...recorders.map((recorder) => recorder.observed())) as Record<string, unknown>,
		missing: [...missing.values()],
		declared: [...new Set(recorders.flatMap((recorder) => [...recorder.declared]))],
		assumptions: [...new Set(recorders.flatMap((recorder) => [...recorder.assumptions]))],
	};
	return { evidence };
}

/** The first step whose condition holds; while one is unknown, the highest that is still possible. */
function severityOf(rule: CompiledRule, run: (expression: CompiledExpression) => unknown): Severity {
	const possible: Severity[] = [];
	for (const step of rule.severities) {
		const holds = step.when === undefined ? true : run(step.when);
		if (holds !== false) possible.push(step.severity);
		if (holds === true) break;
	}
	return worst(possible);
}

/** An experimental rule never blocks (design 5). */
function cap(rule: CompiledRule, severity: Severity): Severity {
	return rule.loaded.document.status === 'experimental' && severity === 'blocker' ? 'warning' : severity;
}

function highest(rule: CompiledRule): Severity {
	return cap(rule, worst(rule.severities.map((step) => step.severity)));
}

export function worst(severities: readonly Severity[]): Severity {
	return SEVERITIES.find((severity) => severities.includes(severity)) ?? 'info';
}

/** The rule's message for the subject in `state`. A defect in it is told instead of it. */
export function messageFor(rule: CompiledRule, state: State): string {
	try {
		state.steps = 0;
		return render(rule.message, state);
	} catch (thrown) {
		if (!(thrown instanceof RuleDefect)) throw thrown;
		return `${rule.loaded.document.title} (its message could not be written: ${thrown.message})`;
	}
}

export function plainMissing(missing: readonly MissingRead[]): MissingDatum[] {
	return missing.map(({ datum, reason }) => ({ datum, reason }));
}
