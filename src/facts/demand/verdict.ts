import type { MissingDatum } from '../../model/coverage.js';
import type { Datastore } from '../../model/inventory/storage.js';
import { type Amount, add, addParts, fitsIn, NOTHING, type Parts, scale, totalOf, ZERO } from './amount.js';
import type { Landing, Pool } from './landings.js';
import { type OpenSum, openSum } from './open-sum.js';

/** Raw space per byte on the datastore: 1 but on vSAN. `usual` is what the default policy takes. */
export interface Factor {
	readonly low: number;
	readonly high: number;
	/** The policy that the plan does not name. */
	readonly missing?: MissingDatum;
	/** Nobody tells the type of the datastore, which may be vSAN. */
	readonly untyped?: boolean;
}

/** What was found about one datastore, before it is put into words. */
export interface Demand {
	/** All that surely lands here, after the factor. */
	readonly need: Amount;
	readonly parts: Parts;
	readonly count: number;
	readonly open: boolean;
	readonly fits?: boolean;
	/** Not known because the plan leaves the datastore open. */
	readonly undecided?: boolean;
}

/** Judges a datastore by what lands on it for certain, and by what may land on it while the plan leaves that open. */
export function judge(
	datastore: Datastore,
	pool: Pool,
	factor: Factor,
	freeOf: (candidate: Datastore) => number | undefined,
): Demand {
	const parts = pool.landings.reduce((sum, landing) => addParts(sum, landing.parts), NOTHING);
	const fixed = scale(totalOf(parts), factor.low, factor.high);
	const free = freeOf(datastore);
	const alone = { need: fixed, parts, count: pool.landings.length, open: false };
	if (pool.open.length === 0) return { ...alone, ...known(fitsIn(fixed, free)) };

	const open = openSum(pool.open, freeOf);
	const openParts = open.parts;
	const most = add(fixed, scale(totalOf(openParts), factor.low, factor.high));
	const all = { parts: addParts(parts, openParts), count: count(pool, open), open: true };
	if (fitsIn(most, free) === true) return { ...all, need: most, fits: true };
	const fixedFits = fitsIn(fixed, free);
	if (fixedFits === false) return { ...alone, fits: false };
	const shortage = openShortage(open, fixed, factor);
	if (shortage === undefined) return { ...all, need: { low: fixed.low, high: most.high }, undecided: true };
	if (open.roomiest === datastore) return { ...all, need: shortage, fits: false };
	return { ...alone, ...known(fixedFits) };
}

const known = (fits: boolean | undefined): { fits?: boolean } => (fits === undefined ? {} : { fits });

function count(pool: Pool, open: OpenSum): number {
	const placed = new Set(pool.landings.map((landing) => landing.move));
	let more = 0;
	for (const move of placed) if (!open.moves.has(move)) more++;
	return open.moves.size + more;
}

/** The demand that no choice can satisfy: more than all candidates have together, or one VM that fits on none. */
function openShortage(open: OpenSum, fixed: Amount, factor: Factor): Amount | undefined {
	if (open.freeTogether === undefined) return undefined;
	const total = add(fixed, scale(totalOf(open.parts), factor.low, factor.high));
	return total.low > open.freeTogether ? total : open.homeless(factor.low, factor.high);
}

/** Where space ends when VMs move in plan order, and which of them would have to stay for the rest to fit. */
export function runOut(
	landings: readonly Landing[],
	factor: Factor,
	free: number,
): { endsAt?: Landing; stay: Landing[] } {
	let used = 0;
	const stay: Landing[] = [];
	for (const landing of landings) {
		const need = totalOf(landing.parts).low * factor.low;
		if (used + need > free) stay.push(landing);
		else used += need;
	}
	return stay[0] ? { endsAt: stay[0], stay } : { stay };
}

/**
 * Whether one part makes the difference (clarifications 4.9): the demand fits without it. Undefined when that is not known;
 * false when there is no such part, or when space is short anyway.
 */
export function decides(
	demand: Demand,
	part: 'swap' | 'snapshots',
	factor: Factor,
	free: number | undefined,
): boolean | undefined {
	if (demand.parts[part].high === 0) return false;
	if (demand.fits === true) return true;
	const without = scale(totalOf({ ...demand.parts, [part]: ZERO }), factor.low, factor.high);
	const fits = fitsIn(without, free);
	return demand.fits === undefined ? fits === true : fits;
}
