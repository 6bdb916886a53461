import { anyPlace, type RvtoolsDatum } from '../../collectors/contract.js';
import type { MissingReason } from '../../model/coverage.js';
import type { Collection } from '../../model/inventory/inventory.js';
import { assign } from './assign.js';
import { tallyFields } from './item-fields.js';
import { coverageNames, type NamedDatum } from './plan-of-data.js';
import type { RvtoolsContext } from './rvtools-context.js';
import { PLACED, type RvtoolsItem } from './rvtools-items.js';
import { rvtoolsOf } from './rvtools-select.js';
import type { Row } from './sheet.js';
import type { Tally } from './tally.js';
import type { VCenterBook } from './workbook.js';

/** A place that the workbook has: its tab in lower case, and a row of it that no vCenter could be found for. */
interface Place {
	readonly from: RvtoolsDatum;
	readonly tab: string;
	readonly lost: Row | undefined;
}

/** What one datum of one object came to. */
interface Result {
	value?: unknown;
	reason: MissingReason;
	/** Places and values behind `reason`, in place of the object's name. */
	examples: readonly string[];
}

const NO_EXAMPLES: readonly string[] = [];

/** Reads all data of a collection from the rows of its objects. */
export function fill(
	book: VCenterBook,
	collection: Collection,
	items: readonly RvtoolsItem[],
	data: readonly NamedDatum[],
	context: RvtoolsContext,
	tally: Tally,
): void {
	tally.order(collection, coverageNames(data));
	const readings = data.map((named) => toReading(named, book));
	for (const item of items)
		for (const { named, places, why } of readings) {
			if (LISTED_WITH_PATH.has(collection) && alreadyKnown(item, named)) continue;
			if (places.length > 0) settle(collection, named, item, readDatum(places, named, item, context, book), tally, why);
			else if (named.datum.optional !== true)
				tally.add(collection, named.name, 'not-in-source', item.object.name ?? item.object.id, item.object);
		}
}

/** A datum with the places of this workbook that can tell it. */
interface Reading {
	readonly named: NamedDatum;
	readonly places: readonly Place[];
	/** Why a field of its items is missing where no cell was unreadable. */
	readonly why: (field: string) => MissingReason;
}

function toReading(named: NamedDatum, book: VCenterBook): Reading {
	const places = rvtoolsOf(named.datum)
		.filter(({ tab, columns }) => tab === PLACED || book.has(tab, columns[0]))
		.map((from) => ({ from, tab: from.tab.toLowerCase(), lost: book.unattributed.get(from.tab.toLowerCase()) }));
	const why = (field: string): MissingReason =>
		places.some(({ tab, from: { fields } }) => fields?.[field] !== undefined && book.has(tab, fields[field]))
			? 'not-reported'
			: 'not-in-source';
	return { named, places, why };
}

/** Collections whose list brings data of its own: a folder or pool that only VMs name is known by its path. */
const LISTED_WITH_PATH: ReadonlySet<Collection> = new Set<Collection>(['folders', 'resourcePools']);

function alreadyKnown(item: RvtoolsItem, { name }: NamedDatum): boolean {
	return (item.object as unknown as Record<string, unknown>)[name] !== undefined;
}

function settle(
	collection: Collection,
	named: NamedDatum,
	item: RvtoolsItem,
	{ value, reason, examples }: Result,
	tally: Tally,
	why: (field: string) => MissingReason,
): void {
	const { object } = item;
	if (value !== undefined) {
		assign(object, named.name, value);
		const noted = tallyFields(
			tally,
			collection,
			named,
			object,
			value,
			examples.length > 0 ? () => 'read-error' : why,
			examples[0],
		);
		if (!noted) for (const example of examples) tally.add(collection, named.name, 'read-error', example);
	} else if (named.datum.optional !== true || reason === 'read-error' || reason === 'conflicting')
		tally.add(collection, named.name, reason, examples[0] ?? object.name ?? object.id, object);
}

function readDatum(
	places: readonly Place[],
	{ datum }: NamedDatum,
	item: RvtoolsItem,
	context: RvtoolsContext,
	book: VCenterBook,
): Result {
	const result: Result = { value: undefined, reason: 'not-reported', examples: NO_EXAMPLES };
	let from = '';
	let mixedUp: string | undefined;
	for (const place of places) {
		const conflict = item.conflicts?.get(place.tab);
		if (conflict !== undefined) {
			// Rows that name two VMs tell nothing; another tab may still.
			mixedUp ??= conflict;
			continue;
		}
		const value = readPlace(place, item, context, book, result);
		if (value === undefined) continue;
		if (result.value === undefined) {
			result.value = value;
			from = place.from.tab;
			if (datum.agree === anyPlace) break;
		} else if (!agrees(datum.agree, result.value, value))
			return conflicting(
				`${item.object.name ?? item.object.id}: ${show(result.value)} (${from}), ${show(value)} (${place.from.tab})`,
			);
	}
	if (result.value === undefined) return mixedUp === undefined ? result : conflicting(mixedUp);
	for (const { tab, columns, contradiction } of datum.witnesses ?? []) {
		const rows = item.rows.get(tab.toLowerCase());
		if (rows === undefined || !book.has(tab, columns[0])) continue;
		const found = contradiction(result.value, rows, context);
		// A cell that a witness cannot read contradicts nothing.
		book.unreadable.length = 0;
		if (found !== undefined) return conflicting(`${item.object.name ?? item.object.id}: ${found}`);
	}
	return result;
}

function readPlace(
	{ from, tab, lost }: Place,
	item: RvtoolsItem,
	context: RvtoolsContext,
	book: VCenterBook,
	result: Result,
): unknown {
	const rows = item.rows.get(tab);
	if (rows === undefined && lost !== undefined) {
		// Its rows may be among those that no vCenter could be found for: having none proves nothing.
		result.reason = 'read-error';
		result.examples = [`${from.tab} row ${lost.row} does not say which vCenter it belongs to`];
		return undefined;
	}
	let value: unknown;
	if ('many' in from) value = from.many(rows ?? [], context, (other) => item.rows.get(other.toLowerCase()) ?? []);
	else if (rows?.[0] !== undefined) value = from.one(rows[0], context);
	if (book.unreadable.length > 0) {
		result.reason = 'read-error';
		result.examples = [...result.examples, ...book.unreadable];
		book.unreadable.length = 0;
	}
	return value;
}

function conflicting(example: string): Result {
	return { reason: 'conflicting', examples: [example] };
}

function agrees(agree: ((a: unknown, b: unknown) => boolean) | undefined, a: unknown, b: unknown): boolean {
	return a === b || (agree?.(a, b) ?? JSON.stringify(a) === JSON.stringify(b));
}

function show(value: unknown): string {
	return typeof value === 'string' ? value : JSON.stringify(value);
}
