import type { Cell, SelectColumns, Tab, TabRow } from '../../shared/tab.js';

/** Cells of a row while it is read; the header row is indexed by column, later rows by slot. */
export type Cells = (Cell | undefined)[];

/**
 * Collects the rows of one tab for both readers. The first row with a value is the header; then `select` decides which
 * columns get a slot. A row without a value in any selected column is not kept.
 */
export class TabBuilder {
	/** Slot of each column, -1 for columns that are not asked for. Undefined until the header is known: every column counts. */
	slots: Int32Array | undefined;
	/** Number of slots. */
	width = 0;
	private header: string[] = [];
	private columns: readonly number[] | undefined;
	private readonly rows: TabRow[] = [];

	constructor(
		private readonly name: string,
		private readonly select: SelectColumns,
		private readonly date1904: boolean,
	) {}

	/** Takes the cells of a row that has at least one value. Returns false when nothing more of the tab is wanted. */
	add(number: number, cells: Cells): boolean {
		if (this.slots !== undefined) {
			this.rows.push({ number, cells });
			return true;
		}
		this.header = Array.from(cells, (cell) => (cell === undefined ? '' : String(cell)));
		return this.choose();
	}

	/** The tab, or undefined when it was left out. */
	finish(): Tab | undefined {
		if (this.slots === undefined) this.choose();
		if (this.columns === undefined) return undefined;
		const { name, header, columns, rows } = this;
		return this.date1904 ? { name, header, columns, rows, date1904: true } : { name, header, columns, rows };
	}

	private choose(): boolean {
		const chosen = this.select(this.name, this.header);
		this.columns = chosen === undefined ? undefined : [...new Set(chosen)];
		this.width = this.columns?.length ?? 0;
		this.slots = new Int32Array(Math.max(0, ...(this.columns ?? []).map((column) => column + 1))).fill(-1);
		this.columns?.forEach((column, slot) => {
			if (this.slots !== undefined) this.slots[column] = slot;
		});
		return this.columns !== undefined;
	}
}

/** A row of blanks for the selected columns. */
export function blankCells(width: number): Cells {
	return new Array<Cell | undefined>(width).fill(undefined);
}
