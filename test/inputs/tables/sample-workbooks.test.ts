import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { readXlsx } from '../../../src/inputs/tables/read-xlsx.js';
import type { Cell, SelectColumns, Tab } from '../../../src/shared/tab.js';

const corpus = process.env['XVCHECK_CORPUS'];
const python = spawnSync('python3', ['--version']).status === 0;
const reason =
	corpus === undefined ? ' (skipped: XVCHECK_CORPUS names no samples)' : python ? '' : ' (skipped: no python3)';
const all: SelectColumns = (_, header) => header.map((_name, column) => column);

type ForeignSheets = Record<string, [number, Record<string, Cell>][]>;

/** Tab, rows with a value, cells with a value; counted once with openpyxl 3.1. */
const SAMPLES: [string, Record<string, [number, number]>][] = [
	[
		'kubev2v_migration-planner/example1.xlsx',
		{ vInfo: [9, 449], vCPU: [9, 201], vMemory: [9, 247], vDisk: [9, 268], vPartition: [9, 131], vHost: [7, 320] },
	],
	[
		'mjvincent_rvtools-to-ibm-cloud/SizingWorkshop-RVTools.xlsx',
		{ vInfo: [805, 11251], vNetwork: [805, 6440], vPartition: [1618, 21034], vHost: [34, 952] },
	],
	[
		'mjvincent_rvtools-to-ibm-cloud/rvtools-small-complete.xlsx',
		{
			vInfo: [3, 42],
			vDisk: [5, 25],
			vPartition: [5, 35],
			vCPU: [3, 15],
			vMemory: [3, 27],
			vHost: [2, 6],
			vCluster: [1, 2],
			vNetwork: [4, 32],
			vSnapshot: [1, 3],
			vTools: [3, 21],
			vCD: [1, 5],
			vUSB: [1, 4],
			vHealth: [1, 3],
			vSwitch: [2, 12],
			dvSwitch: [1, 5],
			vPort: [2, 12],
			dvPort: [1, 6],
		},
	],
];

/** The sheets as the other reader gives them, in the shape of tabs. */
function foreign(path: string): Record<string, Record<string, Cell>> {
	const script = fileURLToPath(new URL('../../support/read_workbook.py', import.meta.url));
	const output = execFileSync('python3', [script, path], { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
	const sheets = JSON.parse(output) as ForeignSheets;
	return Object.fromEntries(Object.entries(sheets).map(([name, rows]) => [name, flat(rows)]));
}

/** Cells by `row:column`, the header row left out. */
function flat(rows: ForeignSheets[string]): Record<string, Cell> {
	const cells = rows
		.slice(1)
		.flatMap(([row, byColumn]) =>
			Object.entries(byColumn).map(([column, value]): [string, Cell] => [`${row}:${column}`, value]),
		);
	return Object.fromEntries(cells);
}

function own(tab: Tab): Record<string, Cell> {
	const cells: [string, Cell][] = [];
	for (const row of tab.rows) {
		row.cells.forEach((cell, slot) => {
			if (cell !== undefined) cells.push([`${row.number}:${tab.columns[slot]}`, cell]);
		});
	}
	return Object.fromEntries(cells);
}

describe.skipIf(reason !== '')(`sample workbooks${reason}`, () => {
	for (const [file, counts] of SAMPLES) {
		describe(file, () => {
			const path = join(corpus ?? '', file);
			let tabs: Tab[] = [];
			beforeAll(async () => {
				tabs = await readXlsx(path, all);
			});

			it('has the tabs, rows and cells that were counted by another tool', () => {
				const found = tabs.map((tab) => [tab.name, [tab.rows.length, Object.keys(own(tab)).length]]);
				expect(Object.fromEntries(found)).toEqual(counts);
			});

			it('reads the same by the scanner and by the XML parser', async () => {
				expect(await readXlsx(path, all, 'parser')).toEqual(tabs);
			});

			it('has the cells that Python reads, one by one', () => {
				expect(Object.fromEntries(tabs.map((tab) => [tab.name, own(tab)]))).toEqual(foreign(path));
			});
		});
	}
});
