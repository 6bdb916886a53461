import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { schemaErrors } from '../../src/documents/validate.js';
import { runCases } from '../../src/engine/cases/run-cases.js';
import { Environments } from '../../src/engine/cel/environment.js';
import type { LoadedCases, LoadedRule } from '../../src/engine/contract.js';
import { checkPack } from '../../src/engine/pack/check-pack.js';
import { type PackAndCases, readPack } from '../../src/engine/pack/load-pack.js';
import { makeSite } from '../../src/facts/site/site.js';
import type { Fact } from '../../src/model/fact.js';
import { PlanDocument } from '../../src/model/plan-document.js';
import { mergeDeclared, partsOf } from '../../src/reporters/text/declare-block.js';
import { loadDirectory } from '../../src/shared/load-directory.js';

const rulesFolder = fileURLToPath(new URL('../../rules', import.meta.url));
let built: PackAndCases;
let facts: Map<string, Fact>;
let environments: Environments;
const casesOf = (id: string): LoadedCases | undefined => built.cases.find((cases) => cases.rule === id);
const ruleOf = (id: string): LoadedRule => built.pack.rules.find((rule) => rule.document.id === id) as LoadedRule;

beforeAll(async () => {
	built = await readPack(rulesFolder);
	facts = await loadDirectory<Fact>(new URL('../../src/facts/', import.meta.url));
	environments = new Environments(facts);
});

describe('the rule pack', () => {
	it('holds rules, and each is written in terms that type-check', () => {
		expect(existsSync(rulesFolder)).toBe(true);
		expect(built.pack.rules.length).toBeGreaterThan(0);
		checkPack(built.pack, facts);
	});

	it('has cases for every rule and no cases without a rule', () => {
		const ids = built.pack.rules.map((rule) => rule.document.id);
		expect(built.cases.map((cases) => cases.rule).sort()).toEqual([...ids].sort());
	});

	it('proves each rule with a pass, a fail and an unknown at least, and not-applicable where the rule has a condition', () => {
		const lacking = built.pack.rules.flatMap(({ document }) => {
			const seen = new Set(casesOf(document.id)?.cases.map((one) => one.case.expect.outcome));
			const wanted = ['pass', 'fail', 'unknown', ...(document.when === undefined ? [] : ['not-applicable'])];
			return wanted.filter((outcome) => !seen.has(outcome as 'pass')).map((outcome) => `${document.id}: no ${outcome}`);
		});
		expect(lacking).toEqual([]);
	});

	it('counts no rule of its own making among the documented checks', () => {
		const own = built.pack.rules.filter(({ document }) => document.documented === false);
		expect(own.map(({ document }) => document.id).sort()).toEqual([
			'dns-servers-disagree',
			'encrypted-vm',
			'host-certificate',
			'vmotion-path-frames-lost',
		]);
	});

	it('asks a question where a rule is not known, and says who can answer it', () => {
		const documents = built.pack.rules.map(({ document }) => document);
		const silent = documents.filter(({ question, askWho }) => !question?.endsWith('?') || askWho === undefined);
		expect(silent.map(({ id }) => id)).toEqual([]);
	});

	it('offers answers to paste that together are one valid piece of a plan', async () => {
		const documents = built.pack.rules.map(({ document }) => document).filter(({ declare }) => declare !== undefined);
		const parts = documents.map(({ declare }) => partsOf(declare ?? ''));
		expect(documents.filter((_, index) => parts[index] === undefined).map(({ id }) => id)).toEqual([]);
		const block = mergeDeclared(parts.flatMap((one) => one ?? []));
		expect(block.join('\n')).not.toMatch(/FILL-IN|…|\{\{/);
		const plan = { version: 1, source: 'a.xlsx', destination: 'b.xlsx', ...parse(block.join('\n')) };
		expect(await schemaErrors(plan, PlanDocument)).toEqual([]);
	});

	it('keeps every case', () => {
		const problems = built.cases.flatMap((cases) =>
			runCases(ruleOf(cases.rule), cases, { facts, makeSite, environments }).flatMap((result) =>
				result.problems.map((problem) => `${result.where} ${result.name}: ${problem}`),
			),
		);
		expect(problems).toEqual([]);
	});

	it('predicts only faults that vim25 has', () => {
		const table = built.pack.tables['faults'] as { families: { faults: Record<string, unknown> }[] };
		const known = new Set(table.families.flatMap((family) => Object.keys(family.faults)));
		const unknown = built.pack.rules.flatMap(({ document }) =>
			(document.faults ?? []).filter((fault) => !known.has(fault)).map((fault) => `${document.id}: ${fault}`),
		);
		expect(unknown).toEqual([]);
	});

	it('rests on named sources, with a web address unless the documents have none', () => {
		const unsourced = built.pack.rules.filter(({ document }) => (document.sources ?? []).length === 0);
		expect(unsourced.map((rule) => rule.document.id)).toEqual([]);
		const urls = built.pack.rules.flatMap(({ document }) =>
			(document.sources ?? []).flatMap((source) => source.url ?? []),
		);
		expect(urls.filter((url) => !/^https?:\/\/[\w.-]+\/\S*$/.test(url))).toEqual([]);
	});

	it('gives every table its sources', () => {
		const unsourced = Object.entries(built.pack.tables).filter(
			([, table]) => !Array.isArray((table as { sources?: unknown }).sources),
		);
		expect(unsourced.map(([name]) => name)).toEqual([]);
	});

	it('has texts for the findings that the tool itself makes', () => {
		expect(Object.keys(built.pack.toolFindings).sort()).toEqual([
			'declared-contradicted',
			'input-age',
			'no-usable-host',
			'power-state-plan',
			'selection-unmatched',
			'source-conflict',
			'waiver-expired',
			'waiver-unused',
		]);
	});
});
