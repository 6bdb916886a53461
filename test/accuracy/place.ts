import type { Side } from '../../src/model/site-pair.js';
import { applyToInventory, applyToWorkbook, type InventoryChange, type WorkbookChange } from '../mutations/mutation.js';
import type { Content } from './kinds.js';
import type { Random } from './random.js';
import type { Names } from './sites.js';
import type { Datum, Of, Value, Writing } from './tables.js';

/** The objects that one instance of a value is about. */
export interface Place {
	readonly vm: string;
	readonly vmId: string;
	readonly sourceHost: string;
	readonly destinationHost: string;
	readonly network: string;
}

type Known = Readonly<Record<string, unknown>>;

/** What the placeholders of the tables stand for. */
function words(place: Place, names: Names, of: Of, value: unknown): Known {
	return {
		$value: value,
		$vm: place.vm,
		$id: place.vmId,
		$src: place.sourceHost,
		$dst: place.destinationHost,
		$network: place.network,
		$datastore: names.datastore,
		$vcsrc: names.vcenters.source,
		$vcdst: names.vcenters.destination,
		$name: objectName(place, names, of),
	};
}

function objectName(place: Place, names: Names, of: Of): string | undefined {
	if (of === 'vm') return place.vm;
	if (of === 'source-host') return place.sourceHost;
	if (of === 'destination-host') return place.destinationHost;
	if (of === 'every-destination-host') return '*';
	if (of === 'datastore') return names.datastore;
	return of === 'network' ? place.network : undefined;
}

/** A copy with placeholders filled in. */
function filled<T>(template: T, known: Known): T {
	if (typeof template === 'string') {
		if (template in known) return known[template] as T;
		return template.replaceAll(/\$[a-z]+/g, (word) => String(known[word] ?? word)) as T;
	}
	if (Array.isArray(template)) return template.map((item) => filled(item, known)) as T;
	if (typeof template !== 'object' || template === null) return template;
	return Object.fromEntries(
		Object.entries(template).map(([key, item]) => [filled(key, known), filled(item, known)]),
	) as T;
}

/** Which collection and side a change is made in, unless it says. */
const COLLECTION: Readonly<Record<Of, readonly [Side, string]>> = {
	vm: ['source', 'vms'],
	'source-host': ['source', 'hosts'],
	'destination-host': ['destination', 'hosts'],
	'every-destination-host': ['destination', 'hosts'],
	datastore: ['destination', 'datastores'],
	network: ['source', 'networks'],
	pair: ['source', 'vcenter'],
};

export type Sites = Record<Side, Content>;

/** Writes a value into the sites, in place; what it changes of the plan and of probes is returned. */
export function put(datum: Datum, value: Value, place: Place, sites: Sites, names: Names, random: Random) {
	const of = datum.of ?? 'vm';
	const known = words(place, names, of, value.is);
	for (const writing of [datum, value] as readonly Writing[]) {
		for (const change of listOf(writing.inventory)) inventoryChange(filled(change, known), of, sites, known);
		for (const change of listOf(writing.workbook)) workbookChange(filled(change, known), of, sites, known, value);
		if (writing.path !== undefined) setPath(writing.path, value.is, of, sites, known, random);
		if (writing.cell !== undefined) {
			const [tab, column] = writing.cell;
			workbookChange({ tab, cells: { [column]: text(value) } }, of, sites, known, value);
		}
	}
	return filled({ plan: { ...datum.plan, ...value.plan }, probes: value.probes ?? datum.probes }, known);
}

const listOf = <T>(one: T | readonly T[] | undefined): readonly T[] => (one === undefined ? [] : ([one].flat() as T[]));

function inventoryChange(change: object, of: Of, sites: Sites, known: Known): void {
	const [side, collection] = COLLECTION[of];
	const whole = { side, ...('collection' in change ? {} : { collection, name: known['$name'] }), ...change };
	const made = { collection, ...whole } as InventoryChange;
	const content = sites[made.side];
	if ('inventory' in content) applyToInventory(content.inventory, made);
}

function workbookChange(change: object, of: Of, sites: Sites, known: Known, value: Value): void {
	const row = 'row' in change || 'addRows' in change ? {} : { row: known['$name'] ?? '*' };
	const made = { side: COLLECTION[of][0], ...row, ...change } as WorkbookChange;
	const cells =
		made.cells &&
		Object.fromEntries(
			Object.entries(made.cells).map(([column, cell]) => [column, cell === value.is ? text(value) : cell]),
		);
	const content = sites[made.side];
	if ('sheets' in content) applyToWorkbook([...content.sheets], cells === undefined ? made : { ...made, cells });
}

/** As RVTools writes it. */
function text({ is, written }: Value): string | number {
	if (written !== undefined) return written;
	if (typeof is === 'boolean') return is ? 'True' : 'False';
	return typeof is === 'number' ? is : String(is);
}

function setPath(path: string, value: unknown, of: Of, sites: Sites, known: Known, random: Random): void {
	const [side, collection] = COLLECTION[of];
	const content = sites[side];
	if (!('inventory' in content)) return;
	const held = content.inventory[collection as 'vms'] as unknown;
	const objects = (Array.isArray(held) ? held : [held]) as Record<string, unknown>[];
	const name = known['$name'];
	for (const object of objects.filter((one) => name === undefined || name === '*' || one['name'] === name))
		setIn(object, path.split('.'), value, random);
}

function setIn(
	object: Record<string, unknown>,
	[step = '', ...rest]: readonly string[],
	value: unknown,
	random: Random,
): void {
	if (step.endsWith('+')) {
		const key = step.slice(0, -1);
		object[key] = [...((object[key] as unknown[] | undefined) ?? []), value];
		return;
	}
	const key = step === '*' ? String(random.below((object as unknown as unknown[]).length)) : step;
	if (rest.length === 0) {
		object[key] = value;
		return;
	}
	object[key] = structuredClone(object[key] ?? {});
	setIn(object[key] as Record<string, unknown>, rest, value, random);
}

/** True when a kind of source can be given the value at all. */
export function canShow(datum: Datum, value: Value, workbook: boolean): boolean {
	const writings: readonly Writing[] = [datum, value];
	const has = (key: keyof Writing) => writings.some((writing) => writing[key] !== undefined);
	const anywhere = has('path') || has('inventory') || has('cell') || has('workbook');
	if (!anywhere) return true;
	return workbook ? has('cell') || has('workbook') : has('path') || has('inventory');
}
