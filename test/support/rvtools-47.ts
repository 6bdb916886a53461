import { header47, RVTOOLS_47 } from './rvtools-47-columns.js';
import { hostTabs } from './rvtools-47-hosts.js';
import { type Site, type SiteOptions, siteOf } from './rvtools-47-site.js';
import { vmTabs } from './rvtools-47-vms.js';
import type { CellValue, SheetSpec } from './workbook.js';

export type { SiteOptions } from './rvtools-47-site.js';

/** A sheet that tests may change in place. */
export interface MutableSheet extends SheetSpec {
	readonly name: string;
	readonly rows: CellValue[][];
}

/**
 * All 27 tabs of an RVTools 4.7 export of one made-up vCenter: coherent names, ids, sizes and counts, nothing that stands in
 * the way of a move. Two calls with other `site` and `uuid` give a pair: clusters, networks and datastores have the same
 * names, hosts, addresses and ids differ. Equal options give equal tabs.
 */
export function rvtoolsWorkbook(options: SiteOptions = {}): MutableSheet[] {
	const site = siteOf(options);
	const rows: Record<string, Record<string, CellValue>[]> = { ...vmTabs(site), ...hostTabs(site) };
	return Object.keys(RVTOOLS_47)
		.filter((tab) => options.tabs === undefined || options.tabs.includes(tab))
		.map((tab) => ({ name: tab, rows: [header47(tab), ...(rows[tab] ?? []).map((row) => inOrder(tab, row, site))] }));
}

/** A row in the order of the tab's header. What the row does not say is False, 0 or blank by the kind of its column. */
function inOrder(tab: string, row: Readonly<Record<string, CellValue>>, site: Site): CellValue[] {
	const columns = RVTOOLS_47[tab] ?? [];
	const known = new Set(columns.map(([column]) => column));
	for (const column of Object.keys(row)) if (!known.has(column)) throw new Error(`${tab} has no column ${column}`);
	return columns.map(([column, kind]) => {
		if (column in row) return row[column];
		if (column === 'VI SDK Server') return site.server;
		if (column === 'VI SDK UUID') return site.uuid;
		return kind === 'B' ? 'False' : kind === 'i' ? 0 : undefined;
	});
}

/** The sheet of a tab. */
export function sheetOf(sheets: readonly MutableSheet[], tab: string): MutableSheet {
	const sheet = sheets.find((candidate) => candidate.name === tab);
	if (sheet === undefined) throw new Error(`the workbook has no tab ${tab}`);
	return sheet;
}

/** Sets one cell in place; `row` counts data rows from 0. */
export function setCell(
	sheets: readonly MutableSheet[],
	tab: string,
	row: number,
	column: string,
	value: CellValue,
): void {
	const cells = sheetOf(sheets, tab).rows[row + 1];
	if (cells === undefined) throw new Error(`${tab} has no data row ${row}`);
	cells[columnOf(sheets, tab, column)] = value;
}

/** Reads one cell; `row` counts data rows from 0. */
export function getCell(sheets: readonly MutableSheet[], tab: string, row: number, column: string): CellValue {
	return sheetOf(sheets, tab).rows[row + 1]?.[columnOf(sheets, tab, column)];
}

/** Removes a column in place. */
export function dropColumn(sheets: readonly MutableSheet[], tab: string, column: string): void {
	const at = columnOf(sheets, tab, column);
	for (const row of sheetOf(sheets, tab).rows) row.splice(at, 1);
}

/** The workbook without a tab. */
export function withoutTab(sheets: readonly MutableSheet[], tab: string): MutableSheet[] {
	return sheets.filter((sheet) => sheet.name !== tab);
}

function columnOf(sheets: readonly MutableSheet[], tab: string, column: string): number {
	const at = sheetOf(sheets, tab).rows[0]?.indexOf(column) ?? -1;
	if (at < 0) throw new Error(`${tab} has no column ${column}`);
	return at;
}
