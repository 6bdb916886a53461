import { type Static, Type } from 'typebox';
import { MissingDatum } from './coverage.js';
import { OUTCOMES, PROFILES, SEVERITIES } from './vocabulary.js';

const o = Type.Optional;
const closed = { additionalProperties: false } as const;

/** What a finding is about (clarifications 4.1). `side` is absent for `pair` and `host-pair`. */
export const FindingSubject = Type.Object(
	{
		type: Type.String(),
		side: o(Type.String()),
		id: Type.String(),
		name: Type.String(),
		vm: o(Type.Object({ id: Type.String(), name: Type.String() }, closed)),
	},
	closed,
);
export type FindingSubject = Static<typeof FindingSubject>;

/** One finding: a rule met one or many subjects with the same result. A `fail` has exactly one subject. */
export const Finding = Type.Object(
	{
		rule: Type.String(),
		outcome: Type.Enum([...OUTCOMES]),
		severity: Type.Enum([...SEVERITIES]),
		/** Stable across runs: a hash of rule, subjects' identities and outcome kind. */
		fingerprint: Type.String(),
		message: Type.String(),
		subjects: Type.Array(FindingSubject),
		/** How many subjects in all, when `subjects` had to be cut. */
		subjectCount: o(Type.Integer()),
		observed: o(Type.Record(Type.String(), Type.Unknown())),
		/** The expectation as the rule writes it. */
		expected: o(Type.String()),
		missing: o(Type.Array(MissingDatum)),
		/** True when no datum of this kind of source can ever answer it. */
		question: o(Type.Literal(true)),
		declared: o(Type.Array(Type.String())),
		/** Results of probes that it rests on, each with who asked, from where and when. */
		probed: o(Type.Array(Type.String())),
		assumptions: o(Type.Array(Type.String())),
		otherProfile: o(Type.Object({ profile: Type.Enum([...PROFILES]), outcome: Type.Enum([...OUTCOMES]) }, closed)),
		/**
		 * How many of its subjects the baseline had with the same outcome and no lesser severity; the first that it had not.
		 * A finding that the baseline has for all its subjects does not count for the gate.
		 */
		baseline: o(Type.Object({ known: Type.Integer({ minimum: 1 }), firstNew: o(Type.String()) }, closed)),
		waiver: o(Type.Object({ reason: Type.String(), approvedBy: Type.String(), expires: o(Type.String()) }, closed)),
	},
	closed,
);
export type Finding = Static<typeof Finding>;
