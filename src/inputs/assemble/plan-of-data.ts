import type { Collector, Datum } from '../../collectors/contract.js';
import { COLLECTIONS, type Collection } from '../../model/inventory/inventory.js';

/** A datum with its name, as assembling goes through them. */
export interface NamedDatum {
	readonly name: string;
	readonly datum: Datum;
}

/**
 * All data by collection, in collector order. Two collectors that declare one datum are a defect.
 * @throws Error naming both.
 */
export function dataByCollection(collectors: Iterable<Collector>): ReadonlyMap<Collection, readonly NamedDatum[]> {
	const all = new Map<Collection, NamedDatum[]>(COLLECTIONS.map((collection) => [collection, []]));
	const owners = new Map<string, string>();
	for (const { concern, parts } of collectors)
		for (const { collection, data } of parts)
			for (const [name, datum] of Object.entries(data)) {
				const owner = owners.get(`${collection}.${name}`);
				if (owner !== undefined) throw new Error(`${collection}.${name} is declared by ${owner} and by ${concern}`);
				owners.set(`${collection}.${name}`, concern);
				all.get(collection)?.push({ name, datum });
			}
	return all;
}

/** The names of data as coverage lists them: each datum, then the fields that its items should have. */
export function coverageNames(data: readonly NamedDatum[]): string[] {
	return data.flatMap(({ name, datum }) => [name, ...(datum.items ?? []).map((field) => `${name}.${field}`)]);
}
