import type { SheetRow } from '../../collectors/contract.js';
import { BugError } from '../../shared/errors.js';
import type { Cell, Tab, TabRow } from '../../shared/tab.js';
import { cellBoolean } from '../tables/cell-boolean.js';
import { cellDate } from '../tables/cell-date.js';
import { cellNumber, type NumberKind, type NumberStyle, numberStyle } from '../tables/cell-number.js';
import { Columns } from './columns.js';
import { tabName } from './header.js';

/** Where readers note cells that they could not understand. One per workbook; the assembler empties it around each reader. */
export type Unreadable = string[];

/** One tab as read: resolves columns once, so that a row costs a look-up and a cell access. */
export class Sheet {
	readonly name: string;
	readonly rows: readonly Row[];
	readonly date1904: boolean;
	readonly #columns: Columns;
	readonly #header: readonly string[];
	readonly #cellOf: ReadonlyMap<number, number>;
	readonly #bySpec = new Map<string, number>();
	readonly #styles = new Map<string, NumberStyle | 'mixed'>();

	constructor(
		tab: Tab,
		readonly unreadable: Unreadable,
	) {
		this.name = tabName(tab.name);
		this.date1904 = tab.date1904 === true;
		this.#header = tab.header;
		this.#columns = new Columns(this.name, tab.header);
		this.#cellOf = new Map(tab.columns.map((position, cell) => [position, cell]));
		this.rows = tab.rows.filter((row) => row.cells.some((cell) => cell !== undefined)).map((row) => new Row(this, row));
	}

	has(column: string): boolean {
		return this.#columns.position(column) >= 0;
	}

	/** Index into `cells` of a column, -1 when the tab lacks it. */
	cellIndex(column: string): number {
		let index = this.#bySpec.get(column);
		if (index === undefined) {
			const position = this.#columns.position(column);
			index = position < 0 ? -1 : (this.#cellOf.get(position) ?? undeclared(this.name, column));
			this.#bySpec.set(column, index);
		}
		return index;
	}

	/** Headers of the columns of custom attributes, and their indices into `cells`. */
	get custom(): readonly (readonly [string, number])[] {
		this.#custom ??= this.#columns.custom.map((position) => [
			this.#header[position]?.trim() ?? '',
			this.#cellOf.get(position) ?? undeclared(this.name, this.#header[position] ?? ''),
		]);
		return this.#custom;
	}
	#custom: readonly (readonly [string, number])[] | undefined;

	/** How the texts of a column write numbers, found out once from all of them. */
	numberStyle(column: string, kind: NumberKind): NumberStyle | 'mixed' {
		const key = `${kind} ${column}`;
		let style = this.#styles.get(key);
		if (style === undefined) {
			style = numberStyle(
				this.rows.map((row) => row.cell(column)),
				kind,
			);
			this.#styles.set(key, style);
		}
		return style;
	}

	/** The header as written, for messages. */
	headerOf(column: string): string {
		return this.#header[this.#columns.position(column)] ?? column;
	}
}

/** A reader asked for a column that its collector does not declare: it was never read from the file. */
function undeclared(tab: string, column: string): never {
	throw new BugError(`column "${column}" of tab ${tab} is read but not declared`);
}

/** One row of a sheet. */
export class Row implements SheetRow {
	constructor(
		readonly sheet: Sheet,
		private readonly source: TabRow,
	) {}

	get row(): number {
		return this.source.number;
	}

	cell(column: string): Cell | undefined {
		return this.at(this.sheet.cellIndex(column));
	}

	/** The cell at an index that the sheet gave, which is negative for a column that it lacks. */
	at(index: number): Cell | undefined {
		return index < 0 ? undefined : this.source.cells[index];
	}

	has(column: string): boolean {
		return this.sheet.has(column);
	}

	text(column: string): string | undefined {
		const cell = this.cell(column);
		if (cell === undefined) return undefined;
		const text = (typeof cell === 'string' ? cell : String(cell)).trim();
		return text === '' ? undefined : text;
	}

	customAttributes(): readonly string[] {
		return this.sheet.custom
			.flatMap(([name, index]) => (String(this.at(index) ?? '').trim() === '' ? [] : name))
			.sort();
	}

	number(column: string, kind: NumberKind = 'integral'): number | undefined {
		const cell = this.cell(column);
		if (cell === undefined || cell === '') return undefined;
		const number = typeof cell === 'number' ? cell : cellNumber(cell, this.sheet.numberStyle(column, kind));
		return number === undefined || number < 0 || !Number.isFinite(number) ? this.unreadable(column) : number;
	}

	boolean(column: string): boolean | undefined {
		const text = this.text(column);
		return text === undefined ? undefined : (cellBoolean(this.cell(column)) ?? this.unreadable(column));
	}

	date(column: string): string | undefined {
		const text = this.text(column);
		return text === undefined
			? undefined
			: (cellDate(this.cell(column), this.sheet.date1904) ?? this.unreadable(column));
	}

	unreadable(column: string): undefined {
		const value = String(this.cell(column) ?? '').slice(0, 40);
		this.sheet.unreadable.push(`${this.sheet.name} row ${this.row}, ${this.sheet.headerOf(column)}: "${value}"`);
		return undefined;
	}
}
