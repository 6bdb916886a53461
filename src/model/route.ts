import { type Static, Type } from 'typebox';
import { RuleSource } from './rule.js';

const closed = { additionalProperties: false } as const;
const text = Type.String({ minLength: 1 });

/** Kinds of routes, in the order in which they are advised (clarifications 8.7). `v2v` is told on request only. */
export const ROUTE_KINDS = ['native', 'hcx', 'replication', 'v2v'] as const;

/** Another way for a VM that XvMotion cannot move, as its YAML file says it. */
export const RouteDocument = Type.Object(
	{
		id: Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' }),
		title: text,
		kind: Type.Enum([...ROUTE_KINDS]),
		/** Place among the routes of its kind. */
		order: Type.Integer({ minimum: 1 }),
		/** Ids of the rules whose failure does not stop this route; `all` but `except` where the VM does not go through vMotion. */
		mends: Type.Union([Type.Literal('all'), Type.Array(text, { minItems: 1 })]),
		except: Type.Optional(Type.Array(text)),
		/** Conditions on the VM (CEL as in rules on VMs) with the words for them: one that fails withdraws the route, one that nobody can tell is named. */
		requires: Type.Optional(Type.Array(Type.Object({ expect: text, text }, closed))),
		/** What it takes in any case. */
		needs: Type.Optional(Type.Array(text)),
		/** What no inventory tells. */
		unknown: Type.Optional(Type.Array(text)),
		sources: Type.Array(RuleSource, { minItems: 1 }),
	},
	{ ...closed, $id: 'route' },
);
export type RouteDocument = Static<typeof RouteDocument>;
