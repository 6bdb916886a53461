// Start-up: `xvcheck --version` over bare `node -e 0`, in turn, medians of 15 runs. Goal: at most 100 ms over.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const run = fileURLToPath(new URL('../../bin/run.js', import.meta.url));
const time = (args) => {
	const started = process.hrtime.bigint();
	spawnSync(process.execPath, args);
	return Number(process.hrtime.bigint() - started) / 1e6;
};
const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const bare = [];
const version = [];
const help = [];
for (let round = 0; round < 15; round += 1) {
	bare.push(time(['-e', '0']));
	version.push(time([run, '--version']));
	help.push(time([run, '--help']));
}
const base = median(bare);
console.log(
	`bare node ${base.toFixed(0)} ms, --version ${(median(version) - base).toFixed(0)} ms over it (goal 100), --help ${(median(help) - base).toFixed(0)} ms over it`,
);
