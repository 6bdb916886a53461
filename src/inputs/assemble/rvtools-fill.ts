import { anyPlace, type RvtoolsDatum, type RvtoolsWitness } from '../../collectors/contract.js';
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

/** What one datum of one object came to. The same object for all data, of which there are half a million. */
interface Result {
	value: unknown;
	reason: MissingReason;
	/** Places and values behind `reason`, in place of the object's name. */
	examples: readonly string[];
}

const NO_EXAMPLES: readonly string[] = [];
const NO_ROWS: readonly Row[] = [];

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
	const listed = LISTED_WITH_PATH.has(collection);
	const result: Result = { value: undefined, reason: 'not-reported', examples: NO_EXAMPLES };
	for (const item of items)
		for (const reading of readings) {
			const { named, places } = reading;
			if (listed && alreadyKnown(item, named)) continue;
			if (places.length > 0) {
				readDatum(reading, item, context, book, result);
				settle(collection, reading, item, result, tally);
			} else if (named.datum.optional !== true)
				tally.add(collection, named.name, 'not-in-source', item.object.name ?? item.object.id, item.object);
		}
}

/** A datum with the places of this workbook that can tell it. */
interface Reading {
	readonly named: NamedDatum;
	readonly places: readonly Place[];
	readonly witnesses: readonly (Pick<RvtoolsWitness, 'contradiction'> & { readonly tab: string })[];
	/** Why a field of its items is missing where no cell was unreadable. */
	readonly why: (field: string) => MissingReason;
}

function toReading(named: NamedDatum, book: VCenterBook): Reading {
	const places = rvtoolsOf(named.datum)
		.filter(({ tab, columns }) => tab === PLACED || book.has(tab, columns[0]))
		.map((from) => ({ from, tab: from.tab.toLowerCase(), lost: book.unattributed.get(from.tab.toLowerCase()) }));
	const witnesses = (named.datum.witnesses ?? [])
		.filter(({ tab, columns }) => book.has(tab, columns[0]))
		.map(({ tab, contradiction }) => ({ tab: tab.toLowerCase(), contradiction }));
	const why = (field: string): MissingReason =>
		places.some(({ tab, from: { fields } }) => fields?.[field] !== undefined && book.has(tab, fields[field]))
			? 'not-reported'
			: 'not-in-source';
	return { named, places, witnesses, why };
}

/** Collections whose list brings data of its own: a folder or pool that only VMs name is known by its path. */
const LISTED_WITH_PATH: ReadonlySet<Collection> = new Set<Collection>(['folders', 'resourcePools']);

function alreadyKnown(item: RvtoolsItem, { name }: NamedDatum): boolean {
	return (item.object as unknown as Record<string, unknown>)[name] !== undefined;
}

function settle(
	collection: Collection,
	{ named, why }: Reading,
	item: RvtoolsItem,
	{ value, reason, examples }: Result,
	tally: Tally,
): void {
	const { object } = item;
	if (value !== undefined) {
		assign(object, named.name, value);
		const reasonOf = examples.length > 0 ? unreadable : why;
		const noted = tallyFields(tally, collection, named, object, value, reasonOf, examples[0]);
		if (!noted) for (const example of examples) tally.add(collection, named.name, 'read-error', example);
	} else if (named.datum.optional !== true || reason === 'read-error' || reason === 'conflicting')
		tally.add(collection, named.name, reason, examples[0] ?? object.name ?? object.id, object);
}

const unreadable = (): MissingReason => 'read-error';

function readDatum(
	{ named: { datum }, places, witnesses }: Reading,
	item: RvtoolsItem,
	context: RvtoolsContext,
	book: VCenterBook,
	result: Result,
): void {
	result.value = undefined;
	result.reason = 'not-reported';
	result.examples = NO_EXAMPLES;
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
		} else if (!agrees(datum.agree, result.value, value)) {
			const says = `${show(result.value)} (${from}), ${show(value)} (${place.from.tab})`;
			conflicting(result, `${item.object.name ?? item.object.id}: ${says}`);
			return;
		}
	}
	if (result.value === undefined) {
		if (mixedUp !== undefined) conflicting(result, mixedUp);
		return;
	}
	for (const { tab, contradiction } of witnesses) {
		const rows = item.rows.get(tab);
		if (rows === undefined) continue;
		const found = contradiction(result.value, rows, context);
		// A cell that a witness cannot read contradicts nothing.
		book.unreadable.length = 0;
		if (found === undefined) continue;
		conflicting(result, `${item.object.name ?? item.object.id}: ${found}`);
		return;
	}
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
	if ('many' in from)
		value = from.many(rows ?? NO_ROWS, context, (other) => item.rows.get(other.toLowerCase()) ?? NO_ROWS);
	else if (rows?.[0] !== undefined) value = from.one(rows[0], context);
	if (book.unreadable.length > 0) {
		result.reason = 'read-error';
		result.examples = [...result.examples, ...book.unreadable];
		book.unreadable.length = 0;
	}
	return value;
}

function conflicting(result: Result, example: string): void {
	result.value = undefined;
	result.reason = 'conflicting';
	result.examples = [example];
}

function agrees(agree: ((a: unknown, b: unknown) => boolean) | undefined, a: unknown, b: unknown): boolean {
	return a === b || (agree?.(a, b) ?? JSON.stringify(a) === JSON.stringify(b));
}

function show(value: unknown): string {
	return typeof value === 'string' ? value : JSON.stringify(value);
}
