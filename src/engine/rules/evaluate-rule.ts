import type { MissingDatum } from '../../model/coverage.js';
import type { Outcome, Severity } from '../../model/vocabulary.js';
import type { CompiledExpression } from '../cel/compile.js';
import { type Answers, type Evidence, type MissingRead, Recorder } from '../cel/recorder.js';
import { RuleDefect, type State } from '../cel/state.js';
import { render } from '../cel/template.js';
import type { CompiledRule } from './compile-rule.js';
import { capped, worst } from './severity.js';

/** What came of a rule and one subject, with its evidence when it was recorded. */
export interface RuleResult {
	readonly outcome: Outcome;
	readonly severity: Severity;
	/** The defect, for `error`. */
	readonly defect?: string;
	readonly evidence?: Evidence;
}
/** Whether and how reads are recorded: not at all (absent), what is missing only, or everything. */
export interface Recording {
	readonly answers: Answers;
	readonly values: boolean;
}

/**
 * Asks a rule about the subject that stands in `state`. `when` false: not applicable. `when` unknown: pass if `expect` holds
 * anyway, else unknown.
 */
export function evaluateRule(rule: CompiledRule, state: State, recording?: Recording): RuleResult {
	try {
		state.steps = 0;
		return judge(rule, state, recording);
	} catch (thrown) {
		if (!(thrown instanceof RuleDefect)) throw thrown;
		return { outcome: 'error', severity: rule.highest, defect: thrown.message };
	} finally {
		state.recorder = undefined;
	}
}

function judge(rule: CompiledRule, state: State, recording: Recording | undefined): RuleResult {
	const parts: Evidence[] = [];
	const run = (expression: CompiledExpression): unknown => {
		if (recording === undefined) return expression.run(state);
		const recorder = new Recorder(recording.answers, recording.values);
		state.recorder = recorder;
		const value = expression.run(state);
		const evidence = recorder.evidence();
		// Only expressions that stayed unknown tell what is missing: the others were certain without it.
		parts.push(value === undefined || evidence.missing.length === 0 ? evidence : { ...evidence, missing: [] });
		return value;
	};
	const when = rule.when ? run(rule.when) : true;
	if (when === false) return made('not-applicable', rule.highest, parts, recording);
	const expect = run(rule.expect);
	if (expect === true) return made('pass', rule.highest, parts, recording);
	const severity = capped(rule.loaded.document, severityOf(rule, run));
	return made(when === undefined || expect === undefined ? 'unknown' : 'fail', severity, parts, recording);
}

function made(
	outcome: Outcome,
	severity: Severity,
	parts: readonly Evidence[],
	recording: Recording | undefined,
): RuleResult {
	return recording === undefined ? { outcome, severity } : { outcome, severity, evidence: mergeEvidence(parts) };
}

/** Evidence of several expressions, or of several hosts, as one; what was seen first counts. */
export function mergeEvidence(parts: readonly Evidence[]): Evidence {
	const [first] = parts;
	if (parts.length === 1 && first) return first;
	return {
		observed: mergeObserved(parts),
		missing: union(parts, 'missing', (a, b) => a.datum === b.datum),
		declared: union(parts, 'declared', (a, b) => a === b),
		probed: union(parts, 'probed', (a, b) => a === b),
		assumptions: union(parts, 'assumptions', (a, b) => a === b),
	};
}

function mergeObserved(parts: readonly Evidence[]): Evidence['observed'] {
	const observed: Record<string, unknown> = {};
	for (const part of parts)
		for (const path in part.observed) if (!(path in observed)) observed[path] = part.observed[path];
	return observed;
}

type Lists = 'missing' | 'declared' | 'probed' | 'assumptions';

/** Most lists are empty, and most others stand in one part only: then nothing is copied. */
function union<K extends Lists>(
	parts: readonly Evidence[],
	key: K,
	same: (a: Evidence[K][number], b: Evidence[K][number]) => boolean,
): Evidence[K] {
	let found: readonly Evidence[K][number][] = [];
	for (const part of parts) {
		const list = part[key] as readonly Evidence[K][number][];
		if (list.length === 0) continue;
		if (found.length === 0) found = list;
		else found = [...found, ...list.filter((item) => !found.some((other) => same(other, item)))];
	}
	return found as Evidence[K];
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

/** The rule's message for the subject in `state`. A defect in it is told instead of it. */
export function messageFor(rule: CompiledRule, state: State): string {
	try {
		state.steps = 0;
		return render(rule.message(), state);
	} catch (thrown) {
		if (!(thrown instanceof RuleDefect)) throw thrown;
		return `${rule.loaded.document.title} (its message could not be written: ${thrown.message})`;
	}
}

/** As findings show it, in one order whatever was read first. */
export function plainMissing(missing: readonly MissingRead[]): MissingDatum[] {
	return missing.map(({ datum, reason }) => ({ datum, reason })).sort((a, b) => (a.datum < b.datum ? -1 : 1));
}
