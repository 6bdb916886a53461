// Reading a workbook of 10,000 VMs and 20,000 disks, from process start to the last cell, beside openpyxl (read-only mode)
// reading the same file. Goals: the selected columns in at most 0.5 s and 200 MB, at most one eighth of openpyxl's time.
import { fileURLToPath } from 'node:url';
import { median, pythonWithOpenpyxl, timed, workbook } from './support/workbooks.mjs';

const path = await workbook('source');
const reader = fileURLToPath(new URL('support/read-tables.mjs', import.meta.url));

function report(name, runs) {
	const seconds = median(runs.map((run) => run.seconds));
	const megabytes = Math.max(...runs.map((run) => run.megabytes));
	console.log(
		`${name}: ${seconds.toFixed(2)} s, peak ${megabytes.toFixed(0)} MB, ${runs[0].cells} cells (median of ${runs.length})`,
	);
	return seconds;
}

const own = {};
for (const columns of ['selected', 'all']) {
	const runs = Array.from({ length: 5 }, () => timed(process.execPath, [reader, path, columns]));
	own[columns] = report(`xvcheck, ${columns} columns`, runs);
}
const python = pythonWithOpenpyxl();
if (python === undefined) {
	console.log('openpyxl: not available here, no ratio');
} else {
	const script = fileURLToPath(new URL('support/read_openpyxl.py', import.meta.url));
	const theirs = report('openpyxl, all cells', [timed(python, [script, path])]);
	console.log(
		`openpyxl takes ${(theirs / own.selected).toFixed(1)} times as long as the selected columns, ${(theirs / own.all).toFixed(1)} times as long as all`,
	);
}
