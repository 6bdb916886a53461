import type { RuleOverride } from '../model/plan.js';
import type { PlanDocument } from '../model/plan-document.js';
import { UserError } from '../shared/errors.js';
import type { DocumentPath } from './positioned.js';

type Entries = NonNullable<NonNullable<PlanDocument['policy']>['rules']>;

/**
 * The rules that a plan judges differently. Whether there is a rule of that name is for the pack to say.
 * @throws UserError for a rule that stands twice, and for an entry that says neither a severity nor `disabled`, or both.
 */
export function ruleOverrides(entries: Entries, where: (path: DocumentPath) => string): RuleOverride[] {
	const seen = new Set<string>();
	return entries.map((entry, index) => {
		const place = where(['policy', 'rules', index, 'rule']);
		if ((entry.severity === undefined) === (entry.disabled === undefined))
			throw new UserError(
				'plan-value',
				`${place}: policy.rules[${index}] must say either severity or disabled: true for ${entry.rule}.`,
			);
		if (seen.has(entry.rule))
			throw new UserError('plan-value', `${place}: policy.rules names ${entry.rule} twice.`, {
				suggestions: ['Keep one of the two.'],
			});
		seen.add(entry.rule);
		return { ...entry, where: place };
	});
}
