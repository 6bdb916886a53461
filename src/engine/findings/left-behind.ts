import type { RuleDocument } from '../../model/rule.js';
import type { Evaluation } from '../contract.js';
import type { Draft } from './draft.js';

/**
 * What never travels, with the number of VMs that have it and of those of which nobody tells (clarifications 5.11). What holds of the
 * pair holds of all its VMs.
 */
export function leftBehind(
	drafts: readonly Draft[],
	documents: ReadonlyMap<string, RuleDocument>,
	vms: number,
): Evaluation['leftBehind'] {
	const kinds = new Map<string, { rule: string; count: number; unknown?: number }>();
	for (const { rule, outcome, subjectCount } of drafts) {
		const document = documents.get(rule);
		if (!document?.leftBehind || (outcome !== 'fail' && outcome !== 'unknown')) continue;
		const count = document.subject === 'pair' ? vms : subjectCount;
		const kind = kinds.get(rule) ?? { rule, count: 0 };
		kinds.set(rule, kind);
		if (outcome === 'fail') kind.count += count;
		else kind.unknown = (kind.unknown ?? 0) + count;
	}
	return [...kinds.values()];
}
