// `xvcheck check` with all rules over two workbooks, from process start to JSON written: 10,000 VMs and 20,000 disks as the
// source, 50 VMs as the destination, beside openpyxl (read-only mode) reading nothing but the cells of the source.
// Goals: at most one eighth of openpyxl's time (better one twelfth), peak under 400 MB.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, peak, pythonWithOpenpyxl, workbook } from './support/workbooks.mjs';

const source = await workbook('source');
const destination = await workbook('destination');
const run = fileURLToPath(new URL('../../bin/run.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'xvcheck-bench-'));
const report = join(folder, 'report.json');
const sides = ['--source', `rvtools:${source}`, '--destination', `rvtools:${destination}`];
const at = ['--at', '2026-11-21T00:00:00Z'];

try {
	const runs = Array.from({ length: 3 }, () =>
		peak(process.execPath, [run, 'check', ...sides, ...at, '--format', `json=${report}`]),
	);
	const { verdict, summary, exitCode } = JSON.parse(readFileSync(report, 'utf8'));
	const seconds = median(runs.map((one) => one.seconds));
	const cpu = median(runs.map((one) => one.cpu));
	const megabytes = Math.max(...runs.map((one) => one.megabytes));
	console.log(
		`check: ${seconds.toFixed(2)} s, processor ${cpu.toFixed(2)} s, peak ${megabytes.toFixed(0)} MB (goal 400), ${summary.vms.total} VMs, ${verdict}, exit ${exitCode}`,
	);
	const python = pythonWithOpenpyxl();
	if (python === undefined) console.log('openpyxl: not available here, no ratio');
	else {
		const script = fileURLToPath(new URL('support/read_openpyxl.py', import.meta.url));
		const theirs = peak(python, [script, source]);
		console.log(
			`openpyxl, cells of the source alone: ${theirs.seconds.toFixed(1)} s, processor ${theirs.cpu.toFixed(1)} s; check takes 1/${(theirs.seconds / seconds).toFixed(1)} of the time, 1/${(theirs.cpu / cpu).toFixed(1)} of the processor time (goal 1/8, better 1/12)`,
		);
	}
} finally {
	rmSync(folder, { recursive: true, force: true });
}
