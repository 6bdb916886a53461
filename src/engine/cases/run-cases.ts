import type { Fact } from '../../model/fact.js';
import type { RuleCase } from '../../model/rule.js';
import type { SubjectType } from '../../model/vocabulary.js';
import { UserError } from '../../shared/errors.js';
import { Environments, type SubjectEnvironment } from '../cel/environment.js';
import type { Answers } from '../cel/recorder.js';
import type { CaseResult, LoadedCases, LoadedRule, MakeSite } from '../contract.js';
import { problemText } from '../pack/check-pack.js';
import { nearest } from '../pack/nearest.js';
import { type CompiledRule, compileRule } from '../rules/compile-rule.js';
import { evaluateRule, messageFor } from '../rules/evaluate-rule.js';
import { caseState } from './case-state.js';
import { differences } from './differences.js';
import { partialCheck } from './partial-schema.js';

export interface CaseContext {
	readonly facts: ReadonlyMap<string, Fact>;
	readonly makeSite: MakeSite;
	/** Pass it when many rules are run: making the environments takes longer than running a case. */
	readonly environments?: Environments;
}

/** In a case nothing is beyond the source: what is open questions depends on real sources. */
const ANSWERS: Answers = { canTell: () => true, canTellNamed: () => true };

/**
 * Runs the cases of one rule.
 * @throws UserError for a rule with errors, and for a case whose `given` names something that the rule cannot see or that does
 * not fit its schema.
 */
export function runCases(rule: LoadedRule, cases: LoadedCases, context: CaseContext): readonly CaseResult[] {
	const environments = context.environments ?? new Environments(context.facts);
	const { rule: compiled, problems } = compileRule(environments, rule);
	if (compiled === undefined) throw new UserError('rules-invalid', problems.map(problemText).join('\n'));
	const env = environments.for(compiled.subjects);
	const unusable = cases.cases.flatMap(({ case: one, line }) =>
		givenProblems(one, env, compiled).map((text) => `${cases.file}:${line}: case "${one.name}": ${text}`),
	);
	if (unusable.length > 0) throw new UserError('cases-invalid', unusable.join('\n'));
	return cases.cases.map(({ case: one, line }) => ({
		rule: rule.document.id,
		name: one.name,
		where: `${cases.file}:${line}`,
		problems: runCase(one, compiled, env, context.makeSite),
	}));
}

function runCase(one: RuleCase, rule: CompiledRule, env: SubjectEnvironment, makeSite: MakeSite): readonly string[] {
	const given = one.given['policy'] as { profile?: 'faq' | 'vendor' } | undefined;
	const profile = one.profile ?? given?.profile ?? [...rule.profiles][0] ?? 'faq';
	if (!rule.profiles.has(profile))
		return differences(one.expect, { outcome: 'not-applicable', severity: 'info' }, () => '');
	const state = caseState(env, one.given, { subject: subjectOf(one, rule), profile, makeSite });
	const result = evaluateRule(rule, state, { answers: ANSWERS, values: true });
	return differences(one.expect, result, () => messageFor(rule, state));
}

/** The subject that a case is about: the one it names, else the one whose variables it gives. */
function subjectOf(one: RuleCase, rule: CompiledRule): SubjectType {
	if (one.subject) return one.subject;
	const wanted = 'vm' in one.given ? 'vm-host' : 'host';
	return rule.subjects.find((subject) => subject === wanted) ?? (rule.subjects[0] as SubjectType);
}

function givenProblems(one: RuleCase, env: SubjectEnvironment, rule: CompiledRule): string[] {
	const problems: string[] = [];
	if (one.subject && !rule.subjects.includes(one.subject))
		problems.push(`the rule has no subject "${one.subject}" (it has ${rule.subjects.join(', ')})`);
	for (const [name, value] of Object.entries(one.given)) {
		// A rule about both sides sees no `vm`; the case may still say how the VM moves.
		const hidden = name === 'vm' && rule.subjects.includes('vm-host') ? 'VmSubject' : undefined;
		const type = env.variables.get(name)?.type ?? env.facts.get(name)?.type ?? hidden;
		const known = [...env.variables.keys(), ...env.facts.keys()];
		if (type === undefined) problems.push(`the rule cannot see "${name}"${nearest(name, known)}`);
		else for (const text of partialCheck(env.types, type)(value)) problems.push(`given.${name}: ${text}`);
	}
	return problems;
}
