import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const xvcheck = fileURLToPath(new URL('../../../bin/run.js', import.meta.url));

/** Starts `xvcheck mock` in its own process. `vcenters` as it prints them; `stop` ends it. */
export function startMockProcess(scenario) {
	const started = process.hrtime.bigint();
	const child = spawn(process.execPath, [xvcheck, 'mock', scenario, '--json'], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const ended = new Promise((resolve) => child.once('exit', resolve));
	return new Promise((resolve, reject) => {
		let text = '';
		child.once('exit', (code) => reject(new Error(`xvcheck mock ended with ${code}`)));
		child.stdout.on('data', (chunk) => {
			text += chunk;
			if (!text.endsWith('\n')) return;
			const seconds = Number(process.hrtime.bigint() - started) / 1e9;
			const stop = () => {
				child.kill('SIGTERM');
				return ended;
			};
			resolve({ ...JSON.parse(text), seconds, usage: () => usageOf(child.pid), stop });
		});
	});
}

/** Megabytes now and at most, and seconds of processor time, of a running process (Linux); undefined elsewhere. */
export function usageOf(pid) {
	try {
		const status = readFileSync(`/proc/${pid}/status`, 'utf8');
		const kilobytes = (name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]);
		const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
			.replace(/^.*\) /, '')
			.split(' ');
		const cpu = (Number(fields[11]) + Number(fields[12])) / 100;
		return { megabytes: kilobytes('VmRSS') / 1024, peak: kilobytes('VmHWM') / 1024, cpu };
	} catch {
		return undefined;
	}
}

/** `processor 1.20 s, 210 MB, at most 230 MB`, as far as it is known. */
export function shown(usage) {
	if (usage === undefined) return 'memory not known here';
	return `processor ${usage.cpu.toFixed(1)} s, ${usage.megabytes.toFixed(0)} MB, at most ${usage.peak.toFixed(0)} MB`;
}
