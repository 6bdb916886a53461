import type { Profile, Severity, SubjectType } from '../../model/vocabulary.js';
import { PROFILES } from '../../model/vocabulary.js';
import { CONDITION, checkExpression, type Expectation, SEVERITY_CONDITION } from '../cel/check.js';
import { type CompiledExpression, compileExpression } from '../cel/compile.js';
import type { Reads } from '../cel/compiled.js';
import type { Environments, SubjectEnvironment } from '../cel/environment.js';
import { ExpressionError } from '../cel/expression-error.js';
import { compileTemplate, type Template } from '../cel/template.js';
import type { LoadedRule } from '../contract.js';
import { capped, worst } from './severity.js';

/** One line of a severity list; the last one has no condition. */
interface SeverityStep {
	readonly when?: CompiledExpression;
	readonly severity: Severity;
}

/** A rule whose expressions are compiled. */
export interface CompiledRule {
	readonly loaded: LoadedRule;
	readonly id: string;
	readonly subjects: readonly SubjectType[];
	readonly profiles: ReadonlySet<Profile>;
	readonly when?: CompiledExpression;
	readonly expect: CompiledExpression;
	readonly severities: readonly SeverityStep[];
	/** The worst that it may come to. */
	readonly highest: Severity;
	/** Compiled when a message is first written: most rules of a run have none to write. */
	readonly message: () => Template;
	/** What `when`, `expect` and the severity conditions read: hosts that are equal in it are asked once. */
	readonly reads: Reads;
	/** True when an expression reads `policy.profile`: the rule is evaluated once per profile. */
	readonly byProfile: boolean;
}

/** When the expressions in texts are compiled. */
export type Texts = 'now' | 'later';

/** An error in one expression of a rule. `key` is its place: `expect`, `severity.0.when`, `message`. */
export interface RuleProblem {
	readonly rule: LoadedRule;
	readonly key: string;
	readonly offset: number;
	readonly message: string;
}

/**
 * Compiles a rule, or says everything that is wrong with its expressions.
 * @param texts `later` for a rule whose texts were checked before
 */
export function compileRule(
	environments: Environments,
	loaded: LoadedRule,
	texts: Texts = 'now',
): { readonly rule?: CompiledRule; readonly problems: readonly RuleProblem[] } {
	const { document } = loaded;
	const subjects = typeof document.subject === 'string' ? [document.subject] : document.subject;
	const env = environments.for(subjects);
	const problems: RuleProblem[] = [];
	const attempt = <T>(key: string, make: () => T): T | undefined => {
		try {
			return make();
		} catch (thrown) {
			if (!(thrown instanceof ExpressionError)) throw thrown;
			problems.push({ rule: loaded, key, offset: thrown.offset, message: thrown.message });
			return undefined;
		}
	};
	const when =
		document.when === undefined ? undefined : attempt('when', () => expression(env, document.when, CONDITION));
	const expect = attempt('expect', () => expression(env, document.expect, CONDITION));
	const severities = severitySteps(env, document.severity, attempt);
	let message: Template | undefined;
	if (texts === 'now') {
		message = attempt('message', () => compileTemplate(env, document.message));
		if (document.declare !== undefined) attempt('declare', () => compileTemplate(env, document.declare ?? ''));
	}
	if (problems.length > 0 || expect === undefined) return { problems };
	const expressions = [when, expect, ...severities.map((step) => step.when)].filter((one) => one !== undefined);
	const reads = union(expressions);
	const rule: CompiledRule = {
		loaded,
		id: document.id,
		subjects,
		profiles: new Set(document.profiles ?? PROFILES),
		...(when === undefined ? {} : { when }),
		expect,
		severities,
		highest: capped(document, worst(severities.map((step) => step.severity))),
		message: () => {
			message ??= compileTemplate(env, document.message);
			return message;
		},
		reads,
		byProfile: reads.data.get('policy')?.has('profile') ?? false,
	};
	return { rule, problems };
}

function expression(env: SubjectEnvironment, text: string | undefined, expectation: Expectation): CompiledExpression {
	return compileExpression(env, checkExpression(env, text ?? '', expectation));
}

type Attempt = <T>(key: string, make: () => T) => T | undefined;

function severitySteps(
	env: SubjectEnvironment,
	severity: Severity | readonly { readonly when?: string; readonly severity: Severity }[],
	attempt: Attempt,
): SeverityStep[] {
	if (typeof severity === 'string') return [{ severity }];
	return severity.map((step, index) => {
		if (step.when === undefined) return { severity: step.severity };
		const when = attempt(`severity.${index}.when`, () => expression(env, step.when, SEVERITY_CONDITION));
		return { severity: step.severity, ...(when === undefined ? {} : { when }) };
	});
}

function union(expressions: readonly CompiledExpression[]): Reads {
	const data = new Map<string, Set<string>>();
	const facts = new Set<string>();
	for (const { reads } of expressions) {
		for (const fact of reads.facts) facts.add(fact);
		for (const [variable, paths] of reads.data) {
			const all = data.get(variable) ?? new Set();
			for (const path of paths) all.add(path);
			data.set(variable, all);
		}
	}
	return { data, facts };
}
