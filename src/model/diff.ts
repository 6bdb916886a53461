import { type Static, Type } from 'typebox';
import { FindingSubject } from './finding.js';
import { AREAS, OUTCOMES, SEVERITIES, VERDICTS, VM_VERDICTS } from './vocabulary.js';

const o = Type.Optional;
const closed = { additionalProperties: false } as const;
const Count = Type.Integer({ minimum: 0 });

/**
 * `new`: it was not there, or is worse now. `fixed`: it is gone, and its subject is still asked about. `changed`: it is there
 * with other evidence, or no longer known. `still`: as it was. `gone`: its subject or its rule is no longer asked.
 */
export const CHANGES = ['new', 'fixed', 'changed', 'still', 'gone'] as const;
export type Change = (typeof CHANGES)[number];

const Seen = Type.Object(
	{
		outcome: Type.Enum([...OUTCOMES]),
		severity: Type.Enum([...SEVERITIES]),
		message: Type.String(),
		observed: o(Type.Record(Type.String(), Type.Unknown())),
		waived: o(Type.Literal(true)),
	},
	closed,
);

const DiffSide = Type.Object(
	{
		location: Type.String(),
		evaluatedAt: Type.String(),
		verdict: Type.Enum([...VERDICTS]),
		exitCode: Type.Integer(),
		rulePack: Type.String(),
	},
	closed,
);

/** What became of the findings of one report in a later one (`xvcheck diff`). */
export const Diff = Type.Object(
	{
		schemaVersion: Type.Literal(1),
		kind: Type.Literal('xvcheck.diff'),
		old: DiffSide,
		new: DiffSide,
		/** What makes the two hard to compare: other rules, another vCenter, another profile. */
		notes: Type.Array(Type.String()),
		/** Counts of subjects, each once for every rule. */
		summary: Type.Object({ new: Count, fixed: Count, changed: Count, still: Count, gone: Count }, closed),
		findings: Type.Array(
			Type.Object(
				{
					change: Type.Enum([...CHANGES]),
					rule: Type.String(),
					title: Type.String(),
					area: Type.Enum([...AREAS]),
					fingerprint: Type.String(),
					subjects: Type.Array(FindingSubject),
					subjectCount: o(Count),
					was: o(Seen),
					is: o(Seen),
				},
				closed,
			),
		),
		/** VMs whose verdict is another one; without `was` they are new in the selection, without `is` no longer in it. */
		vms: Type.Array(
			Type.Object(
				{
					id: Type.String(),
					name: Type.String(),
					was: o(Type.Enum([...VM_VERDICTS])),
					is: o(Type.Enum([...VM_VERDICTS])),
				},
				closed,
			),
		),
		exitCode: Type.Integer(),
	},
	{ ...closed, $id: 'diff' },
);
export type Diff = Static<typeof Diff>;
