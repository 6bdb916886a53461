// Workbooks for benchmarks, written once into .cache/bench. Node 20 runs no TypeScript, so the writer of the tests is compiled.
import { spawnSync } from 'node:child_process';
import { existsSync, renameSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const cache = `${root}.cache/bench/`;

const LARGE = { vms: 10_000, disksPerVm: 2, hosts: 200, clusters: 10, datastores: 40, networks: 40, site: 'mi' };

/**
 * Sites by file name. `source`: 10,000 VMs and 20,000 disks, all tabs and columns: 3.3 million cells. `anchor`: the same
 * VMs in so few tabs that it has the 747,000 cells to which the goal of 0.5 s belongs.
 */
const SITES = {
	anchor: { ...LARGE, tabs: ['vInfo', 'vHost', 'vDatastore', 'vLicense', 'vSource'] },
	source: LARGE,
	destination: { vms: 50, hosts: 8, datastores: 40, networks: 40, site: 'fr', vmPrefix: 'local' },
};

/** Path of a workbook; it is generated when it is not there yet. */
export async function workbook(name) {
	const path = `${cache}${name}.xlsx`;
	if (existsSync(path)) return path;
	const { status } = spawnSync('npx', ['tsc', '-p', `${root}test/bench/support/tsconfig.json`], {
		cwd: root,
		stdio: 'inherit',
	});
	if (status !== 0) throw new Error('the workbook writer does not compile');
	const { rvtoolsWorkbook } = await import(`${cache}support/support/rvtools-47.js`);
	const { writeWorkbook } = await import(`${cache}support/support/workbook.js`);
	const sheets = rvtoolsWorkbook(SITES[name]);
	writeWorkbook(`${path}.partial`, sheets);
	renameSync(`${path}.partial`, path);
	return path;
}

/** A Python that has openpyxl: the system's, else a virtual environment in .cache; undefined where neither can be had. */
export function pythonWithOpenpyxl() {
	const has = (python) => spawnSync(python, ['-c', 'import openpyxl']).status === 0;
	const own = `${cache}python/bin/python`;
	for (const python of ['python3', own]) if (has(python)) return python;
	spawnSync('python3', ['-m', 'venv', `${cache}python`], { stdio: 'ignore' });
	spawnSync(own, ['-m', 'pip', 'install', '--quiet', 'openpyxl'], { stdio: 'ignore' });
	return has(own) ? own : undefined;
}

/** Runs a program and returns what it printed as JSON, and the seconds from its start to its end. */
export function timed(program, args) {
	const started = process.hrtime.bigint();
	const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1e8 });
	const seconds = Number(process.hrtime.bigint() - started) / 1e9;
	if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
	return { seconds, ...JSON.parse(stdout) };
}

export const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Runs a program and returns seconds, exit code and peak memory as the kernel counted it; 2 is a failure, 1 and 3 are verdicts. */
export function peak(program, args) {
	const script = `import json, resource, subprocess, sys, time
started = time.perf_counter()
out = subprocess.run(sys.argv[1:], capture_output=True, text=True)
seconds = time.perf_counter() - started
if out.returncode not in (0, 1, 3): sys.exit(out.stderr)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
cpu = used.ru_utime + used.ru_stime
print(json.dumps({"seconds": seconds, "cpu": cpu, "status": out.returncode, "megabytes": used.ru_maxrss / 1024}))`;
	return timed('python3', ['-c', script, program, ...args]);
}
