import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { loadRules } from '../../src/app/check.js';
import { withSections } from '../../src/build/documents/sections.js';
import { updating } from '../support/golden.js';
import { alike, judge, MIXED, type PairCase, pairsOf } from './corpus.js';
import { KINDS } from './kinds.js';
import { Scores } from './score.js';
import { accuracyTable } from './table.js';
import { readData } from './tables.js';

const README = fileURLToPath(new URL('../../README.md', import.meta.url));
const data = readData();
const scores = new Scores(
	new Set(data.flatMap(({ values }) => values.flatMap(({ finds }) => Object.keys(finds ?? {})))),
);
let rules: string[] = [];

function corpus(): PairCase[] {
	return [
		...KINDS.flatMap((kind) => pairsOf(data, kind, alike(kind))),
		...MIXED.flatMap((kinds) => pairsOf(data, 'mixed', kinds)),
	];
}

beforeAll(async () => {
	rules = (await loadRules([])).rules.map(({ document }) => document.id);
	for (const pair of corpus()) {
		try {
			scores.add(await judge(pair));
		} catch (thrown) {
			scores.problems.push(`${pair.name}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
		}
	}
	process.stdout.write(`${accuracyTable(scores, rules)}\n`);
});

it('finds every defect of the corpus, and nothing that is none', () => {
	expect(scores.problems).toEqual([]);
});

it('is what the README publishes', () => {
	const readme = readFileSync(README, 'utf8');
	const measured = withSections(readme, { accuracy: accuracyTable(scores, rules) });
	if (updating(process.env)) writeFileSync(README, measured);
	else expect(measured).toBe(readme);
});
