import { type Static, Type } from 'typebox';
import { CoverageEntry } from './coverage.js';
import { Finding } from './finding.js';
import { RuleSource } from './rule.js';
import { Timeline } from './timeline.js';
import { AREAS, FAQ_KEYS, PROFILES, SEVERITIES, VERDICTS, VM_VERDICTS } from './vocabulary.js';

const o = Type.Optional;
const closed = { additionalProperties: false } as const;
const Count = Type.Integer({ minimum: 0 });

export const ReportInput = Type.Object(
	{
		side: Type.Enum(['source', 'destination']),
		kind: Type.String(),
		location: Type.String(),
		sha256: o(Type.String()),
		collectedAt: Type.String(),
		collectedAtFrom: o(Type.String()),
		/** What failed while it was read: only a part of it is known. */
		partial: o(Type.Array(Type.String())),
		/** What it filled in where better inputs of the same vCenter say nothing: of how many objects. */
		filled: o(Type.Array(Type.Object({ collection: Type.String(), datum: Type.String(), count: Count }, closed))),
		vcenter: Type.Object(
			{
				name: o(Type.String()),
				version: o(Type.String()),
				build: o(Type.Number()),
				instanceUuid: o(Type.String()),
			},
			closed,
		),
	},
	closed,
);
export type ReportInput = Static<typeof ReportInput>;

/** Texts of a rule, once per report. */
export const ReportRule = Type.Object(
	{
		title: Type.String(),
		area: Type.Enum([...AREAS]),
		why: Type.String(),
		remediation: Type.Object(
			{
				text: Type.String(),
				commands: o(Type.Array(Type.Object({ tool: Type.String(), run: Type.String() }, closed))),
			},
			closed,
		),
		sources: Type.Array(RuleSource),
		faults: Type.Array(Type.String()),
		faq: o(Type.Enum([...FAQ_KEYS])),
		askWho: o(Type.String()),
		/** What is asked while nobody can tell; a title states the failure, which nobody has seen. */
		question: o(Type.String()),
		declare: o(Type.String()),
	},
	closed,
);
export type ReportRule = Static<typeof ReportRule>;

const FaqOutcome = Type.Enum(['pass', 'fail', 'unknown', 'not-applicable']);

/** The report (design 6.2): what `--json` writes and every reporter renders. */
export const Report = Type.Object(
	{
		schemaVersion: Type.Literal(1),
		tool: Type.Object({ name: Type.String(), version: Type.String() }, closed),
		/** `rules` are those that answer a documented check, `documented` the checks that there are. */
		rulePack: Type.Object({ rules: Count, documented: Count, hash: Type.String() }, closed),
		generatedAt: Type.String(),
		evaluatedAt: Type.String(),
		profile: Type.Enum([...PROFILES]),
		/** What the move is, for the header of every rendering. */
		plan: Type.Object(
			{
				name: o(Type.String()),
				file: o(Type.String()),
				move: Type.Enum(['hot', 'cold']),
				storage: Type.Enum(['move', 'keep']),
				failOn: Type.Enum(['blocker', 'warning', 'info']),
				/** Rule ids, or `questions`, whose unknowns the gate accepts. */
				allowUnknown: o(Type.Array(Type.String())),
				/** Warnings that the gate allows; more of them fail it. */
				maxWarnings: o(Count),
				windowStart: o(Type.String()),
				windowEnd: o(Type.String()),
				bandwidth: o(Type.Number()),
				rtt: o(Type.Number()),
				/** Hot moves at a time that the link supports (clarifications 4.6). */
				movesAtATime: o(Count),
			},
			closed,
		),
		/** Rules that the plan judges differently from the pack, and why. */
		overrides: o(
			Type.Array(
				Type.Object(
					{
						rule: Type.String(),
						severity: o(Type.Enum([...SEVERITIES])),
						disabled: o(Type.Literal(true)),
						reason: Type.String(),
						where: Type.String(),
					},
					closed,
				),
			),
		),
		/** Tables of the rule pack that the user replaced (`--data`): their schema, version and content. */
		tables: o(
			Type.Array(
				Type.Object(
					{
						name: Type.String(),
						schemaVersion: Type.Integer(),
						version: Type.String(),
						location: Type.String(),
						sha256: Type.String(),
					},
					closed,
				),
			),
		),
		inputs: Type.Array(ReportInput),
		/** Runs of probes that were given: from where, when, and how many results. A stale one does not count. */
		probes: o(
			Type.Array(
				Type.Object(
					{
						location: Type.String(),
						vantage: Type.String(),
						startedAt: Type.String(),
						finishedAt: Type.String(),
						results: Count,
						problems: o(Type.Array(Type.String())),
						stale: o(Type.Literal(true)),
					},
					closed,
				),
			),
		),
		verdict: Type.Enum([...VERDICTS]),
		summary: Type.Object(
			{
				vms: Type.Object(
					{
						total: Count,
						ready: Count,
						readyWithWarnings: Count,
						clear: Count,
						inconclusive: Count,
						blocked: Count,
						moved: Count,
					},
					closed,
				),
				hosts: Type.Object({ source: Count, destination: Count }, closed),
				/** Bytes that move: disks that land on the destination, absent while unknown. */
				bytes: o(Type.Number()),
				findings: Type.Object({ pass: Count, fail: Count, unknown: Count, notApplicable: Count, error: Count }, closed),
				faq: Type.Object(
					Object.fromEntries(FAQ_KEYS.map((key) => [key, FaqOutcome])) as Record<string, typeof FaqOutcome>,
					closed,
				),
			},
			closed,
		),
		/** What decided the exit code. */
		decidedBy: o(
			Type.Object(
				{
					rule: Type.String(),
					subject: Type.String(),
					outcome: Type.String(),
					/** Why a finding below the threshold decided: "31 warnings, and 30 are allowed". */
					because: o(Type.String()),
				},
				closed,
			),
		),
		/** The report whose findings do not count for the gate, and how many of its findings are mended. */
		baseline: o(
			Type.Object(
				{ location: Type.String(), evaluatedAt: Type.String(), known: Count, fresh: Count, fixed: Count },
				closed,
			),
		),
		vms: Type.Array(
			Type.Object(
				{
					id: Type.String(),
					name: Type.String(),
					path: o(Type.String()),
					verdict: Type.Enum([...VM_VERDICTS]),
					findings: Type.Array(Count),
				},
				closed,
			),
		),
		rules: Type.Record(Type.String(), ReportRule),
		findings: Type.Array(Finding),
		leftBehind: Type.Array(Type.Object({ rule: Type.String(), count: Count, unknown: o(Count) }, closed)),
		coverage: Type.Array(
			Type.Object({ side: Type.Enum(['source', 'destination']), ...CoverageEntry.properties }, closed),
		),
		/**
		 * The data that findings and timeline miss, by the name that they use: what people call each, and what would have told it
		 * (tab and column, property and privilege, or a key of the plan).
		 */
		data: o(
			Type.Record(
				Type.String(),
				Type.Object(
					{
						name: Type.String(),
						told: Type.Array(Type.Object({ side: o(Type.Enum(['source', 'destination'])), by: Type.String() }, closed)),
					},
					closed,
				),
			),
		),
		/** Inputs whose age passed `policy.maxAge`, by position in `inputs`. */
		staleInputs: o(Type.Array(Count)),
		routes: Type.Array(
			Type.Object(
				{
					vm: Type.String(),
					/** Id and title of the route. */
					route: Type.String(),
					title: o(Type.String()),
					conditions: Type.Array(Type.String()),
					unknown: Type.Array(Type.String()),
				},
				closed,
			),
		),
		/** What was inferred and not seen, of whole sides. */
		assumptions: o(Type.Array(Type.String())),
		/** Declared data that the plan carries, for the reader. */
		declared: o(
			Type.Array(
				Type.Object({ where: Type.String(), evidence: Type.String(), expired: o(Type.Literal(true)) }, closed),
			),
		),
		timeline: o(Timeline),
		exitCode: Type.Integer(),
	},
	{ ...closed, $id: 'report' },
);
export type Report = Static<typeof Report>;
