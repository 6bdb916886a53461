import type { Collector, CollectorPart, Datum, RvtoolsDatum } from '../collectors/contract.js';
import { ELEMENT_TYPES, TYPES_OF } from '../inputs/assemble/vim-collections.js';
import type { Collection } from '../model/inventory/inventory.js';

/** Places named before the rest is left out. */
const FEW = 2;

/** Where a kind of source tells a datum, by the collectors' declarations. */
export type PlacesOf = (kind: string, collection: string, datum: string) => string | undefined;

/**
 * `vInfo tab, column "Powerstate"` for a workbook; property path and privilege for the rest. Undefined when that kind of source
 * never tells it.
 */
export function placesOf(collectors: Iterable<Collector>): PlacesOf {
	const parts = [...collectors].flatMap((collector) => collector.parts);
	return (kind, collection, datum) => {
		const own = parts.filter((part) => part.collection === collection);
		const found = find(own, datum);
		if (found === undefined) return undefined;
		if (kind === 'inventory') return `inventory file, ${datum === '*' ? collection : `${collection}: ${datum}`}`;
		const field = datum.slice(found.name.length + 1);
		if (kind === 'rvtools' && datum === '*') return wholeTabs(found.datum);
		return kind === 'rvtools' ? inWorkbook(found.datum, field) : inApi(found.datum, collection as Collection, kind);
	};
}

/** The datum itself, what it is a field of, or the first of the collection when the whole of it is missing. */
function find(parts: readonly CollectorPart[], datum: string): { name: string; datum: Datum } | undefined {
	const all = parts.flatMap(({ data }) => Object.entries(data).map(([name, one]) => ({ name, datum: one })));
	if (datum === '*') return all[0] && { name: '*', datum: all[0].datum };
	const names = datum.split('.').map((_, index, steps) => steps.slice(0, steps.length - index).join('.'));
	for (const name of names) {
		const found = all.find((one) => one.name === name);
		if (found) return found;
	}
	return all.find((one) => one.name.startsWith(`${datum}.`));
}

function inWorkbook({ rvtools }: Datum, field: string): string | undefined {
	const texts = [rvtools ?? []].flat().flatMap((place) => workbookPlace(place, field) ?? []);
	return texts.length === 0 ? undefined : [...new Set(texts)].slice(0, FEW).join(', or ');
}

function wholeTabs({ rvtools }: Datum): string | undefined {
	const tabs = new Set([rvtools ?? []].flat().map(({ tab }) => `${tab} tab`));
	return tabs.size === 0 ? undefined : [...tabs].slice(0, FEW).join(', or ');
}

function workbookPlace({ tab, columns, fields }: RvtoolsDatum, field: string): string | undefined {
	// Not a tab: what the rows of VMs and hosts say of where they are.
	if (tab === 'placed') return 'vHost tab, columns "Datacenter" and "Cluster"';
	if (fields !== undefined && field !== '') {
		const column = fields[field] ?? fields[`${field}Name`];
		return column === undefined ? undefined : `${tab} tab, column ${quoted(column)}`;
	}
	if (fields !== undefined) return `${tab} tab`;
	const named = [...new Set(columns)].slice(0, FEW).map(quoted);
	return `${tab} tab, column${named.length > 1 ? 's' : ''} ${named.join(' and ')}`;
}

/** Aliases stand beside each other: releases call a column differently. */
function quoted(column: string): string {
	return column
		.split('|')
		.map((name) => `"${name}"`)
		.join(' or ');
}

function inApi({ vim }: Datum, collection: Collection, kind: string): string | undefined {
	const texts = [vim ?? []].flat().map(({ types, paths, results, privilege }) => {
		const [type = ''] = types ?? [ELEMENT_TYPES[collection] ?? TYPES_OF[collection][0] ?? ''];
		const what = results?.[0] ?? `${type} ${paths.slice(0, FEW).join(' and ')}`;
		return `${what}${kind === 'govc' ? '' : ` (${privilege ?? 'System.Read'})`}`;
	});
	return texts.length === 0 ? undefined : [...new Set(texts)].slice(0, FEW).join(', or ');
}
