import type { MissingDatum, MissingReason } from '../../model/coverage.js';
import type { Report } from '../../model/report.js';

/** What a report says of the data that it misses; absent in reports of older releases. */
export type DataWords = Report['data'];

/** Reasons of missing data as a reader meets them. */
export const REASONS: Readonly<Record<MissingReason, string>> = {
	'not-in-source': 'not in this source',
	'no-privilege': 'no privilege to read it',
	'not-reported': 'not reported',
	'read-error': 'could not be read',
	conflicting: 'the source contradicts itself',
	stale: 'too old to count',
	'not-declared': 'nobody declared it',
	'not-probed': 'not probed',
	'ambiguous-placement': 'the placement is open',
};

/** A datum as people call it. */
export function datumName(data: DataWords, datum: string): string {
	return data?.[datum]?.name ?? datum;
}

/** "VM encrypted (not reported), host version (too old to count)". */
export function missingWords(data: DataWords, missing: readonly MissingDatum[]): string {
	return missing.map(({ datum, reason }) => `${datumName(data, datum)} (${REASONS[reason]})`).join(', ');
}

/** Where the data would have been told; the side is said where both sides tell it in different places. */
export function toldBy(data: DataWords, datums: readonly string[], side?: string): string[] {
	const all = datums.flatMap((datum) => data?.[datum]?.told ?? []);
	const own = all.filter((one) => side === undefined || one.side === undefined || one.side === side);
	const sides = new Map<string, Set<string | undefined>>();
	for (const one of own) sides.set(one.by, (sides.get(one.by) ?? new Set()).add(one.side));
	const differ = sides.size > 1 && new Set(own.map((one) => one.side)).size > 1;
	return [...sides].map(([by, of]) => {
		const [only] = of;
		// What the plan or a probe tells has no side.
		return differ && of.size === 1 && only !== undefined ? `${by} of the ${only}` : by;
	});
}
