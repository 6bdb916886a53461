import type { Tab } from '../../shared/tab.js';
import { cellDate } from '../tables/cell-date.js';
import { Columns } from './columns.js';
import { tabName } from './header.js';

/** When an export was made, and what that rests on where it is not stated. */
export interface ExportTime {
	/** ISO 8601 UTC. */
	readonly at: string;
	readonly from?: string;
}

const STATED = 'xlsx creation datetime';
/** Dates of the recent past that vInfo holds: the newest is at most as old as the export. */
const DATES = ['PowerOn', 'Change Version', 'Creation date', 'Suspend time'];

/**
 * When an export was made: vMetaData says it, else the newest date in vInfo, else the file's time (clarifications 8.1). Cells in
 * the future of `now` are unreadable. RVTools writes local times without a zone; they are taken as UTC.
 */
export function exportTime(tabs: readonly Tab[], fileTime: string, now: string): ExportTime {
	const limit = Date.parse(now);
	const stated = newest(tabs, 'vmetadata', [STATED], limit);
	if (stated !== undefined)
		return { at: stated, from: 'vMetaData (local time of the exporting machine, taken as UTC)' };
	const cell = newest(tabs, 'vinfo', DATES, limit);
	if (cell !== undefined)
		return { at: cell, from: 'the newest date in tab vInfo, because the export has no vMetaData' };
	return { at: fileTime, from: "the file's time, because the export has no date in it" };
}

function newest(tabs: readonly Tab[], name: string, columns: readonly string[], limit: number): string | undefined {
	let best: string | undefined;
	for (const tab of tabs) {
		if (tabName(tab.name).toLowerCase() !== name) continue;
		const resolved = new Columns(tabName(tab.name), tab.header);
		const cells = columns.map((column) => tab.columns.indexOf(resolved.position(column))).filter((index) => index >= 0);
		for (const row of tab.rows)
			for (const index of cells) {
				const date = cellDate(row.cells[index], tab.date1904);
				if (date !== undefined && Date.parse(date) <= limit && (best === undefined || date > best)) best = date;
			}
	}
	return best;
}
