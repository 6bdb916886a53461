import type { ExplainedSubject } from '../../model/explanation.js';
import { CONDITION, type Expectation, SEVERITY_CONDITION } from '../cel/check.js';
import { Environments } from '../cel/environment.js';
import type { EvaluationInput, LoadedRule } from '../contract.js';
import { compilePack } from '../pack/check-pack.js';
import type { CompiledRule } from '../rules/compile-rule.js';
import { evaluateRule, messageFor } from '../rules/evaluate-rule.js';
import { answersOf } from '../run/answers.js';
import { Runtime } from '../run/runtime.js';
import { changesOf } from './changes.js';
import { explainParts, type Parts, partsOf } from './parts.js';
import { type Candidate, candidatesFor } from './subjects.js';
import { Trace } from './trace.js';

/** Subjects looked at to find those worth showing; an estate has millions of host pairs. */
const LOOKED_AT = 20_000;

export interface ExplainQuestion extends Pick<EvaluationInput, 'scope' | 'pack' | 'facts' | 'profile' | 'canTell'> {
	readonly rule: LoadedRule;
	/** Only what concerns this VM, a position in `scope.moves`. */
	readonly vm?: number;
	/** At most so many subjects, failures and unknowns first. */
	readonly most: number;
}

/** Subjects with the whole chain, and how many there were. */
export interface Explained {
	readonly subjects: readonly Omit<ExplainedSubject, 'finding'>[];
	readonly asked: number;
}

const WORTH = ['error', 'fail', 'unknown', 'pass', 'not-applicable'] as const;

/** Asks one rule again and says part by part what its expressions gave and read. Pure. */
export function explainRule(question: ExplainQuestion): Explained {
	const { scope, pack } = question;
	const environments = new Environments(question.facts);
	const [rule] = compilePack([question.rule], environments);
	if (rule === undefined) return { subjects: [], asked: 0 };
	const runtime = new Runtime(scope, pack.tables, environments.facts);
	runtime.profile(question.profile);
	const answers = answersOf(question.canTell, () => runtime.side);
	const candidates = worthShowing(runtime, rule, question);
	const chain = chainOf(environments, rule);
	return {
		asked: candidates.asked,
		subjects: candidates.chosen.map((candidate) =>
			explainOne(candidate, rule, chain, runtime, () => new Trace(answers)),
		),
	};
}

function worthShowing(runtime: Runtime, rule: CompiledRule, { vm, most, scope }: ExplainQuestion) {
	const found = new Map<string, Candidate[]>(WORTH.map((outcome) => [outcome, []]));
	let asked = 0;
	for (const candidate of candidatesFor(runtime, rule, vm === undefined ? undefined : scope.moves[vm])) {
		asked++;
		if (asked > LOOKED_AT) continue;
		candidate.bind();
		const list = found.get(evaluateRule(rule, runtime).outcome) ?? [];
		if (list.length < most) list.push(candidate);
	}
	return { asked, chosen: WORTH.flatMap((outcome) => found.get(outcome) ?? []).slice(0, most) };
}

interface Chain {
	readonly when?: Parts;
	readonly expect: Parts;
	readonly severities: readonly (Parts | undefined)[];
}

function chainOf(environments: Environments, { loaded: { document }, subjects }: CompiledRule): Chain {
	const env = environments.for(subjects);
	const parts = (text: string | undefined, expectation: Expectation): Parts | undefined =>
		text === undefined ? undefined : partsOf(env, text, expectation);
	const when = parts(document.when, CONDITION);
	const steps = typeof document.severity === 'string' ? [{ when: undefined }] : document.severity;
	return {
		...(when && { when }),
		expect: partsOf(env, document.expect, CONDITION),
		severities: steps.map((step) => parts(step.when, SEVERITY_CONDITION)),
	};
}

function explainOne(
	candidate: Candidate,
	rule: CompiledRule,
	chain: Chain,
	runtime: Runtime,
	trace: () => Trace,
): Omit<ExplainedSubject, 'finding'> {
	candidate.bind();
	const { outcome, severity, defect } = evaluateRule(rule, runtime);
	const when = chain.when && explainParts(chain.when, runtime, trace);
	const expect = outcome === 'not-applicable' ? undefined : explainParts(chain.expect, runtime, trace);
	const judged = outcome === 'fail' || outcome === 'unknown';
	const severities = judged ? severitySteps(rule, chain, runtime, trace, severity) : [];
	const message = outcome === 'fail' ? messageFor(rule, runtime) : defect;
	return {
		subject: candidate.shown,
		...(candidate.host && { host: candidate.host }),
		outcome,
		severity,
		...(message !== undefined && { message }),
		...(when && { when }),
		...(expect && { expect }),
		severities,
		changes: changesOf(outcome, when, expect, severities),
	};
}

/** The case that applies is the first that holds; while one is unknown, the worst that is still possible. */
function severitySteps(
	rule: CompiledRule,
	chain: Chain,
	runtime: Runtime,
	trace: () => Trace,
	severity: string,
): ExplainedSubject['severities'] {
	let taken = false;
	return rule.severities.map((step, index) => {
		const parts = chain.severities[index];
		const when = parts && explainParts(parts, runtime, trace);
		const applies = !taken && when?.value !== 'false' && (when?.value !== 'unknown' || step.severity === severity);
		taken ||= applies;
		return { severity: step.severity, ...(when && { when }), applies };
	});
}
