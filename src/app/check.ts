import { readWaivers } from '../documents/waivers.js';
import type { RulePack } from '../engine/contract.js';
import { evaluate } from '../engine/evaluate.js';
import { decideExitCode } from '../engine/exit-code.js';
import { checkPack } from '../engine/pack/check-pack.js';
import { loadBuiltPack } from '../engine/pack/load-pack.js';
import { makeScope } from '../facts/scope/scope.js';
import { makeSite } from '../facts/site/site.js';
import type { Plan } from '../model/plan.js';
import type { Report } from '../model/report.js';
import type { Scope } from '../model/scope.js';
import type { Profile } from '../model/vocabulary.js';
import { UserError } from '../shared/errors.js';
import { buildReport } from './build-report.js';
import { canTellOf } from './can-tell.js';
import { type AppContext, evaluationTime } from './context.js';
import { activeDeclarations, applyDeclared } from './declarations.js';
import { loadCollectors, loadFacts } from './extensions.js';
import { readSides, type SideRead } from './sides.js';
import { toolFindings } from './tool-findings.js';

export interface CheckOptions {
	/** Folders of a user's own rules. */
	readonly rules?: readonly string[];
	/** Keep `pass` and `not-applicable` findings in the report. */
	readonly allFindings?: boolean;
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
	const pack = await loadRules(options.rules ?? []);
	checkAllowed(plan, pack);
	const collectors = await loadCollectors();
	const sides = await readSides(plan, context, collectors);
	return evaluatePlan({ plan, pack, sides, options, context });
}

/** The rule pack with a user's own rules, type-checked when there are any. */
export async function loadRules(extra: readonly string[]): Promise<RulePack> {
	const pack = await loadBuiltPack({ extra });
	if (extra.length > 0) checkPack(pack, await loadFacts());
	return pack;
}

export interface PlanEvaluation {
	readonly plan: Plan;
	readonly pack: RulePack;
	readonly sides: Readonly<Record<'source' | 'destination', SideRead>>;
	readonly options: CheckOptions;
	readonly context: AppContext;
}

/** Evaluates a plan on sites that were read already. */
export async function evaluatePlan({ plan, pack, sides, options, context }: PlanEvaluation): Promise<Checked> {
	const evaluatedAt = evaluationTime(context);
	context.progress.phase('evaluating');
	const active = activeDeclarations(plan, evaluatedAt);
	const declared = applyDeclared(
		{ source: sides.source.inventory, destination: sides.destination.inventory },
		active.plan.declared,
	);
	const scope = makeScope({
		plan: active.plan,
		source: makeSite('source', declared.sites.source),
		destination: makeSite('destination', declared.sites.destination),
		evaluatedAt,
	});
	checkSelected(scope);
	const collectors = await loadCollectors();
	const evaluation = evaluate({
		scope,
		pack: scope.moves.length > 0 ? pack : { ...pack, rules: [] },
		facts: await loadFacts(),
		profile: plan.policy.profile as Profile,
		waivers: plan.waiversFile === undefined ? [] : await readWaivers(plan.waiversFile),
		toolFindings: [...toolFindings(scope, sides), ...declared.findings],
		allFindings: options.allFindings ?? false,
		canTell: canTellOf(collectors.values(), { source: sides.source.parts, destination: sides.destination.parts }),
	});
	const exit = decideExitCode(evaluation, plan.failOn, plan.allowUnknown);
	return {
		scope,
		report: buildReport({ scope, sides, pack, evaluation, exit, declared: active.listed, context }),
	};
}

/** A selection of nothing is no "ready" (clarifications 7.2); one that has moved already, or names what is not there, is told. */
export function checkSelected({ source, moves, moved, unmatched }: Scope): void {
	const place = source.inventory.source.location;
	if (source.inventory.vms.length === 0)
		throw new UserError('nothing-to-check', `There is nothing to check: ${place} holds no VM.`, {
			suggestions: ['Name the source that runs the VMs; a new destination may be empty, a source may not.'],
		});
	if (moves.length + moved.length + unmatched.length > 0) return;
	throw new UserError(
		'nothing-to-check',
		`There is nothing to check: the selection matches none of the ${source.inventory.vms.length} VMs of ${place}.`,
		{
			suggestions: ['Check the patterns under "select" of the plan.'],
		},
	);
}

/** An id that is no rule would accept nothing and look as if it did (clarifications 7.8). */
export function checkAllowed({ allowUnknown }: Plan, pack: RulePack): void {
	const known = new Set(pack.rules.flatMap(({ document }) => [document.id, ...(document.aliases ?? [])]));
	const stranger = allowUnknown.find((id) => id !== 'questions' && !known.has(id));
	if (stranger === undefined) return;
	throw new UserError('unknown-rule', `allowUnknown names "${stranger}", and no rule has that id.`, {
		suggestions: [
			'Use rule ids from `xvcheck rules list`, or "questions" for all open questions. Patterns are not allowed.',
		],
	});
}
