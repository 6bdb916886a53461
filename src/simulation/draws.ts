import type { SimPlan } from './model.js';
import { GUEST, LINK, RATES, TIMES } from './parameters.js';
import { blindFloor, mtuEfficiency } from './path.js';
import { RandomStream } from './random.js';

/** What chance decides about one VM. */
export interface MoveDraws {
	/** Seconds to prepare and finish. */
	readonly fixed: number;
	readonly checkpoint: number;
	readonly roundTrips: number;
	readonly zeroShare: number;
	/** Factor on the guest's dirtying and writing. */
	readonly guest: number;
	/** Standard normal: how this flow fares beside others. */
	readonly share: number;
}

/** What chance decides in one replication. `capacities` are of the plan's links, in byte/s. */
export interface Draws {
	readonly capacities: readonly number[];
	readonly moves: readonly MoveDraws[];
}

/** Purpose of the stream that draws what all VMs share; VM i uses i + 1, so that leaving one out moves no other. */
const SITE = 0;

/** Every draw at its peak or median: the one replication that can be worked out by hand. */
export function nominalDraws(plan: SimPlan): Draws {
	const move: MoveDraws = {
		fixed: TIMES.fixed.mode,
		checkpoint: TIMES.checkpoint.mode,
		roundTrips: TIMES.roundTrips.mode,
		zeroShare: GUEST.zeroShare.mode,
		guest: 1,
		share: 0,
	};
	return {
		capacities: plan.links.map(({ kind, capacity }) =>
			kind === 'wan' ? plan.network.goodput : (capacity ?? RATES.storage),
		),
		moves: plan.moves.map(() => move),
	};
}

/** The draws of one replication. */
export function sampledDraws(plan: SimPlan, seed: number, replication: number): Draws {
	const site = new RandomStream(seed, replication, SITE);
	const capacities = plan.links.map(({ kind, capacity }) => {
		if (kind === 'wan') return goodput(plan, site);
		return capacity ?? site.logNormal(RATES.storage, RATES.storageSigma);
	});
	return { capacities, moves: plan.moves.map((_, i) => moveDraws(new RandomStream(seed, replication, i + 1))) };
}

function moveDraws(random: RandomStream): MoveDraws {
	const triangular = ({ low, mode, high }: { low: number; mode: number; high: number }): number =>
		random.triangular(low, mode, high);
	return {
		fixed: triangular(TIMES.fixed),
		checkpoint: triangular(TIMES.checkpoint),
		roundTrips: triangular(TIMES.roundTrips),
		zeroShare: triangular(GUEST.zeroShare),
		guest: random.logNormal(1, GUEST.sigma),
		share: random.normal(),
	};
}

/**
 * Goodput of the link in byte/s. Measured: the figure with its run-to-run noise. Blind: a share of the line rate that
 * reaches down to 12 % on fast links, where a single migration seldom fills them.
 */
function goodput({ network }: SimPlan, random: RandomStream): number {
	if (network.measured) return random.logNormal(network.goodput, LINK.sigma);
	const bits = network.bitsPerSecond ?? 0;
	const efficiency = mtuEfficiency(network.mtu);
	const share =
		bits <= 1e9
			? random.triangular(LINK.slow.low, LINK.slow.mode, LINK.slow.high)
			: random.logUniform(blindFloor(bits), LINK.fast.high);
	return (bits / 8) * Math.min(share, efficiency);
}
