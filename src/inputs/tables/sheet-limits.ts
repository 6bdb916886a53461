import type { UserError } from '../../shared/errors.js';
import { tableError } from './table-error.js';

/** Clarification 7.5: a workbook may hold 60 million cells. */
export const MAX_CELLS = 60_000_000;
/** Columns that a sheet can have (XFD). */
export const MAX_COLUMNS = 16_384;

/** Counts the cells of all sheets of one workbook. */
export interface CellCounter {
	cells: number;
}

/** The error for a workbook beyond the limit. */
export function tooManyCells(path: string): UserError {
	const what = 'it has more than 60 million cells';
	return tableError(
		'table-too-large',
		path,
		what,
		'Export each vCenter into a workbook of its own, or pass a CSV folder.',
	);
}
