import type { RuleDocument } from '../../model/rule.js';
import type { Draft } from './draft.js';

/** What never travels, with the number of subjects it was found on (clarifications 5.11). */
export function leftBehind(
	drafts: readonly Draft[],
	documents: ReadonlyMap<string, RuleDocument>,
): { readonly rule: string; readonly count: number }[] {
	const counts = new Map<string, number>();
	for (const { rule, outcome, subjectCount } of drafts)
		if (outcome === 'fail' && documents.get(rule)?.leftBehind) counts.set(rule, (counts.get(rule) ?? 0) + subjectCount);
	return [...counts].map(([rule, count]) => ({ rule, count }));
}
