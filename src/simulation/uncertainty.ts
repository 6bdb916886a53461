import { sampledDraws } from './draws.js';
import type { SimPlan } from './model.js';
import { percentile, rounded } from './numbers.js';
import type { RunResult } from './result.js';
import { runOnce } from './run.js';

/** p5, p50 and p95. */
export interface Range {
	readonly p5: number;
	readonly p50: number;
	readonly p95: number;
}

/** What many replications say together. Shares of replications, 0 to 1. */
export interface Study {
	readonly replications: number;
	readonly makespan: Range;
	/** The replication whose makespan is the median. */
	readonly median: RunResult;
	/** byte/s of the link between the sites in that replication. */
	readonly linkCapacity: number;
	/** Pause of each VM at the hand-over, in plan order; absent for a VM that never had one. */
	readonly stuns: readonly ({ readonly p50: number; readonly p95: number } | undefined)[];
	readonly probability: {
		/** At least one guest was slowed down by SDPS. */
		readonly sdps: number;
		/** At least one pause took more than a second. */
		readonly stunOver1s: number;
		/** At least one move failed. */
		readonly fail: number;
		/** The last move ended after the window; absent without a window. */
		readonly outsideWindow?: number;
	};
}

/** Replications when nobody asks for a number: a function of the plan alone, so that slow machines give the same bytes. */
export function defaultReplications(moves: number): number {
	return moves <= 20 ? 1000 : Math.max(1, Math.floor(20_000 / moves));
}

/** Runs `replications` of the plan. `window` in seconds. The same arguments give the same result. */
export function studyPlan(plan: SimPlan, seed: number, replications: number, window?: number): Study {
	const makespans = new Float64Array(replications);
	const stuns = plan.moves.map(() => new Float64Array(replications).fill(Number.NaN));
	const counts = { sdps: 0, stunOver1s: 0, fail: 0, outsideWindow: 0 };
	for (let i = 0; i < replications; i++) {
		const run = runOnce(plan, sampledDraws(plan, seed, i));
		makespans[i] = run.makespan;
		for (const [move, { stun }] of run.moves.entries()) {
			if (stun !== undefined) (stuns[move] as Float64Array)[i] = stun;
		}
		if (run.moves.some((move) => move.slowest < 1)) counts.sdps++;
		if (run.moves.some((move) => (move.stun ?? 0) > 1)) counts.stunOver1s++;
		if (run.moves.some((move) => move.failure !== undefined)) counts.fail++;
		if (window !== undefined && run.makespan > window) counts.outsideWindow++;
	}
	const { outsideWindow, ...always } = counts;
	const draws = sampledDraws(plan, seed, medianIndex(makespans));
	const share = (count: number): number => rounded(count / replications);
	return {
		replications,
		makespan: rangeOf(makespans),
		median: runOnce(plan, draws),
		linkCapacity: draws.capacities[0] as number,
		stuns: stuns.map(stunRange),
		probability: {
			sdps: share(always.sdps),
			stunOver1s: share(always.stunOver1s),
			fail: share(always.fail),
			...(window === undefined ? {} : { outsideWindow: share(outsideWindow) }),
		},
	};
}

function rangeOf(values: Float64Array): Range {
	const sorted = values.slice().sort();
	return {
		p5: rounded(percentile(sorted, 0.05)),
		p50: rounded(percentile(sorted, 0.5)),
		p95: rounded(percentile(sorted, 0.95)),
	};
}

/** The replication at the median rank; among equal ones the first. */
function medianIndex(values: Float64Array): number {
	const order = Array.from(values.keys()).sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
	return percentile(order, 0.5);
}

function stunRange(values: Float64Array): { p50: number; p95: number } | undefined {
	const sorted = values.filter((value) => !Number.isNaN(value)).sort();
	if (sorted.length === 0) return undefined;
	return { p50: rounded(percentile(sorted, 0.5)), p95: rounded(percentile(sorted, 0.95)) };
}
