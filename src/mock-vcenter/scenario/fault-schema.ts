import { type Static, Type } from 'typebox';
import { SIZE_PATTERN } from './units.js';

const o = Type.Optional;
const closed = { additionalProperties: false } as const;
const Duration = Type.String({ pattern: '^\\d+(\\.\\d+)?(ms|s|min|m|h)$' });
const Globs = Type.Array(Type.String(), { minItems: 1 });

/** Which requests (or connections) a fault is for. Those that fit are counted as they come; without a key it is every request. */
const SelectionSpec = Type.Object(
	{
		/** vim25 method, `RetrievePropertiesEx`; of a REST request its verb, `GET`. */
		method: o(Type.String()),
		/** vim25 type: that of a property read or of its pages, of a view, else that of the object which the method is called on. */
		type: o(Type.String()),
		/** Path of the request, `/sdk` for SOAP. */
		path: o(Type.String()),
		/** True selects connections, before TLS, instead of requests. */
		connection: o(Type.Literal(true)),
		/** Number of the first that is hit, from 1. */
		from: o(Type.Integer({ minimum: 1 })),
		/** How many are hit; all that follow when absent. */
		times: o(Type.Integer({ minimum: 1 })),
	},
	closed,
);

/** What comes back instead of the answer, or what becomes of it. */
const ANSWERS = [
	/** The connection is reset. */
	'reset',
	/** The connection is reset after half of the answer. */
	'reset-midway',
	/** Nothing is ever sent. */
	'stall',
	/** Nothing more is sent after half of the answer. */
	'stall-midway',
	/** The XML ends in the middle; as HTTP the answer is complete. */
	'truncated',
	/** The answer is filled up with white space to `size`. */
	'oversize',
	/** A login page, with status 200. */
	'html',
	/** The answer carries a document type declaration. */
	'doctype',
	/** Status 302 to `location`. */
	'redirect',
	/** The session ends just before the request, as by a time-out. */
	'session-expired',
	/** The server stops: this connection is reset, and further ones are refused. */
	'shutdown',
] as const;

/** One way in which a mock vCenter misbehaves. Delays and rates of several that hit one request add up; its answer is that of the first. */
export const FaultSpec = Type.Object(
	{
		on: o(SelectionSpec),
		/** Time before the answer, `200ms`. */
		delay: o(Duration),
		/** Bytes of the answer per second, `64KiB/s`. */
		rate: o(Type.String({ pattern: '^\\d+(\\.\\d+)?\\s*([kKMG]i?)?B/s$' })),
		answer: o(Type.Enum([...ANSWERS])),
		/** Of `oversize`; 600MiB when absent. */
		size: o(Type.String({ pattern: SIZE_PATTERN })),
		/** Of `redirect`. */
		location: o(Type.String()),
		/** HTTP status with an empty body: 429, 503. */
		status: o(Type.Integer({ minimum: 400, maximum: 599 })),
		/** Seconds, or an HTTP date, in the `Retry-After` of `status`. */
		retryAfter: o(Type.Union([Type.Integer({ minimum: 0 }), Type.String()])),
		/** vim25 fault: `NoPermission`, `ManagedObjectNotFound`, `RequestCanceled`. */
		fault: o(Type.String({ pattern: '^[A-Z]\\w*$' })),
		/** Text of `fault`. */
		text: o(Type.String()),
		/** Name of the object that `fault` names. */
		object: o(Type.String()),
		/** Privilege that `fault` names. */
		privilege: o(Type.String()),
		/** Names (globs) of VMs, datastores or networks that are deleted just before the answer. */
		vanish: o(Globs),
	},
	closed,
);
export type FaultSpec = Static<typeof FaultSpec>;

/** The account that the mock accepts. */
export const AccountSpec = Type.Object(
	{
		/** Locked from the beginning: every login is refused. */
		locked: o(Type.Boolean()),
		/** Wrong passwords after which it is locked. */
		lockAfter: o(Type.Integer({ minimum: 1 })),
	},
	closed,
);
