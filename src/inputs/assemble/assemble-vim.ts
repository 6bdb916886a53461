import type { Collector, VimDatum } from '../../collectors/contract.js';
import type { MissingReason } from '../../model/coverage.js';
import { COLLECTIONS, type Collection, type Inventory } from '../../model/inventory/inventory.js';
import type { XmlValue } from '../../shared/xml-value.js';
import type { VimObject } from '../../vim/object-content.js';
import type { AssemblyMeta } from './assemble-rvtools.js';
import { assign, read } from './assign.js';
import { tallyFields } from './item-fields.js';
import { coverageNames, dataByCollection, type NamedDatum } from './plan-of-data.js';
import { exampleOf, type Refusal, refusalOf } from './refusal.js';
import { Tally } from './tally.js';
import { TYPES_OF } from './vim-collections.js';
import { noteIncompleteReads } from './vim-completeness.js';
import { vimOf } from './vim-declarations.js';
import { VimIndex } from './vim-index.js';
import { spine, type VimItem } from './vim-spine.js';

/** What the objects themselves do not say. */
export interface VimMeta extends AssemblyMeta {
	/** Name of the vCenter as it was reached, used when its own settings were not readable. */
	readonly name?: string;
	/** Results of methods by name: the response element. */
	readonly results?: ReadonlyMap<string, XmlValue>;
	/** Methods that were called without a result, and why. */
	readonly refused?: ReadonlyMap<string, Refusal>;
	/** Ids that others name and that are known to be gone or hidden: noted under `unread` where they count. */
	readonly settled?: ReadonlySet<string>;
	/** False for an object whose heavy properties were not asked for: nobody needs them, so that they are no gap. */
	readonly detailed?: (type: string, id: string) => boolean;
	/** True for recordings: licences and method results may be cut or invented. */
	readonly recorded?: boolean;
	/** Objects that could not be read at all, by collection, with the place. */
	readonly unread?: readonly {
		readonly collection: Collection;
		readonly example: string;
		readonly reason: MissingReason;
	}[];
}

/** Builds an inventory from managed objects, live or recorded. Pure. */
export function assembleVim(
	objects: readonly VimObject[],
	collectors: ReadonlyMap<string, Collector>,
	meta: VimMeta,
): Inventory {
	const index = new VimIndex(objects, meta.results ?? new Map(), meta.recorded === true);
	const items = spine(index);
	const self = items.get('vcenter')![0]!.object;
	if (meta.name !== undefined) self.name = meta.name;
	const tally = new Tally();
	noteIncompleteReads(index, tally, meta.settled);
	for (const { collection, reason, example } of meta.unread ?? []) tally.add(collection, '*', reason, example);
	const all = dataByCollection(collectors.values());
	for (const [collection, data] of all) {
		tally.order(collection, coverageNames(data));
		for (const item of items.get(collection) ?? [])
			for (const named of data) fill(index, collection, named, item, tally, meta);
	}
	const { id: _, ...vcenter } = self;
	const coverage = tally.finish();
	const { source, collectedAt, tool } = meta;
	const collections = Object.fromEntries(
		COLLECTIONS.filter((collection) => collection !== 'vcenter').map((collection) => [
			collection,
			items.get(collection)?.map(({ object }) => object) ?? [],
		]),
	) as unknown as Omit<Inventory, 'vcenter'>;
	const head = { schemaVersion: 1 as const, kind: 'xvcheck.inventory' as const, source, collectedAt, tool, vcenter };
	return { ...head, ...collections, coverage };
}

function fill(
	index: VimIndex,
	collection: Collection,
	named: NamedDatum,
	{ object, view }: VimItem,
	tally: Tally,
	{ refused, detailed }: VimMeta,
): void {
	const entries = vimOf(named.datum).filter(({ types }) => types === undefined || types.includes(view.type));
	if (
		entries.length > 0 &&
		entries.every(({ weight, ownManager }) => weight === 'heavy' || ownManager === true) &&
		detailed?.(view.type, view.id) === false
	)
		return;
	let why: Refusal | undefined = entries.length === 0 ? { reason: 'not-in-source' } : undefined;
	for (const entry of entries) {
		const { value, fault } = readEntry(entry, view, index);
		if (value !== undefined) {
			assign(object, named.name, value);
			tallyFields(tally, collection, named, object, value, () => 'not-reported');
			return;
		}
		const refusal = entry.results?.map((method) => refused?.get(method)).find((one) => one !== undefined);
		why ??= fault ?? refusal ?? refusedNeed(entry, index) ?? (entry.unreported && { reason: entry.unreported });
	}
	const reason = why?.reason;
	// What is known otherwise stands: the name under which a vCenter was reached.
	if (read(object, named.name) !== undefined) return;
	if (named.datum.optional === true && (reason === undefined || reason === 'not-in-source')) return;
	const identity = collection === 'vcenter' && index.ids(TYPES_OF.vcenter[0]!).length === 0;
	const settled = identity ? 'not-in-source' : (reason ?? 'not-reported');
	tally.add(collection, named.name, settled, exampleOf(object.name ?? object.id, why), object);
}

function readEntry(entry: VimDatum, view: VimItem['view'], index: VimIndex): { value?: unknown; fault?: Refusal } {
	const fault = faultOf(view, entry.paths);
	const set = (path: string): boolean => view.get(path) !== undefined;
	const readable = entry.absenceMeans === true ? absent(entry, view) : entry.paths.some(set);
	if (!readable) return fault === undefined ? {} : { fault };
	const value = entry.read(view, index);
	return fault === undefined ? { value } : { value, fault };
}

/**
 * Whether unset properties may be taken for unset: each was asked for and not refused. A release that does not know one cannot
 * have set it, as long as it knows another of them.
 */
function absent(entry: VimDatum, view: VimItem['view']): boolean {
	// What only a method tells (tags) has no property that could be unset.
	if (entry.paths.length === 0) return true;
	const known = entry.paths.filter((path) => view.fault(path)?.fault !== 'InvalidProperty');
	return (
		known.length > 0 &&
		known.every((path) => view.get(path) !== undefined || (view.covers(path) && view.fault(path) === undefined))
	);
}

/** Why a look-up in the properties of another object could not be made: the account may not read its manager's settings. */
function refusedNeed(entry: VimDatum, index: VimIndex): Refusal | undefined {
	for (const { type, paths } of entry.needs ?? []) {
		const [first] = index.views(type);
		const fault = first === undefined ? undefined : faultOf(first, paths);
		if (fault !== undefined) return fault;
	}
	return undefined;
}

function faultOf(view: VimItem['view'], paths: readonly string[]): Refusal | undefined {
	const refused = paths.map((path) => view.fault(path)).find((fault) => fault !== undefined);
	return refused === undefined ? undefined : refusalOf(refused);
}
