import type { Collector, Datum, RvtoolsDatum } from '../collectors/contract.js';
import type { Inventory } from '../model/inventory/inventory.js';
import type { Side } from '../model/site-pair.js';

/** Kinds of source that answer through vim25 properties; a saved inventory holds whatever its own source told. */
const VIM_KINDS = new Set(['vcenter', 'mock', 'govc']);
type CanTell = (side: Side, collection: string, datum: string) => boolean;

/**
 * Answers whether a side's kinds of source can tell a datum at all: what they never can is an open question, everything else
 * that is missing is a gap (design 5). Made from the collectors' declarations.
 */
export function canTellOf(
	collectors: Iterable<Collector>,
	inventories: Readonly<Record<Side, readonly Inventory[]>>,
): CanTell {
	const data = declaredData(collectors);
	const answers = new Map<string, boolean>();
	return (side, collection, datum) => {
		const key = `${side}\0${collection}\0${datum}`;
		const known = answers.get(key);
		if (known !== undefined) return known;
		const answer = inventories[side].some((inventory) => sourceTells(inventory, data, collection, datum));
		answers.set(key, answer);
		return answer;
	};
}

type Data = ReadonlyMap<string, Datum>;

function declaredData(collectors: Iterable<Collector>): Data {
	const data = new Map<string, Datum>();
	for (const { parts } of collectors)
		for (const { collection, data: own } of parts)
			for (const [name, datum] of Object.entries(own)) data.set(`${collection}.${name}`, datum);
	return data;
}

function sourceTells(inventory: Inventory, data: Data, collection: string, datum: string): boolean {
	const { kind } = inventory.source;
	if (!VIM_KINDS.has(kind) && kind !== 'rvtools') return true;
	const place = kind === 'rvtools' ? 'rvtools' : 'vim';
	if (datum === '*') return [...data].some(([name, d]) => name.startsWith(`${collection}.`) && d[place] !== undefined);
	const own = data.get(`${collection}.${datum}`);
	if (own) return own[place] !== undefined;
	const [root = ''] = datum.split('.');
	const parent = data.get(`${collection}.${root}`);
	if (parent === undefined)
		return [...data].some(([name, d]) => name.startsWith(`${collection}.${datum}.`) && d[place]);
	if (parent[place] === undefined) return false;
	// RVTools has a column for a field of list items, or never tells it: an export may lack the column, and that is a gap.
	const field = datum.slice(root.length + 1);
	const columns = kind === 'rvtools' && parent.items?.includes(field) ? fieldsOf(parent) : undefined;
	if (columns) return columns.has(field);
	// Other fields of list items are not declared on their own; whether this source fills one shows in its coverage.
	return !inventory.coverage.some(
		(entry) => entry.collection === collection && entry.datum === datum && entry.reason === 'not-in-source',
	);
}

/** Fields of a list that a workbook has a column for, where the collector says so. */
function fieldsOf({ rvtools }: Datum): ReadonlySet<string> | undefined {
	const places = rvtools === undefined ? [] : Array.isArray(rvtools) ? rvtools : [rvtools];
	const named = (places as readonly RvtoolsDatum[]).flatMap(({ fields }) => (fields ? Object.keys(fields) : []));
	return named.length > 0 ? new Set(named) : undefined;
}
