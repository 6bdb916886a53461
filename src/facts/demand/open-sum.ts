import type { Datastore } from '../../model/inventory/storage.js';
import type { Move } from '../../model/scope.js';
import { type Amount, addParts, fitsIn, NOTHING, type Parts, scale, totalOf } from './amount.js';
import type { OpenLanding } from './landings.js';

type FreeOf = (candidate: Datastore) => number | undefined;

/** What can be said of a list of open landings as a whole. Many datastores share the list, and then this too. */
export interface OpenSum {
	readonly parts: Parts;
	readonly moves: ReadonlySet<Move>;
	/** Free space of all candidates, undefined while that of one is not known. */
	readonly freeTogether: number | undefined;
	/** The candidate with most free space stands for all of them, so that one shortage is reported once. */
	readonly roomiest: Datastore | undefined;
	/** What the first VM needs that fits on none of its candidates, for a factor of raw space. */
	homeless(low: number, high: number): Amount | undefined;
}

const KNOWN = new WeakMap<readonly OpenLanding[], OpenSum>();

export function openSum(landings: readonly OpenLanding[], freeOf: FreeOf): OpenSum {
	const known = KNOWN.get(landings);
	if (known) return known;
	const made = sumUp(landings, freeOf);
	KNOWN.set(landings, made);
	return made;
}

function sumUp(landings: readonly OpenLanding[], freeOf: FreeOf): OpenSum {
	const lists = new Set(landings.map((landing) => landing.candidates));
	const candidates = [...new Set([...lists].flat())];
	const frees = candidates.map(freeOf);
	const complete = frees.filter((free) => free !== undefined);
	const most = new Map([...lists].map((list) => [list, mostFree(list, freeOf)]));
	const homeless = new Map<string, Amount | undefined>();
	return {
		parts: landings.reduce((sum, landing) => addParts(sum, landing.parts), NOTHING),
		moves: new Set(landings.map((landing) => landing.move)),
		freeTogether: complete.length === frees.length ? complete.reduce((sum, free) => sum + free, 0) : undefined,
		roomiest: roomiest(candidates, freeOf),
		homeless(low, high) {
			const key = `${low} ${high}`;
			if (!homeless.has(key)) homeless.set(key, firstHomeless(landings, most, low, high));
			return homeless.get(key);
		},
	};
}

function firstHomeless(
	landings: readonly OpenLanding[],
	most: ReadonlyMap<readonly Datastore[], number | undefined>,
	low: number,
	high: number,
): Amount | undefined {
	for (const landing of landings) {
		const need = scale(totalOf(landing.parts), low, high);
		if (fitsIn(need, most.get(landing.candidates)) === false) return need;
	}
	return undefined;
}

/** Most free space of one candidate; undefined while that of one is not known. */
function mostFree(candidates: readonly Datastore[], freeOf: FreeOf): number | undefined {
	const frees = candidates.map(freeOf);
	return frees.includes(undefined) ? undefined : Math.max(...(frees as number[]));
}

function roomiest(candidates: readonly Datastore[], freeOf: FreeOf): Datastore | undefined {
	let best: Datastore | undefined;
	for (const candidate of candidates) if (!best || (freeOf(candidate) ?? 0) > (freeOf(best) ?? 0)) best = candidate;
	return best;
}
