// Two mock vCenters of 40,000 VMs and 2,500 hosts each in their own process, our client reading one after the other, and `check`
// on what it read. Goals: start in at most 3 s and 600 MB; a collection at most 60 s and 1 GB; check at most 30 s and 1.2 GB.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { largeScenario } from './support/large-scenario.mjs';
import { shown, startMockProcess, xvcheck } from './support/mock-process.mjs';
import { peak } from './support/workbooks.mjs';

const figures = ({ seconds, cpu, megabytes }) =>
	`${seconds.toFixed(1)} s, processor ${cpu.toFixed(1)} s, peak ${megabytes.toFixed(0)} MB`;
const folder = mkdtempSync(join(tmpdir(), 'xvcheck-bench-'));
const mock = await startMockProcess(largeScenario());
try {
	console.log(`start: ${mock.seconds.toFixed(1)} s (goal 3), ${shown(mock.usage())} (goal 600)`);
	for (const { side, url, username, password, thumbprintSha256 } of mock.vcenters) {
		process.env.XVCHECK_PASSWORD = password;
		const login = ['--username', username, '--thumbprint', thumbprintSha256];
		const output = ['--output', join(folder, `${side}.json`)];
		const run = peak(process.execPath, [xvcheck, 'collect', `vcenter:${url}`, ...login, ...output]);
		console.log(`collect ${side}: ${figures(run)} (goals 60 s, 1000 MB); mock ${shown(mock.usage())}`);
	}
	const sides = ['source', 'destination'].flatMap((side) => [`--${side}`, `inventory:${join(folder, `${side}.json`)}`]);
	const check = peak(process.execPath, [xvcheck, 'check', ...sides, '--format', `json=${join(folder, 'report.json')}`]);
	console.log(`check: ${figures(check)} (goals 30 s, 1200 MB), exit ${check.status}`);
} finally {
	await mock.stop();
	rmSync(folder, { recursive: true, force: true });
}
