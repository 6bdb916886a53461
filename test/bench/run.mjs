// npm run bench [-- NAME...]: runs the benchmarks of this folder one after the other, each in its own process.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const wanted = process.argv.slice(2);
const names = readdirSync(folder)
	.filter((file) => file.endsWith('.bench.mjs'))
	.map((file) => file.slice(0, -'.bench.mjs'.length))
	.filter((name) => wanted.length === 0 || wanted.includes(name));
if (names.length === 0) {
	console.error(`No benchmark is called ${wanted.join(', ')}.`);
	process.exit(2);
}
let failed = 0;
for (const name of names) {
	console.log(`\n# ${name}`);
	const { status } = spawnSync(process.execPath, ['--expose-gc', `${folder}${name}.bench.mjs`], { stdio: 'inherit' });
	if (status !== 0) failed += 1;
}
process.exitCode = failed > 0 ? 1 : 0;
