import type { Collector } from '../collectors/contract.js';
import type { CoverageEntry } from '../model/coverage.js';
import { COLLECTIONS, type Inventory } from '../model/inventory/inventory.js';

type Item = { name?: string; id?: string; gaps?: Record<string, string> } & Record<string, unknown>;

/** Dotted names of the data that change from day to day, by collection. */
export type VolatileData = ReadonlyMap<string, readonly string[]>;

/** Which data are volatile, from the collectors' declarations (design 4). */
export function volatileData(collectors: Iterable<Collector>): VolatileData {
	const volatile = new Map<string, string[]>();
	for (const { parts } of collectors)
		for (const { collection, data } of parts)
			for (const [name, datum] of Object.entries(data))
				if (datum.volatile === true) volatile.set(collection, [...(volatile.get(collection) ?? []), name]);
	return volatile;
}

/** Seconds between the collection and the evaluation. */
export function ageSeconds(inventory: Inventory, evaluatedAt: string): number {
	return (Date.parse(evaluatedAt) - Date.parse(inventory.collectedAt)) / 1000;
}

/**
 * The inventory without its volatile data, each noted as `stale`: an old free space proves nothing (clarifications 8.1).
 * Configuration data stand. The argument is not changed.
 */
export function withoutVolatile(inventory: Inventory, volatile: VolatileData): Inventory {
	const out: Record<string, unknown> = { ...inventory };
	const coverage: CoverageEntry[] = [...inventory.coverage];
	for (const collection of COLLECTIONS) {
		const names = volatile.get(collection);
		if (names === undefined) continue;
		const items = (collection === 'vcenter' ? [inventory.vcenter] : inventory[collection]) as Item[];
		const stripped = items.map((item) => strip(item, names));
		out[collection] = collection === 'vcenter' ? stripped[0] : stripped;
		for (const datum of names) {
			const lost = items.filter((item) => valueAt(item, datum) !== undefined);
			if (lost.length > 0) coverage.push(entry(collection, datum, lost));
		}
	}
	return { ...(out as unknown as Inventory), coverage };
}

function entry(collection: string, datum: string, lost: readonly Item[]): CoverageEntry {
	const examples = lost.slice(0, 5).map((item) => item.name ?? item.id ?? collection);
	return { collection, datum, reason: 'stale', count: lost.length, examples };
}

function strip(item: Item, names: readonly string[]): Item {
	const held = names.filter((name) => valueAt(item, name) !== undefined);
	if (held.length === 0) return item;
	const out: Item = { ...item, gaps: { ...item.gaps } };
	for (const name of held) {
		const [root = '', sub] = name.split('.');
		if (sub === undefined) delete out[root];
		else {
			const { [sub]: _, ...rest } = out[root] as Record<string, unknown>;
			out[root] = rest;
		}
		if (out.gaps) out.gaps[name] = 'stale';
	}
	return out;
}

function valueAt(item: Item, name: string): unknown {
	const [root = '', sub] = name.split('.');
	const value = item[root];
	return sub === undefined ? value : (value as Record<string, unknown> | undefined)?.[sub];
}
