import { type Static, Type } from 'typebox';

/**
 * Why a datum is missing. The only list of reasons in the product.
 * `not-in-source`: this kind of source can never tell, or the tab or column is absent. `no-privilege`: the account may not
 * read it. `not-reported`: the source could tell, and did not. `read-error`: it was there and could not be read.
 * `conflicting`: two places of the source state it differently. `stale`: too old to count, or of a disconnected host.
 * `not-declared`, `not-probed`: only a person or a probe can tell, and none did. `ambiguous-placement`: it depends on where
 * the VM lands, and that is open.
 */
export const MISSING_REASONS = [
	'not-in-source',
	'no-privilege',
	'not-reported',
	'read-error',
	'conflicting',
	'stale',
	'not-declared',
	'not-probed',
	'ambiguous-placement',
] as const;
export type MissingReason = (typeof MISSING_REASONS)[number];

/** A named datum that is missing, and why. `datum` is written as rules read it, for example `host.vmotionAdapters`. */
export const MissingDatum = Type.Object(
	{ datum: Type.String(), reason: Type.Enum([...MISSING_REASONS]) },
	{ additionalProperties: false },
);
export interface MissingDatum {
	datum: string;
	reason: MissingReason;
}

/**
 * What one source did not tell: how many objects of `collection` lack `datum` for `reason`, with up to five examples.
 * Of several entries for one datum the first is the collection's usual reason; objects with another one carry it in `gaps`.
 * `disks.encrypted` is a field of the items of `disks`. The datum `*` says that the collection itself is incomplete (a tab is
 * absent, objects could not be read): what is not listed may exist all the same.
 */
export const CoverageEntry = Type.Object(
	{
		collection: Type.String(),
		datum: Type.String(),
		reason: Type.Enum([...MISSING_REASONS]),
		count: Type.Integer({ minimum: 1 }),
		examples: Type.Array(Type.String(), { maxItems: 5 }),
	},
	{ additionalProperties: false },
);
export type CoverageEntry = Static<typeof CoverageEntry>;
