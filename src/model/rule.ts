import { type Static, Type } from 'typebox';
import { AREAS, FAQ_KEYS, PROFILES, SEVERITIES, SUBJECTS } from './vocabulary.js';

const o = Type.Optional;
const closed = { additionalProperties: false } as const;
const Subject = Type.Enum([...SUBJECTS]);
const SeverityName = Type.Enum([...SEVERITIES]);

export const RuleSource = Type.Object(
	{ title: Type.String({ minLength: 1 }), kind: Type.Enum(['vendor', 'article', 'judgement']), url: o(Type.String()) },
	closed,
);

/** A rule as its YAML file says it (design 5). `when`, `expect`, severity conditions and `{{…}}` in messages are CEL. */
export const RuleDocument = Type.Object(
	{
		id: Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' }),
		title: Type.String({ minLength: 1 }),
		area: Type.Enum([...AREAS]),
		status: o(Type.Enum(['experimental', 'stable', 'deprecated'])),
		aliases: o(Type.Array(Type.String())),
		subject: Type.Union([Subject, Type.Array(Subject, { minItems: 1 })]),
		/** Hosts that a `vm-host` rule is asked about: the usable ones (default), or all that the placement allows. */
		over: o(Type.Enum(['usable', 'allowed'])),
		profiles: o(Type.Array(Type.Enum([...PROFILES]), { minItems: 1 })),
		when: o(Type.String()),
		severity: Type.Union([
			SeverityName,
			Type.Array(Type.Object({ when: o(Type.String()), severity: SeverityName }, closed), { minItems: 1 }),
		]),
		expect: Type.String({ minLength: 1 }),
		message: Type.String({ minLength: 1 }),
		why: Type.String({ minLength: 1 }),
		remediation: Type.Object(
			{
				text: Type.String({ minLength: 1 }),
				commands: o(
					Type.Array(
						Type.Object(
							{ tool: Type.Enum(['powercli', 'esxcli', 'govc', 'xvcheck', 'shell']), run: Type.String() },
							closed,
						),
					),
				),
			},
			closed,
		),
		faults: o(Type.Array(Type.String())),
		faq: o(Type.Enum([...FAQ_KEYS])),
		/** What never travels: reported once, apart from the warnings (clarifications 5.11). */
		leftBehind: o(Type.Boolean()),
		/** Who can answer when this stays an open question, for example "network team". */
		askWho: o(Type.String()),
		/** What is asked while nobody can tell; a title states the failure, which nobody has seen. */
		question: o(Type.String()),
		/** Lines of a plan's `declared` section that answer it; `{{…}}` allowed. */
		declare: o(Type.String()),
		/** Said by a rule that answers none of the documented checks (clarifications 8.2), so that it is not counted among them. */
		documented: o(Type.Literal(false)),
		sources: o(Type.Array(RuleSource, { minItems: 1 })),
		source: o(Type.Literal('local')),
	},
	{ ...closed, $id: 'rule' },
);
export type RuleDocument = Static<typeof RuleDocument>;

/** One case of a rule: data that matter, and what must come out. */
export const RuleCase = Type.Object(
	{
		name: Type.String({ minLength: 1 }),
		profile: o(Type.Enum([...PROFILES])),
		subject: o(Subject),
		/** Variables of the expression (`vm`, `host`, `plan`, facts by name, `source`/`destination` as small inventories). */
		given: Type.Record(Type.String(), Type.Unknown()),
		expect: Type.Object(
			{
				outcome: Type.Enum(['pass', 'fail', 'unknown', 'not-applicable', 'error']),
				severity: o(SeverityName),
				observed: o(Type.Record(Type.String(), Type.Unknown())),
				missing: o(Type.Array(Type.String())),
				message: o(Type.String()),
			},
			closed,
		),
	},
	closed,
);
export type RuleCase = Static<typeof RuleCase>;
export const RuleCases = Type.Object(
	{ rule: Type.String(), cases: Type.Array(RuleCase, { minItems: 1 }) },
	{ ...closed, $id: 'cases' },
);
export type RuleCases = Static<typeof RuleCases>;
