import type { MissingReason } from '../model/coverage.js';
import type { Collection, Item } from '../model/inventory/inventory.js';
import type { XmlValue } from '../shared/xml-value.js';

/**
 * A collector says, for one concern, what it reads in each kind of source and how that becomes the model. It is data and pure
 * functions: inputs do the reading. Adding a datum is one entry in `data` (and its field in the model).
 */
export interface Collector {
	/** kebab-case, equal to the file name. */
	readonly concern: string;
	/** One line for the table "what each source can answer". */
	readonly title: string;
	readonly parts: readonly CollectorPart[];
}

/** What a collector reads into one collection. Built with `part()`, which keeps the types together. */
export interface CollectorPart<C extends Collection = Collection> {
	readonly collection: C;
	/** By dotted name in the model: `version`, `cpu.vendor`, `disks`. */
	readonly data: Readonly<Record<string, Datum>>;
}

/**
 * One datum: from which sources it can come. A source kind without an entry can never tell it (`not-in-source`).
 * Several vim entries differ in `types`; several RVTools entries are places that state the same: the first that can be read
 * counts, and those that disagree make it `conflicting` (clarifications 5.6, 5.9).
 */
export interface Datum {
	readonly vim?: VimDatum | readonly VimDatum[];
	readonly rvtools?: RvtoolsDatum | readonly RvtoolsDatum[];
	/** Other places of a workbook that can contradict the value without stating it whole. */
	readonly witnesses?: readonly RvtoolsWitness[];
	/** When two places agree although their values differ; equal values always do. `anyPlace`: the first that says it counts. */
	readonly agree?: (a: unknown, b: unknown) => boolean;
	/** Absence is ordinary for some objects (a parent folder, a key of what is not encrypted): it is not counted as a gap. */
	readonly optional?: boolean;
	/** Fields that every item of a list should have; one that lacks it is counted as `disks.encrypted`, `nics.mac`. */
	readonly items?: readonly string[];
	/** Changes from day to day (free space, power state, snapshots, mounted media, host state): stale after `policy.maxAge`. */
	readonly volatile?: boolean;
}

/** For data of which several places may speak without contradicting each other: those after the first are not even read. */
export const anyPlace = (): boolean => true;

/** A datum in vim25: property paths of the collection's managed object, the privilege beyond System.Read, the reader. */
export interface VimDatum {
	readonly paths: readonly string[];
	/** Managed object types that it holds for; absent: every type of the collection. */
	readonly types?: readonly string[];
	/** Properties of other managed object types that `read` looks up through the context. */
	readonly needs?: readonly { readonly type: string; readonly paths: readonly string[] }[];
	/** Method results that `read` looks up, for example `QueryAssignedLicenses`. */
	readonly results?: readonly string[];
	readonly privilege?: string;
	/** `heavy` paths are asked for selected objects only, with small pages. */
	readonly weight?: 'light' | 'heavy';
	/** True when `needs` names an object that each object has for itself (the certificate manager of a host): read as heavy paths are. */
	readonly ownManager?: boolean;
	/** The reason when `read` finds nothing though nothing was refused; `not-reported` by default. */
	readonly unreported?: MissingReason;
	/** Returns the value, or undefined when the server did not report it. Pure. */
	readonly read: (properties: VimProperties, context: VimContext) => unknown;
	/**
	 * True when absence of the property has a meaning of its own (an unset `keyId` is "not encrypted"): then `read` is called
	 * although no path is set, unless a path could not be read.
	 */
	readonly absenceMeans?: boolean;
}

/** The properties of one managed object, by path as asked. */
export interface VimProperties {
	get(path: string): XmlValue | undefined;
	/** The object's own moRef value. */
	readonly id: string;
	/** The object's managed object type. */
	readonly type: string;
}

/** Look-ups over all objects of the read that a reader may need; every method is pure and total. */
export interface VimContext {
	/** A property of another object of the same vCenter, if it was read. */
	property(id: string, path: string): XmlValue | undefined;
	/** True when the objects come from a recording, whose method results and licences may be invented or absent. */
	readonly recorded?: boolean;
	/** Managed object type of an id, if it was read. */
	typeOf(id: string): string | undefined;
	/** Ids of all objects of a managed object type that were read. */
	ids(type: string): readonly string[];
	/**
	 * Results of method calls that were made or recorded, for example `QueryAssignedLicenses`: the response element, so that
	 * what the method returned is `listAt(result, 'returnval')`.
	 */
	result(method: string): XmlValue | undefined;
}

/**
 * A datum in RVTools: the tab and its columns (aliases after `|`, as written in any release), and the reader. Without the tab and
 * its first column the datum is not in the source.
 * `one` reads the row of the object itself; `many` reads all rows of another tab that belong to the object.
 */
export type RvtoolsDatum =
	| {
			readonly tab: string;
			readonly columns: readonly string[];
			/** For lists: the column behind each field of the items. A field that is not named cannot be told by RVTools. */
			readonly fields?: Readonly<Record<string, string>>;
			readonly one: (row: SheetRow, context: SheetContext) => unknown;
	  }
	| {
			readonly tab: string;
			readonly columns: readonly string[];
			/** For lists: the column behind each field of the items. A field that is not named cannot be told by RVTools. */
			readonly fields?: Readonly<Record<string, string>>;
			/** `rowsOf` gives the object's rows of another tab, which `also` names. */
			readonly many: (
				rows: readonly SheetRow[],
				context: SheetContext,
				rowsOf: (tab: string) => readonly SheetRow[],
			) => unknown;
			/** Columns of other tabs that `many` reads through `rowsOf` or the context. */
			readonly also?: readonly { readonly tab: string; readonly columns: readonly string[] }[];
	  };

/** A row or rows that can contradict a value: returns what they say instead, or undefined when they agree or say nothing. */
export interface RvtoolsWitness {
	readonly tab: string;
	readonly columns: readonly string[];
	readonly contradiction: (value: unknown, rows: readonly SheetRow[], context: SheetContext) => string | undefined;
}

/** A row with resolved columns. Readers return undefined for a blank cell and for one that cannot be read (noted as coverage). */
export interface SheetRow {
	/** Trimmed text; a number is written plainly. */
	text(column: string): string | undefined;
	/** A number by the rule of the field; `integral` for sizes, counts, MTU, speeds (thousands rule). Never negative for sizes. */
	number(column: string, kind?: 'integral' | 'decimal'): number | undefined;
	/** True/False in any spelling met, or a real boolean. */
	boolean(column: string): boolean | undefined;
	/** ISO 8601 UTC from a serial or a text date; times have no zone in the source and are taken as UTC. */
	date(column: string): string | undefined;
	/** True when the tab has this column at all. */
	has(column: string): boolean;
	/** Notes that a cell could not be understood: the datum becomes `read-error` with tab, row and column. */
	unreadable(column: string): undefined;
	/** Names of the custom attributes that have a value in this row; RVTools gives each a column of its own. */
	customAttributes(): readonly string[];
	readonly row: number;
}

/** Stands for the columns of custom attributes, whatever they are called. */
export const CUSTOM_ATTRIBUTES = '(custom attributes)';

/** Look-ups over the whole workbook for readers. */
export interface SheetContext {
	/** Rows of a tab, empty when it is absent. */
	rows(tab: string): readonly SheetRow[];
	has(tab: string, column?: string): boolean;
	/** Id that an object with this name got, if exactly one has it, or one `within` this switch (networks), datacenter (clusters) or path (pools). */
	idByName(collection: Collection, name: string, within?: string): string | undefined;
}

/** A collector part with its collection's type checked. */
export function part<C extends Collection>(
	collection: C,
	data: Readonly<Record<DatumName<Item<C>>, Datum>> | Readonly<Partial<Record<DatumName<Item<C>>, Datum>>>,
): CollectorPart {
	return { collection, data: data as Readonly<Record<string, Datum>> };
}

/** Names of the data of an object: its keys, and `key.sub` where the key holds an object. */
type DatumName<T> = {
	[K in keyof T & string]: NonNullable<T[K]> extends readonly unknown[]
		? K
		: NonNullable<T[K]> extends object
			? K | `${K}.${keyof NonNullable<T[K]> & string}`
			: K;
}[keyof T & string];

/** A cell, property or file that could not be read: becomes coverage. */
export interface ReadProblem {
	readonly collection: Collection;
	readonly object: string;
	readonly datum: string;
	readonly reason: MissingReason;
	/** Place and value, for the coverage examples. */
	readonly example: string;
}
