import { type Static, Type } from 'typebox';
import { FindingSubject } from './finding.js';
import { ReportInput } from './report.js';
import { RuleDocument } from './rule.js';
import { OUTCOMES, PROFILES, SEVERITIES } from './vocabulary.js';

const o = Type.Optional;
const closed = { additionalProperties: false } as const;
const Truth = Type.Enum(['true', 'false', 'unknown', 'defect']);

/** A datum that an expression read, and who told it. */
export const ReadDatum = Type.Object(
	{
		datum: Type.String(),
		/** As findings show values; absent when it is missing. */
		value: o(Type.Unknown()),
		/** Why it is missing. */
		reason: o(Type.String()),
		side: o(Type.Enum(['source', 'destination'])),
		/** Collection and name in the inventory. */
		collection: o(Type.String()),
		name: o(Type.String()),
		/** `inventory`, `plan`, `derived` (xvcheck works it out of other data), `declared` (a person vouches for it). */
		from: Type.Enum(['inventory', 'plan', 'derived', 'declared']),
		/** The input that told it, where in it, and how old it is. */
		input: o(Type.String()),
		place: o(Type.String()),
		ageSeconds: o(Type.Number()),
		/** Evidence of declarations and probes, and assumptions that it rests on. */
		notes: o(Type.Array(Type.String())),
	},
	closed,
);
export type ReadDatum = Static<typeof ReadDatum>;

/** A part of an expression: what it gave, and either the parts that it is made of or the data that it read. */
export interface ExplainedPart {
	readonly text: string;
	readonly value: 'true' | 'false' | 'unknown' | 'defect';
	/** `&&`, `||`, `!` or `?:` between its parts. */
	readonly joins?: string;
	readonly parts?: readonly ExplainedPart[];
	readonly reads?: readonly ReadDatum[];
	readonly defect?: string;
}

/** Parts hold parts: the schema names itself. */
const Part = Type.Unsafe<ExplainedPart>({ $ref: '#/$defs/Part' });
const PartSchema = Type.Object(
	{
		text: Type.String(),
		value: Truth,
		joins: o(Type.String()),
		parts: o(Type.Array(Part)),
		reads: o(Type.Array(ReadDatum)),
		defect: o(Type.String()),
	},
	closed,
);

/** What a rule comes to for one subject; with a destination host, for a VM on that host. */
export interface ExplainedSubject {
	readonly subject: FindingSubject;
	readonly host?: FindingSubject;
	readonly outcome: (typeof OUTCOMES)[number];
	readonly severity: (typeof SEVERITIES)[number];
	readonly message?: string;
	readonly when?: ExplainedPart;
	readonly expect?: ExplainedPart;
	readonly severities: readonly {
		readonly severity: (typeof SEVERITIES)[number];
		readonly when?: ExplainedPart;
		readonly applies: boolean;
	}[];
	/** What would change the verdict. */
	readonly changes: readonly string[];
	/** What the report says of the subject: after all candidate hosts, and with waivers. */
	readonly finding?: {
		readonly fingerprint: string;
		readonly outcome: string;
		readonly severity: string;
		readonly message: string;
		readonly waiver?: string;
	};
}

/** Why a rule says what it says (`xvcheck explain`). */
export const Explanation = Type.Object(
	{
		schemaVersion: Type.Literal(1),
		kind: Type.Literal('xvcheck.explanation'),
		evaluatedAt: Type.String(),
		profile: Type.Enum([...PROFILES]),
		inputs: Type.Array(ReportInput),
		rule: RuleDocument,
		override: o(
			Type.Object({ severity: o(Type.String()), disabled: o(Type.Literal(true)), reason: Type.String() }, closed),
		),
		/** Findings of the rule by outcome, and how many subjects the rule could be asked about here. */
		counts: Type.Object(
			{ fail: Type.Integer(), unknown: Type.Integer(), error: Type.Integer(), asked: Type.Integer() },
			closed,
		),
		subjects: Type.Array(
			Type.Object(
				{
					subject: FindingSubject,
					host: o(FindingSubject),
					outcome: Type.Enum([...OUTCOMES]),
					severity: Type.Enum([...SEVERITIES]),
					message: o(Type.String()),
					when: o(Part),
					expect: o(Part),
					severities: Type.Array(
						Type.Object({ severity: Type.Enum([...SEVERITIES]), when: o(Part), applies: Type.Boolean() }, closed),
					),
					changes: Type.Array(Type.String()),
					finding: o(
						Type.Object(
							{
								fingerprint: Type.String(),
								outcome: Type.String(),
								severity: Type.String(),
								message: Type.String(),
								waiver: o(Type.String()),
							},
							closed,
						),
					),
				},
				closed,
			),
		),
		/** Subjects that are not explained here. */
		more: Type.Integer(),
	},
	{ ...closed, $id: 'explanation', $defs: { Part: PartSchema } },
);
export interface Explanation {
	readonly schemaVersion: 1;
	readonly kind: 'xvcheck.explanation';
	readonly evaluatedAt: string;
	readonly profile: (typeof PROFILES)[number];
	readonly inputs: readonly ReportInput[];
	readonly rule: RuleDocument;
	readonly override?: { readonly severity?: string; readonly disabled?: true; readonly reason: string };
	readonly counts: { readonly fail: number; readonly unknown: number; readonly error: number; readonly asked: number };
	readonly subjects: readonly ExplainedSubject[];
	readonly more: number;
}
