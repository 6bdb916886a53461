import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import { startMock } from '../../dist/mock-vcenter/start-mock.js';

const DEMO = fileURLToPath(new URL('../../fixtures/scenarios/demo.yaml', import.meta.url));
const PROGRAM = fileURLToPath(new URL('../../bin/run.js', import.meta.url));

/** Serves the demo scenario while `work` runs; gives the source vCenter and its address without the path. */
export async function withDemo(work) {
	const site = await startMock(DEMO);
	try {
		const [vcenter] = site.vcenters;
		return await work(vcenter, new URL(vcenter.url), site.vcenters[1]);
	} finally {
		await site.close();
	}
}

/** Serves each vCenter of the demo by a process of its own, as `xvcheck mock` does, while `work` runs. `alter` may change them. */
export async function withTwoProcesses(work, alter = () => undefined) {
	const folder = mkdtempSync(join(tmpdir(), 'xvcheck-mock-'));
	const scenario = parse(readFileSync(DEMO, 'utf8'));
	alter(...scenario.vcenters);
	const started = [];
	try {
		for (const vcenter of scenario.vcenters) {
			const file = join(folder, `${vcenter.side}.yaml`);
			writeFileSync(file, stringify({ version: 1, vcenters: [vcenter] }));
			started.push(await startProcess(file));
		}
		const [source, destination] = started.map(({ vcenter }) => vcenter);
		return await work(source, destination);
	} finally {
		for (const { stop } of started) stop();
		rmSync(folder, { recursive: true });
	}
}

function startProcess(file) {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, [PROGRAM, 'mock', file, '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
		child.once('exit', (code) => reject(new Error(`xvcheck mock ended with ${code}`)));
		let text = '';
		child.stdout.on('data', (chunk) => {
			text += chunk;
			if (!text.includes('\n')) return;
			const [vcenter] = JSON.parse(text.split('\n')[0]).vcenters;
			resolve({ vcenter, stop: () => child.kill('SIGTERM') });
		});
	});
}
