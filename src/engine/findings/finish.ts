import { createHash } from 'node:crypto';
import type { Finding } from '../../model/finding.js';
import { AREAS, type Area, OUTCOMES, type Outcome, SEVERITIES } from '../../model/vocabulary.js';
import { defined } from '../../shared/defined.js';
import type { Draft } from './draft.js';

/** Defects, failures and unknowns before what passed. */
const GROUP: Readonly<Record<Outcome, number>> = { error: 0, fail: 0, unknown: 0, pass: 1, 'not-applicable': 1 };

/** Puts findings into their order: severity, area and id of the rule, outcome, order of the subjects. */
export function ordered(drafts: readonly Draft[], areaOf: (rule: string) => Area | undefined): Draft[] {
	const rank = new Map<string, number>();
	const ids = [...new Set(drafts.map((draft) => draft.rule))];
	const area = (id: string) => AREAS.indexOf(areaOf(id) ?? 'dry-run');
	ids.sort((a, b) => area(a) - area(b) || (a < b ? -1 : 1));
	for (const [index, id] of ids.entries()) rank.set(id, index);
	const keys = (draft: Draft): readonly number[] => [
		GROUP[draft.outcome],
		SEVERITIES.indexOf(draft.severity),
		rank.get(draft.rule) ?? 0,
		OUTCOMES.indexOf(draft.outcome),
		draft.order,
	];
	return drafts
		.map((draft, index) => ({ draft, keys: [...keys(draft), index] }))
		.sort((a, b) => {
			for (let i = 0; i < a.keys.length; i++) {
				const difference = (a.keys[i] as number) - (b.keys[i] as number);
				if (difference !== 0) return difference;
			}
			return 0;
		})
		.map(({ draft }) => draft);
}

/** Findings as the report has them. */
export function findingsOf(drafts: readonly Draft[]): Finding[] {
	const taken = new Map<string, number>();
	return drafts.map((draft) => {
		const base = fingerprint(draft);
		const times = taken.get(base) ?? 0;
		taken.set(base, times + 1);
		return finding(draft, times === 0 ? base : `${base}-${times + 1}`);
	});
}

function finding(draft: Draft, print: string): Finding {
	const { waiver, observed } = draft;
	return defined({
		rule: draft.rule,
		outcome: draft.outcome,
		severity: draft.severity,
		fingerprint: print,
		message: draft.message,
		subjects: draft.subjects,
		subjectCount: draft.subjectCount > draft.subjects.length ? draft.subjectCount : undefined,
		observed: observed && Object.keys(observed).length > 0 ? observed : undefined,
		expected: draft.expected,
		missing: draft.missing.length > 0 ? [...draft.missing] : undefined,
		question: draft.question ? true : undefined,
		declared: draft.declared.size > 0 ? [...draft.declared] : undefined,
		probed: draft.probed.size > 0 ? [...draft.probed] : undefined,
		assumptions: draft.assumptions.size > 0 ? [...draft.assumptions] : undefined,
		otherProfile: draft.otherProfile,
		waiver: waiver && defined({ reason: waiver.reason, approvedBy: waiver.approvedBy, expires: waiver.expires }),
	}) as Finding;
}

/** Stable across runs: 12 hexadecimal digits of a hash over rule, outcome and what the subject is known by. */
function fingerprint(draft: Draft): string {
	const subject = draft.subjects[0];
	const text = JSON.stringify([draft.rule, draft.outcome, subject?.type, draft.identity]);
	return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
