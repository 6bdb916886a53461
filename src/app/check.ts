import { readWaivers } from '../documents/waivers.js';
import type { EvaluationInput, RulePack } from '../engine/contract.js';
import { evaluate } from '../engine/evaluate.js';
import { currentIds } from '../engine/pack/aliases.js';
import { checkPack } from '../engine/pack/check-pack.js';
import { loadBuiltPack } from '../engine/pack/load-pack.js';
import type { Plan } from '../model/plan.js';
import type { Report } from '../model/report.js';
import type { Scope } from '../model/scope.js';
import type { Profile } from '../model/vocabulary.js';
import { defined } from '../shared/defined.js';
import { UserError } from '../shared/errors.js';
import { type AdviceLevel, adviceFor } from './advice.js';
import { buildReport, withDecision } from './build-report.js';
import { canTellOf } from './can-tell.js';
import { type Baseline, withBaseline } from './comparing/baseline.js';
import { type AppContext, evaluationTime } from './context.js';
import { loadCollectors, loadFacts } from './extensions.js';
import { withMissingData } from './missing-data.js';
import { type OwnTables, withOwnTables } from './own-tables.js';
import { prepareScope } from './prepare-scope.js';
import { type ProbeSources, readProbeSources, withProbes } from './probing/merge.js';
import { withOverrides, withUnasked } from './rule-overrides.js';
import { readSides, type SideRead } from './sides.js';
import { toolFindings } from './tool-findings.js';

export interface CheckOptions {
	/** Folders of a user's own rules. */
	readonly rules?: readonly string[];
	/** A folder of tables that replace those of the pack. */
	readonly data?: string;
	/** Keep `pass` and `not-applicable` findings in the report. */
	readonly allFindings?: boolean;
	/** What other ways are told for blocked VMs; `vsphere` unless said. */
	readonly advice?: AdviceLevel;
	/** Results of probes that count for the verdict. */
	readonly probes?: ProbeSources;
	/** What it found already does not count for the gate. */
	readonly baseline?: Baseline;
}

/** A report, and what it was about, for the dry run. */
export interface Checked {
	readonly report: Report;
	readonly scope: Scope;
}

/**
 * Checks one plan: reads both sides, evaluates every rule, builds the report. Its exit code is in the report.
 * @throws UserError when an input, the plan, a rule or a waiver cannot be used, or nothing is selected.
 */
export async function check(plan: Plan, options: CheckOptions, context: AppContext): Promise<Checked> {
	const { pack, tables } = await loadRulesAndTables(options);
	await checkNamed(plan, pack);
	const collectors = await loadCollectors();
	const probes = await readProbeSources(options.probes);
	const sides = await readSides(plan, context, collectors);
	return evaluatePlan({ plan, pack, tables, sides, options: defined({ ...options, probes }), context });
}

/** The rule pack with a user's own rules, type-checked when there are any. */
export async function loadRules(extra: readonly string[]): Promise<RulePack> {
	const pack = await loadBuiltPack({ extra });
	if (extra.length > 0) checkPack(pack, await loadFacts());
	return pack;
}

/** The rule pack with a user's own rules and tables. */
export async function loadRulesAndTables({ rules = [], data }: CheckOptions) {
	return withOwnTables(await loadRules(rules), data);
}

export interface PlanEvaluation {
	readonly plan: Plan;
	readonly pack: RulePack;
	/** Tables of the pack that the user replaced. */
	readonly tables?: OwnTables;
	readonly sides: Readonly<Record<'source' | 'destination', SideRead>>;
	readonly options: CheckOptions;
	readonly context: AppContext;
}

/** Evaluates a plan on sites that were read already. */
export async function evaluatePlan(question: PlanEvaluation): Promise<Checked> {
	const { sides, options, context } = question;
	const current = currentIds(question.pack);
	const plan = { ...question.plan, allowUnknown: question.plan.allowUnknown.map(current) };
	const pack = withOverrides(question.pack, plan.ruleOverrides ?? []);
	const evaluatedAt = evaluationTime(context);
	const { contradictions, declared, ...prepared } = prepareScope(plan, sides, evaluatedAt);
	const probed = await withProbes(prepared.scope, options.probes, context);
	const { scope } = probed;
	context.progress.phase('evaluating');
	const collectors = await loadCollectors();
	const input: EvaluationInput = {
		scope,
		pack: scope.moves.length > 0 ? pack : { ...pack, rules: [] },
		facts: await loadFacts(),
		profile: plan.policy.profile as Profile,
		disabled: (plan.ruleOverrides ?? []).flatMap((one) => (one.disabled ? current(one.rule) : [])),
		waivers: plan.waiversFile === undefined ? [] : await readWaivers(plan.waiversFile),
		toolFindings: [...toolFindings(scope, sides), ...contradictions, ...probed.findings],
		allFindings: options.allFindings ?? false,
		canTell: canTellOf(collectors.values(), { source: sides.source.parts, destination: sides.destination.parts }),
	};
	const evaluation = evaluate(input);
	const report = buildReport({
		scope,
		sides,
		pack,
		tables: question.tables ?? [],
		evaluation: withUnasked(evaluation, question.pack, plan),
		declared,
		probes: probed.listed,
		context,
	});
	const advised = { ...report, routes: adviceFor(report, input, options.advice ?? 'vsphere') };
	const compared = options.baseline ? withBaseline(advised, options.baseline) : advised;
	return { scope, report: withMissingData(withDecision(compared), collectors.values()) };
}

/**
 * Waivers and rules that a plan names, before anything is read.
 * @throws UserError for a waiver file that cannot be used, and for a rule that there is not: it would accept nothing and look as if it did (clarifications 7.8).
 */
export async function checkNamed({ allowUnknown, ruleOverrides, waiversFile }: Plan, pack: RulePack): Promise<void> {
	if (waiversFile !== undefined) await readWaivers(waiversFile);
	withOverrides(pack, ruleOverrides ?? []);
	const known = new Set(pack.rules.flatMap(({ document }) => [document.id, ...(document.aliases ?? [])]));
	const stranger = allowUnknown.find((id) => id !== 'questions' && !known.has(id));
	if (stranger === undefined) return;
	throw new UserError('unknown-rule', `allowUnknown names "${stranger}", and no rule has that id.`, {
		suggestions: [
			'Use rule ids from `xvcheck rules list`, or "questions" for all open questions. Patterns are not allowed.',
		],
	});
}
