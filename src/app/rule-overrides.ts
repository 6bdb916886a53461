import type { Evaluation, LoadedRule, RulePack } from '../engine/contract.js';
import { currentIds } from '../engine/pack/aliases.js';
import type { Plan, RuleOverride } from '../model/plan.js';
import { closestName } from '../shared/closest-name.js';
import { UserError } from '../shared/errors.js';

/**
 * The pack as a plan judges: with other severities, and without the rules that it disables. The pack's hash stays, the report
 * lists the overrides.
 * @throws UserError for a rule that there is not, with the place in the plan and the nearest id.
 */
export function withOverrides(pack: RulePack, overrides: readonly RuleOverride[]): RulePack {
	if (overrides.length === 0) return pack;
	const current = currentIds(pack);
	const byRule = new Map(overrides.map((override) => [current(override.rule), override]));
	const known = new Set(pack.rules.map(({ document }) => document.id));
	for (const [id, override] of byRule) if (!known.has(id)) throw unknownRule(override, pack);
	const rules = pack.rules.flatMap((rule) => {
		const override = byRule.get(rule.document.id);
		if (override?.disabled) return [];
		return [override?.severity ? judged(rule, override.severity) : rule];
	});
	return { ...pack, rules };
}

function judged(rule: LoadedRule, severity: NonNullable<RuleOverride['severity']>): LoadedRule {
	return { ...rule, document: { ...rule.document, severity } };
}

function unknownRule({ rule, where }: RuleOverride, pack: RulePack): UserError {
	if (pack.toolFindings[rule])
		return new UserError(
			'unknown-rule',
			`${where}: ${rule} is a finding of xvcheck itself and cannot be judged differently.`,
			{ suggestions: ['A waiver with a reason and a date accepts it for a while.'] },
		);
	const near = closestName(
		rule,
		pack.rules.map(({ document }) => document.id),
	);
	return new UserError('unknown-rule', `${where}: there is no rule "${rule}".`, {
		suggestions: [near === undefined ? 'See `xvcheck rules list`.' : `Did you mean ${near}?`],
	});
}

/** A statement whose rules were not all asked is not known, unless one of those that were failed. */
export function withUnasked(evaluation: Evaluation, pack: RulePack, plan: Plan): Evaluation {
	const current = currentIds(pack);
	const disabled = new Set((plan.ruleOverrides ?? []).filter((one) => one.disabled).map((one) => current(one.rule)));
	const unasked = pack.rules.flatMap(({ document }) => (disabled.has(document.id) ? (document.faq ?? []) : []));
	if (unasked.length === 0) return evaluation;
	const faq = { ...evaluation.faq };
	for (const key of unasked) if (faq[key] !== 'fail') faq[key] = 'unknown';
	return { ...evaluation, faq };
}
