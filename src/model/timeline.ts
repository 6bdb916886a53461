import { type Static, Type } from 'typebox';
import { MissingDatum } from './coverage.js';

const o = Type.Optional;
const closed = { additionalProperties: false } as const;
const N = Type.Number();
/** A distribution in seconds. */
const Range = Type.Object({ p5: N, p50: N, p95: N }, closed);

/** What the simulation expects of the move (design 6.3). Seconds and bytes; a missing input is named in `unknown`, never 0. */
export const Timeline = Type.Object(
	{
		seed: N,
		replications: N,
		/** `measured`: a measured throughput was given; `blind`: the line rate is all that is known. */
		mode: Type.Enum(['measured', 'blind']),
		assumptions: Type.Array(Type.String()),
		notValidated: Type.Array(Type.String()),
		/** Data that were missing: what could not be simulated, and why. */
		unknown: Type.Array(Type.Object({ what: Type.String(), missing: Type.Array(MissingDatum) }, closed)),
		/** Start of virtual time, ISO 8601 UTC, when the plan has a window. */
		windowStart: o(Type.String()),
		makespan: o(Range),
		probability: o(Type.Object({ sdps: o(N), stunOver1s: o(N), fail: o(N), outsideWindow: o(N) }, closed)),
		bytes: o(N),
		bottleneck: o(Type.Object({ resource: Type.String(), share: N }, closed)),
		moves: Type.Array(
			Type.Object(
				{
					vm: Type.Object({ id: Type.String(), name: Type.String() }, closed),
					start: o(N),
					end: o(N),
					phases: Type.Array(
						Type.Object(
							{ name: Type.Enum(['connect', 'disks', 'memory', 'cutover', 'wait']), start: N, end: N, bytes: o(N) },
							closed,
						),
					),
					rounds: o(N),
					sdps: o(Type.Object({ used: Type.Boolean(), slowdown: N }, closed)),
					stun: o(Type.Object({ p50: N, p95: N }, closed)),
					waits: Type.Array(Type.Object({ resource: Type.String(), seconds: N }, closed)),
					outcome: Type.Enum(['moved', 'failed', 'unknown']),
					cause: o(Type.String()),
				},
				closed,
			),
		),
		datastores: Type.Array(
			Type.Object(
				{ id: Type.String(), name: Type.String(), freeBefore: o(N), freeAfter: o(N), lowest: o(N), lowestAt: o(N) },
				closed,
			),
		),
		links: Type.Array(Type.Object({ name: Type.String(), utilisation: Type.Array(N) }, closed)),
	},
	{ ...closed, $id: 'timeline' },
);
export type Timeline = Static<typeof Timeline>;
