import type { Collector, Datum } from '../../src/collectors/contract.js';
import type { Inventory } from '../../src/model/inventory/inventory.js';

type Item = Record<string, unknown> & { gaps?: Record<string, string> };

/** Data, as `vms.encrypted` or `vms.disks.encrypted`, that RVTools has no column for. */
export function untoldByWorkbooks(collectors: Iterable<Collector>): string[] {
	return [...collectors].flatMap(({ parts }) =>
		parts.flatMap(({ collection, data }) =>
			Object.entries(data).flatMap(([name, datum]) => missingOf(datum).map((field) => `${collection}.${name}${field}`)),
		),
	);
}

/** `''` for the datum itself, `.field` for fields of a list without a column. */
function missingOf({ rvtools, items = [] }: Datum): string[] {
	const places = [rvtools ?? []].flat();
	if (places.length === 0) return [''];
	const fields = new Set(places.flatMap((place) => Object.keys(place.fields ?? {})));
	return fields.size === 0 ? [] : items.filter((field) => !fields.has(field)).map((field) => `.${field}`);
}

/** The inventory as an export would tell it: without these data, each noted as never told by such a source. */
export function asWorkbook(inventory: Inventory, without: readonly string[]): Inventory {
	const out = structuredClone({ ...inventory, source: { ...inventory.source, kind: 'rvtools' } });
	for (const name of without) {
		const [collection = '', ...path] = name.split('.');
		const items = (collection === 'vcenter' ? [out.vcenter] : out[collection as 'vms']) as unknown as Item[];
		const datum = path.join('.');
		for (const item of items) remove(item, path);
		out.coverage.push({ collection, datum, reason: 'not-in-source', count: Math.max(1, items.length), examples: [] });
	}
	return out;
}

function remove(item: Item, path: readonly string[]): void {
	const [key = '', ...rest] = path;
	const value = item[key];
	if (rest.length === 0) delete item[key];
	else if (Array.isArray(value)) for (const element of value) remove(element as Item, rest);
	else if (typeof value === 'object' && value !== null) remove(value as Item, rest);
}
