import { escapeText } from '../../shared/escape.js';

/** Rows as lines, columns padded to their widest cell; the last column runs on. */
export function* padded(rows: readonly (readonly string[])[]): Iterable<string> {
	const cells = rows.map((row) => row.map(escapeText));
	const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
	for (const row of cells)
		yield `${row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join('  ')}\n`;
}
