import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadBuiltPack } from '../../src/engine/pack/load-pack.js';
import type { Inventory } from '../../src/model/inventory/inventory.js';
import type { Report } from '../../src/model/report.js';
import { updating } from '../support/golden.js';
import { checkInventories, checkWorkbooks, inventoryPair, type Pair, workbookPair } from './bases.js';
import {
	difference,
	findingLines,
	type Mutation,
	mutateInventories,
	mutateWorkbooks,
	readTables,
	writeTable,
} from './mutation.js';

let inventories: Pair<Inventory>;
let clean: { inventory: Report; workbook: Report };
const tables = readTables();
const results = new Map<Mutation, string[]>();

beforeAll(async () => {
	inventories = await inventoryPair();
	clean = { inventory: await checkInventories(inventories), workbook: await checkWorkbooks(workbookPair()) };
});

async function changesOf(mutation: Mutation): Promise<{ changes: string[]; report: Report }> {
	if (mutation.inventory !== undefined) {
		const report = await checkInventories(
			mutateInventories(inventories, [mutation.inventory].flat()),
			mutation.plan,
			mutation.probes,
		);
		return { changes: difference(findingLines(clean.inventory), findingLines(report)), report };
	}
	const report = await checkWorkbooks(mutateWorkbooks(workbookPair(), [mutation.workbook ?? []].flat()), mutation.plan);
	return { changes: difference(findingLines(clean.workbook), findingLines(report)), report };
}

describe('a clean pair', () => {
	it('of inventories is ready', () => {
		expect(findingLines(clean.inventory).filter((line) => line.includes(' blocker '))).toEqual([]);
		expect(clean.inventory.exitCode).toBe(0);
	});

	it('of workbooks is ready once the plan declares what RVTools cannot tell', () => {
		expect(findingLines(clean.workbook).filter((line) => line.includes(' blocker '))).toEqual([]);
		expect(clean.workbook.exitCode).toBe(0);
	});
});

describe.each([...tables])('mutations of %s', (name, mutations) => {
	it.each(mutations.map((mutation) => [`${mutation.rule}: ${mutation.what}`, mutation] as const))(
		'%s',
		async (_title, mutation) => {
			const { changes, report } = await changesOf(mutation);
			results.set(mutation, changes);
			expect(report.findings.filter((finding) => finding.outcome === 'error')).toEqual([]);
			if (!updating(process.env)) expect(changes).toEqual(mutation.changes);
			// A datum that is gone may take a finding's place by an unknown one; it may never make anything look better.
			const takesAway = JSON.stringify(mutation).match(/"(drop|dropColumns|dropTab)":/);
			// What is only worth a note decides no verdict.
			const notesOnly = changes.length > 0 && changes.every((line) => / info /.test(line));
			if (takesAway && !notesOnly) expect(report.verdict).not.toBe('ready');
		},
	);
	afterAll(() => {
		if (updating(process.env))
			writeTable(
				name,
				mutations.map((mutation) => ({ ...mutation, changes: results.get(mutation) ?? mutation.changes })),
			);
	});
});

describe('the mutation tables', () => {
	it('hold at least three mutations of every rule, two of which change a finding of that rule', async () => {
		const all = [...tables.values()].flat();
		const lacking = (await loadBuiltPack()).rules
			.map((rule) => rule.document.id)
			.map((id) => {
				const own = all.filter((mutation) => mutation.rule === id);
				return {
					id,
					own: own.length,
					changing: own.filter(({ changes }) => changes.some((line) => line.includes(` ${id}: `))).length,
				};
			})
			.filter(({ own, changing }) => own < 3 || changing < 2);
		expect(lacking).toEqual([]);
	});
});
