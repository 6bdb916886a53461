#!/usr/bin/env node
import { readFileSync } from 'node:fs';

// A lone --version answers before oclif is loaded: pipelines ask it first and often.
if (process.argv.length === 3 && process.argv[2] === '--version') {
	const { name, version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
	process.stdout.write(`${name}/${version} node-${process.version}\n`);
} else {
	const { start } = await import('../dist/bundle/commands/start.js');
	await start(import.meta.url);
}
