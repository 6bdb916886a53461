// Reading workbooks of 10,000 VMs, from process start to the last cell, beside openpyxl (read-only mode) reading the same file.
// Goals: 747,000 cells in at most 0.5 s and 200 MB; at most one eighth of openpyxl's time. Wall-clock seconds are those of a
// machine at rest only; the processor seconds beside them hold on a loaded one, too.
import { fileURLToPath } from 'node:url';
import { median, peak, pythonWithOpenpyxl, workbook } from './support/workbooks.mjs';

const reader = fileURLToPath(new URL('support/read-tables.mjs', import.meta.url));
const script = fileURLToPath(new URL('support/read_openpyxl.py', import.meta.url));

function report(name, runs) {
	const of = (key) => median(runs.map((run) => run[key]));
	const megabytes = Math.max(...runs.map((run) => run.megabytes));
	const times = `${of('seconds').toFixed(2)} s, processor ${of('cpu').toFixed(2)} s`;
	console.log(`${name}: ${times}, peak ${megabytes.toFixed(0)} MB (median of ${runs.length})`);
	return of('cpu');
}

const python = pythonWithOpenpyxl();
if (python === undefined) console.log('openpyxl: not available here, no ratios');
for (const name of ['anchor', 'source']) {
	const path = await workbook(name);
	const own = {};
	for (const columns of ['selected', 'all']) {
		const runs = Array.from({ length: 5 }, () => peak(process.execPath, [reader, path, columns]));
		own[columns] = report(`${name}, ${columns} columns`, runs);
	}
	if (python === undefined) continue;
	const theirs = report(`${name}, openpyxl`, [peak(python, [script, path])]);
	const ratios = [theirs / own.selected, theirs / own.all].map((ratio) => ratio.toFixed(1));
	console.log(
		`${name}: openpyxl takes ${ratios[0]} times the processor time of the selected columns, ${ratios[1]} times that of all`,
	);
}
