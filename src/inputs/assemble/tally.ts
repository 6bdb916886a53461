import type { CoverageEntry, MissingReason } from '../../model/coverage.js';
import { COLLECTIONS, type Collection } from '../../model/inventory/inventory.js';

const MAX_EXAMPLES = 5;

interface Count {
	count: number;
	readonly examples: string[];
	readonly objects: Noted[];
}

/** An object of an inventory that can carry gaps. */
export interface Noted {
	gaps?: Record<string, MissingReason>;
}

/** Counts what a source did not tell, and settles each datum's usual reason at the end. */
export class Tally {
	readonly #counts = new Map<string, Map<string, Map<MissingReason, Count>>>();

	/** Fixes the order in which the data of a collection are listed, whichever of them turns out to be missing first. */
	order(collection: Collection, data: Iterable<string>): void {
		const known = getOrAdd(this.#counts, collection, () => new Map<string, Map<MissingReason, Count>>());
		for (const datum of data) getOrAdd(known, datum, () => new Map<MissingReason, Count>());
	}

	/** `object` lacks `datum`; `example` names it, or the place that could not be read. */
	add(collection: Collection, datum: string, reason: MissingReason, example: string, object?: Noted): void {
		const data = getOrAdd(this.#counts, collection, () => new Map<string, Map<MissingReason, Count>>());
		const reasons = getOrAdd(data, datum, () => new Map<MissingReason, Count>());
		const count = getOrAdd(reasons, reason, () => ({ count: 0, examples: [], objects: [] }));
		count.count++;
		if (count.examples.length < MAX_EXAMPLES && !count.examples.includes(example)) count.examples.push(example);
		if (object !== undefined) count.objects.push(object);
	}

	/**
	 * The coverage, by collection and datum in their order, each datum's commonest reason first; objects with another
	 * reason get it into their `gaps`.
	 */
	finish(): CoverageEntry[] {
		const coverage: CoverageEntry[] = [];
		for (const collection of COLLECTIONS)
			for (const [datum, reasons] of this.#counts.get(collection) ?? []) {
				const ordered = [...reasons].sort(([, a], [, b]) => b.objects.length - a.objects.length || b.count - a.count);
				for (const [index, [reason, { count, examples, objects }]] of ordered.entries()) {
					coverage.push({ collection, datum, reason, count, examples });
					if (index > 0) for (const object of objects) object.gaps = { ...object.gaps, [datum]: reason };
				}
			}
		return coverage;
	}
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
	let value = map.get(key);
	if (value === undefined) {
		value = make();
		map.set(key, value);
	}
	return value;
}
