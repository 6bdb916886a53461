import type { CoverageEntry } from '../model/coverage.js';
import { COLLECTIONS, type Collection, type Inventory } from '../model/inventory/inventory.js';
import { UserError } from '../shared/errors.js';
import { type IdMaps, mapIds, matchItems } from './merge-ids.js';

type Item = {
	id: string;
	name?: string;
	gaps?: Record<string, string>;
	filledBy?: Record<string, string>;
} & Record<string, unknown>;
type Many = Exclude<Collection, 'vcenter'>;

/** Live data win over saved ones, then the newer one (design 6). */
const LIVENESS: Readonly<Record<string, number>> = { vcenter: 0, mock: 0, govc: 1, inventory: 1, rvtools: 2 };

/**
 * One inventory from several inputs of the same vCenter: the best one counts, the others fill what it does not tell. Objects
 * that only a lesser input knows are left out when the best one lists that collection: they are gone. What an input filled is
 * noted under `filledBy` with its `label`. The arguments stay.
 * @throws UserError `different-vcenters` when two inputs name different vCenters.
 */
export function mergeInventories(
	inventories: readonly Inventory[],
	side: string,
	label: (input: Inventory) => string = ({ source, collectedAt }) =>
		`${source.kind} ${source.location} of ${collectedAt}`,
): Inventory {
	const [best, ...others] = [...inventories].sort(
		(a, b) =>
			(LIVENESS[a.source.kind] ?? 1) - (LIVENESS[b.source.kind] ?? 1) ||
			Date.parse(b.collectedAt) - Date.parse(a.collectedAt),
	);
	if (best === undefined) throw new UserError('plan-without-side', `The plan names no ${side}.`);
	return others.reduce((merged, other) => {
		checkSame(merged, other, side);
		return mergeTwo(merged, other, label(other));
	}, best);
}

function checkSame(one: Inventory, other: Inventory, side: string): void {
	const [a, b] = [one.vcenter.instanceUuid, other.vcenter.instanceUuid];
	if (a === undefined || b === undefined || a.toLowerCase() === b.toLowerCase()) return;
	throw new UserError(
		'different-vcenters',
		`The inputs of the ${side} are of different vCenters: ${one.source.location} (${one.vcenter.name ?? a}) and ${other.source.location} (${other.vcenter.name ?? b}).`,
		{ suggestions: ['A side lists inputs of one vCenter only. Make two plans.'] },
	);
}

function mergeTwo(best: Inventory, other: Inventory, label: string): Inventory {
	const maps = {} as Record<Many, ReadonlyMap<string, string>>;
	const lists = COLLECTIONS.filter((name): name is Many => name !== 'vcenter');
	for (const name of lists) maps[name] = matchItems(best[name] as Item[], other[name] as Item[]);
	const filled = new Filled(label);
	const merged: Record<string, unknown> = { ...best };
	for (const name of lists) merged[name] = mergeLists(name, best, other, maps, filled);
	merged['vcenter'] = fillItem('vcenter', { id: '', ...best.vcenter }, { id: '', ...other.vcenter }, filled);
	delete (merged['vcenter'] as { id?: string }).id;
	const result = merged as unknown as Inventory;
	return { ...result, coverage: remaining(result, filled) };
}

function mergeLists(name: Many, best: Inventory, other: Inventory, maps: IdMaps, filled: Filled): Item[] {
	const own = best[name] as Item[];
	const theirs = (other[name] as Item[]).map((item) => mapIds(item, maps, maps[name]));
	if (own.length === 0) {
		for (const item of theirs) filled.note(item, name, '*');
		return theirs;
	}
	const byId = new Map(theirs.map((item) => [item.id, item]));
	return own.map((item) => {
		const match = byId.get(item.id);
		return match ? fillItem(name, item, match, filled) : item;
	});
}

/** The item with what only the other one tells. `gaps` of what was filled are closed. */
function fillItem(collection: string, item: Item, other: Item, filled: Filled): Item {
	const out: Item = { ...item, ...(item.filledBy && { filledBy: { ...item.filledBy } }) };
	for (const [key, value] of Object.entries(other)) {
		if (NOTES.has(key) || value === undefined) continue;
		if (out[key] === undefined) {
			out[key] = value;
			filled.note(out, collection, key);
		} else if (isGroup(out[key]) && isGroup(value)) {
			const own = out[key];
			out[key] = { ...value, ...own };
			for (const sub of Object.keys(value)) if (own[sub] === undefined) filled.note(out, collection, `${key}.${sub}`);
		}
	}
	if (out.gaps)
		out.gaps = Object.fromEntries(Object.entries(out.gaps).filter(([datum]) => valueAt(out, datum) === undefined));
	return out;
}

const NOTES = new Set(['gaps', 'declared', 'filledBy', 'id']);

/** What one input fills in: noted on each object, and by `collection.datum`. */
class Filled {
	readonly #data = new Set<string>();

	constructor(private readonly label: string) {}

	/** Notes it on an item that nobody else holds. */
	note(item: Item, collection: string, datum: string): void {
		this.#data.add(`${collection}.${datum}`);
		item.filledBy ??= {};
		item.filledBy[datum] = this.label;
	}

	has(datum: string): boolean {
		return this.#data.has(datum);
	}
}

function isGroup(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueAt(item: Item, datum: string): unknown {
	const [root = '', sub] = datum.split('.');
	const value = item[root];
	return sub === undefined ? value : isGroup(value) ? value[sub] : Array.isArray(value) ? undefined : value;
}

/** The best input's coverage, counted anew where another one filled data. */
function remaining(merged: Inventory, filled: Filled): CoverageEntry[] {
	return merged.coverage.flatMap((entry) => {
		if (!filled.has(`${entry.collection}.${entry.datum}`)) return [entry];
		if (entry.datum === '*') return [];
		const items = (
			entry.collection === 'vcenter' ? [merged.vcenter] : (merged[entry.collection as Many] ?? [])
		) as Item[];
		const lacking = items.filter((item) => valueAt(item, entry.datum) === undefined);
		return lacking.length === 0 ? [] : [{ ...entry, count: Math.min(entry.count, lacking.length) }];
	});
}
