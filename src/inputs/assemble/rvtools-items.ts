import type { Collection } from '../../model/inventory/inventory.js';
import type { Row } from './sheet.js';
import type { Noted } from './tally.js';

/** An object of an inventory being filled from a workbook: what it already knows and its rows by tab (lower case). */
export interface RvtoolsItem {
	readonly object: Noted & { id: string; name?: string; path?: string };
	readonly rows: Map<string, Row[]>;
	/** Tabs whose rows for this object also name another one: what they say is contradictory (clarifications 5.9). */
	conflicts?: Map<string, string>;
}

export type RvtoolsItems = ReadonlyMap<Collection, readonly RvtoolsItem[]>;

/** Stands for the tab that names a cluster with its datacenter, be it vHost or vInfo. */
export const PLACED = 'placed';

/** Adds a row to an item's rows of a tab. */
export function addRow(item: RvtoolsItem, tab: string, row: Row): void {
	const rows = item.rows.get(tab);
	if (rows === undefined) item.rows.set(tab, [row]);
	else rows.push(row);
}

/** Notes that the rows of a tab name two objects. */
export function addConflict(item: RvtoolsItem, tab: string, example: string): void {
	item.conflicts ??= new Map();
	if (!item.conflicts.has(tab)) item.conflicts.set(tab, example);
}

/**
 * Ids for objects without a moRef: `name@vcenter`, equal names numbered in file order (clarifications 4.1). One per collection.
 */
export class Ids {
	readonly #used = new Set<string>();

	constructor(private readonly vcenter: string) {}

	/** The identity as it is when it is given and still free, else one made from the name. */
	of(identity: string | undefined, name: string): string {
		if (identity !== undefined && !this.#used.has(identity)) {
			this.#used.add(identity);
			return identity;
		}
		const base = `${name}@${this.vcenter}`;
		let id = base;
		for (let number = 2; this.#used.has(id); number++) id = `${base}#${number}`;
		this.#used.add(id);
		return id;
	}
}

/**
 * Rows by the values of a column, without case. A value that several rows share is a placeholder of an anonymised export or a
 * common name, no identity: it finds nothing.
 */
export class RowIndex {
	/** Mostly one row per value: lists are made for the exceptions only. */
	readonly #rows = new Map<string, Row | Row[]>();

	constructor(
		rows: readonly Row[],
		readonly column: string,
	) {
		for (const row of rows) {
			const value = row.text(column)?.toLowerCase();
			if (value === undefined) continue;
			const known = this.#rows.get(value);
			if (known === undefined) this.#rows.set(value, row);
			else if (Array.isArray(known)) known.push(row);
			else this.#rows.set(value, [known, row]);
		}
	}

	/** The only row with this value. */
	get(value: string | undefined): Row | undefined {
		const known = value === undefined ? undefined : this.#rows.get(value.toLowerCase());
		return Array.isArray(known) ? undefined : known;
	}

	/** All rows with this value. */
	all(value: string | undefined): readonly Row[] {
		const known = value === undefined ? undefined : this.#rows.get(value.toLowerCase());
		return known === undefined ? [] : Array.isArray(known) ? known : [known];
	}

	/** True when at least one row has this value. */
	knows(value: string): boolean {
		return this.#rows.has(value.toLowerCase());
	}

	/** The row's own value, if no other row has it. */
	own(row: Row): string | undefined {
		const value = row.text(this.column);
		return this.get(value) === row ? value : undefined;
	}
}
