import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTables } from '../../../src/inputs/tables/read-tables.js';
import { sniffTables } from '../../../src/inputs/tables/sniff-tables.js';
import type { SelectColumns, Tab } from '../../../src/shared/tab.js';
import { rvtoolsWorkbook } from '../../support/rvtools-47.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { writeCsvFolder, writeCsvZip, writeWorkbook } from '../../support/workbook.js';

const folder = temporaryFolder();
const all: SelectColumns = (_, header) => header.map((_name, column) => column);
const sheets = rvtoolsWorkbook({ vms: 3, tabs: ['vInfo', 'vDisk', 'vHost'] });
const rowCounts = (tabs: readonly Tab[] | undefined) =>
	Object.fromEntries((tabs ?? []).map((tab) => [tab.name, tab.rows.length]));
const COUNTS = { vInfo: 3, vDisk: 6, vHost: 4 };

describe('readTables', () => {
	it('reads a workbook and gives its digest', async () => {
		const path = join(folder, 'milan.xlsx');
		writeWorkbook(path, sheets);
		const read = await readTables(path, all);
		expect(read.kind).toBe('xlsx');
		expect(read.files).toEqual([{ path, sha256: createHash('sha256').update(readFileSync(path)).digest('hex') }]);
		expect(read.tabs.map(rowCounts)).toEqual([COUNTS]);
	});

	it('reads a folder of CSV files and a zip of them alike', async () => {
		const csv = join(folder, 'csv');
		const zip = join(folder, 'csv.zip');
		writeCsvFolder(csv, sheets);
		writeCsvZip(zip, sheets);
		const fromFolder = await readTables(csv, all);
		const fromZip = await readTables(zip, all);
		expect([fromFolder.kind, fromZip.kind]).toEqual(['csv-folder', 'csv-zip']);
		expect(fromFolder.files).toHaveLength(3);
		expect(fromZip.files).toHaveLength(1);
		const byName = (tabs: readonly Tab[] = []) => [...tabs].sort((a, b) => a.name.localeCompare(b.name));
		expect(fromFolder.tabs.map(rowCounts)).toEqual([COUNTS]);
		expect(byName(fromZip.tabs[0])).toEqual(byName(fromFolder.tabs[0]));
	});

	it('keeps the workbooks of a folder apart when they repeat a tab', async () => {
		const path = join(folder, 'two-sites');
		writeWorkbook(join(path, 'RVTools_export_all_a.xlsx'), sheets);
		writeWorkbook(join(path, 'RVTools_export_all_b.xlsx'), rvtoolsWorkbook({ vms: 5, site: 'fr', tabs: ['vInfo'] }));
		const read = await readTables(path, all);
		expect(read.kind).toBe('xlsx-folder');
		expect(read.tabs.map(rowCounts)).toEqual([COUNTS, { vInfo: 5 }]);
	});

	it('joins the workbooks of a folder when each holds other tabs', async () => {
		const path = join(folder, 'tab-per-workbook');
		for (const sheet of sheets) writeWorkbook(join(path, `RVTools_tab${sheet.name}.xlsx`), [sheet]);
		writeFileSync(join(path, '~$RVTools_tabvInfo.xlsx'), 'lock');
		const read = await readTables(path, all);
		expect(read.tabs.map(rowCounts)).toEqual([COUNTS]);
		expect(read.files).toHaveLength(3);
	});

	it('names a workbook of the folder in which nothing was asked for', async () => {
		const path = join(folder, 'with-notes');
		writeWorkbook(join(path, 'RVTools_export_all_a.xlsx'), sheets);
		writeWorkbook(join(path, 'notes.xlsx'), [{ name: 'Notes', rows: [['call Anna']] }]);
		const read = await readTables(path, (tab, header) => (tab.startsWith('v') ? all(tab, header) : undefined));
		expect(read.skipped).toEqual(['notes.xlsx: holds no RVTools tab']);
		expect(read.files).toHaveLength(1);
	});

	it('does not open links that leave the folder, broken links and sockets, and names them', async () => {
		const path = join(folder, 'with-links');
		writeCsvFolder(path, sheets);
		const outside = join(folder, 'outside.csv');
		writeFileSync(outside, 'VM\nstolen\n');
		symlinkSync(outside, join(path, 'RVTools_tabvCPU.csv'));
		symlinkSync(join(folder, 'nowhere'), join(path, 'RVTools_tabvCD.csv'));
		symlinkSync('RVTools_tabvInfo.csv', join(path, 'RVTools_tabvTools.csv'));
		const socket = createServer();
		await new Promise<void>((done) => socket.listen(join(path, 'RVTools_tabvUSB.csv'), done));
		try {
			const read = await readTables(path, all);
			expect(read.skipped).toEqual([
				'RVTools_tabvCD.csv: is a broken link',
				'RVTools_tabvCPU.csv: is a link that leaves the folder',
				'RVTools_tabvUSB.csv: is no regular file',
			]);
			expect(rowCounts(read.tabs[0])).toEqual({ ...COUNTS, vTools: 3 });
		} finally {
			await new Promise((done) => socket.close(done));
		}
	});

	it('refuses a socket, a path that does not exist, and a folder without tables', async () => {
		const path = join(folder, 'pipe');
		const socket = createServer();
		await new Promise<void>((done) => socket.listen(path, done));
		await expect(readTables(path, all)).rejects.toMatchObject({ code: 'table-no-file' });
		await new Promise((done) => socket.close(done));
		await expect(readTables(join(folder, 'missing.xlsx'), all)).rejects.toMatchObject({
			code: 'table-unreadable',
			message: 'Could not read missing.xlsx: there is no such file or folder.',
		});
		mkdirSync(join(folder, 'empty'));
		await expect(readTables(join(folder, 'empty'), all)).rejects.toMatchObject({ code: 'table-none' });
	});
});

describe('sniffTables', () => {
	it('leaves paths alone that hold no tables', async () => {
		const path = join(folder, 'plan.yaml');
		writeFileSync(path, 'version: 1\n');
		expect(await sniffTables(path)).toBeUndefined();
		expect(await sniffTables(join(folder, 'nothing-here'))).toBeUndefined();
		expect(await sniffTables('https://vc.example.com')).toBeUndefined();
	});

	it('recognises a workbook by content whatever its name, and a cut one by its first entry', async () => {
		const path = join(folder, 'workbook.bin');
		writeWorkbook(path, sheets);
		expect(await sniffTables(path)).toBe('xlsx');
		const cut = join(folder, 'cut.bin');
		writeFileSync(cut, readFileSync(path).subarray(0, 3000));
		expect(await sniffTables(cut)).toBe('xlsx');
	});

	it('takes a folder with CSV files and some other workbook for a CSV export', async () => {
		const path = join(folder, 'mixed');
		writeCsvFolder(path, sheets);
		writeWorkbook(join(path, 'sizing.xlsx'), sheets);
		expect(await sniffTables(path)).toBe('csv-folder');
		writeWorkbook(join(path, 'RVTools_export_all_2026-11-20.xlsx'), sheets);
		expect(await sniffTables(path)).toBe('xlsx-folder');
	});
});
