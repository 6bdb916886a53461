import type { Resource } from '../../src/simulation/admission.js';
import type { Draws, MoveDraws } from '../../src/simulation/draws.js';
import type { DiskGroup, NetworkInput, SimLink, SimMove, SimPlan } from '../../src/simulation/model.js';

/** A powered-off VM without disks, costs or space; `over` gives it what a test is about. */
export function simMove(id: string, over: Partial<SimMove> = {}): SimMove {
	return {
		id,
		name: id,
		hot: false,
		memory: 0,
		disks: [],
		diskCount: 0,
		links: [0],
		streams: 1,
		costs: [],
		space: [],
		...over,
	};
}

export function diskGroup(bytes: number, over: Partial<DiskGroup> = {}): DiskGroup {
	return { bytes, provisioned: bytes, protocol: 'vmotion', ...over };
}

interface Parts {
	readonly moves: readonly SimMove[];
	/** byte/s */
	readonly goodput?: number;
	readonly network?: Partial<NetworkInput>;
	/** Links after the WAN link. */
	readonly links?: readonly SimLink[];
	readonly resources?: readonly Resource[];
	readonly datastores?: SimPlan['datastores'];
	readonly dispatch?: number;
}

/** A plan over one link of 100 MB/s without distance, tasks starting at once. */
export function simPlan(parts: Parts): SimPlan {
	const goodput = parts.goodput ?? 1e8;
	return {
		moves: parts.moves,
		links: [{ name: 'link', kind: 'wan' }, ...(parts.links ?? [])],
		resources: parts.resources ?? [],
		datastores: parts.datastores ?? [],
		network: { goodput, measured: true, rtt: 0, loss: 0, mtu: 1500, ...parts.network },
		dispatch: parts.dispatch ?? 0,
	};
}

/** Draws without any fixed time, so that only transfers take time; `over` per move. */
export function drawsOf(plan: SimPlan, over: Partial<MoveDraws> = {}): Draws {
	const move: MoveDraws = { fixed: 0, checkpoint: 0, roundTrips: 0, zeroShare: 0, guest: 0, share: 0, ...over };
	return {
		capacities: plan.links.map(({ kind, capacity }) =>
			kind === 'wan' ? plan.network.goodput : (capacity ?? Number.POSITIVE_INFINITY),
		),
		moves: plan.moves.map(() => move),
	};
}

/** Wire rate with one stream helper of 15 Gbps, worked out apart from the code under test. */
export function wireByHand(goodput: number, streams = 1): number {
	return goodput / Math.cbrt(1 + (goodput / (streams * 1.875e9)) ** 3);
}
