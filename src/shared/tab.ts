/** A cell as read: absent when blank. Dates of a workbook are serial numbers; booleans only where the file has real ones. */
export type Cell = string | number | boolean;

/** A row of a tab. `number` is its 1-based row in the file; `cells` align with the tab's `columns`. */
export interface TabRow {
	readonly number: number;
	readonly cells: readonly (Cell | undefined)[];
}

/** One tab (sheet or CSV file) with the columns that were asked for. `header` is the whole first row, as written. */
export interface Tab {
	readonly name: string;
	readonly header: readonly string[];
	/** Positions in `header` of the columns that `cells` holds, in that order. */
	readonly columns: readonly number[];
	readonly rows: readonly TabRow[];
	/** True when the workbook counts days from 1904. */
	readonly date1904?: boolean;
}

/** Tells which columns of a tab to read, by position; undefined leaves the whole tab out. */
export type SelectColumns = (tab: string, header: readonly string[]) => readonly number[] | undefined;
