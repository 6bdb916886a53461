import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCsvTabs } from '../../../src/inputs/tables/read-csv-tabs.js';
import type { SelectColumns, Tab } from '../../../src/shared/tab.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { type CsvOptions, csvBytes, type SheetSpec, writeCsvFolder } from '../../support/workbook.js';
import { zip } from '../../support/zip-writer.js';

const folder = temporaryFolder();
const all: SelectColumns = (_, header) => header.map((_name, column) => column);
let folders = 0;

/** A folder with files of the given content. */
function folderOf(files: Readonly<Record<string, string | Buffer>>): string {
	const path = join(folder, `milan-${++folders}`);
	mkdirSync(path);
	for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
	return path;
}

const readText = async (content: string | Buffer, select = all) =>
	(await readCsvTabs(folderOf({ 'RVTools_tabvInfo.csv': content }), select))[0] as Tab;
const refusal = async (content: string | Buffer) =>
	await readText(content).then(
		() => expect.fail('it was read'),
		(error: unknown) => error,
	);

const VINFO: SheetSpec = {
	name: 'vInfo',
	rows: [
		['VM', 'Memory', 'Annotation'],
		['app-01', 16_384, 'owner: Jürgen\nsecond line, with "quotes"'],
		['app-02', undefined, 'größer; Ärger'],
		['app-03', 0.5, undefined],
	],
};

describe('CSV exports', () => {
	const written: [string, CsvOptions][] = [
		['UTF-8', {}],
		['UTF-8 with byte order mark', { encoding: 'utf8-bom' }],
		['UTF-16 with byte order mark', { encoding: 'utf16le-bom' }],
		['Windows-1252', { encoding: 'windows-1252' }],
		['semicolons', { delimiter: ';' }],
		['tabs', { delimiter: '\t' }],
		['a sep= line', { delimiter: ';', sepLine: true }],
	];
	for (const [name, options] of written) {
		it(`reads ${name}`, async () => {
			const tab = await readText(csvBytes(VINFO, options));
			expect(tab.header).toEqual(['VM', 'Memory', 'Annotation']);
			expect(tab.rows).toEqual([
				{ number: 2, cells: ['app-01', '16384', 'owner: Jürgen\nsecond line, with "quotes"'] },
				{ number: 3, cells: ['app-02', undefined, 'größer; Ärger'] },
				{ number: 4, cells: ['app-03', '0.5', undefined] },
			]);
		});
	}

	it('reads big-endian UTF-16', async () => {
		const bytes = csvBytes(VINFO, { encoding: 'utf16le-bom' }).swap16();
		expect((await readText(bytes)).rows[1]?.cells[2]).toBe('größer; Ärger');
	});

	it('keeps quoted thousands as they are written: the column decides later what they mean', async () => {
		const tab = await readText(csvBytes(VINFO, { numbers: { thousands: ',', decimal: '.' } }));
		expect(tab.rows.map((row) => row.cells[1])).toEqual(['16,384', undefined, '0.5']);
	});

	it('takes the commonest delimiter of the header for the delimiter, not one inside quotes', async () => {
		const tab = await readText('"VM; a, b, c";Memory;Host\napp-01;1;esx01\n');
		expect(tab.header).toEqual(['VM; a, b, c', 'Memory', 'Host']);
	});

	it('reads only the columns and tabs that are asked for', async () => {
		const path = folderOf({ 'RVTools_tabvInfo.csv': csvBytes(VINFO), 'RVTools_tabvHealth.csv': 'Name\nx\n' });
		const tabs = await readCsvTabs(path, (tab) => (tab === 'vInfo' ? [2, 0] : undefined));
		expect(tabs).toHaveLength(1);
		expect(tabs[0]).toMatchObject({ name: 'vInfo', columns: [2, 0] });
		expect(tabs[0]?.rows[2]).toEqual({ number: 4, cells: [undefined, 'app-03'] });
	});

	it('finds files in any case and gives tabs their usual names', async () => {
		const path = folderOf({
			'rvtools_TABVINFO.CSV': 'VM\na\n',
			'RVTools_tabvsc_vmk.csv': 'Host\n',
			'notes.csv': 'x\n',
		});
		const tabs = await readCsvTabs(path, all);
		expect(tabs.map((tab) => [tab.name, tab.rows.length]).sort()).toEqual([
			['vInfo', 1],
			['vSC_VMK', 0],
		]);
	});

	it('passes over blank lines but counts them', async () => {
		expect((await readText('VM,Memory\n\n,\napp-01,1\n')).rows).toEqual([{ number: 4, cells: ['app-01', '1'] }]);
	});

	it('reads a file without rows and an empty one as tabs without rows', async () => {
		expect(await readText('VM,Memory\n')).toMatchObject({ header: ['VM', 'Memory'], rows: [] });
		expect(await readText('')).toMatchObject({ header: [], rows: [] });
	});

	it('reads rows that leave out blank cells at their end', async () => {
		expect((await readText('VM,Memory,Host\napp-01\n')).rows[0]?.cells).toEqual(['app-01', undefined, undefined]);
	});

	it('reads files of a folder inside a zip', async () => {
		const path = join(folder, 'export.zip');
		const members = [
			{ name: 'export/', data: '' },
			{ name: 'export/RVTools_tabvInfo.csv', data: csvBytes(VINFO) },
			{ name: '__MACOSX/export/RVTools_tabvInfo.csv', data: 'x' },
		];
		writeFileSync(path, zip(members));
		expect((await readCsvTabs(path, all)).map((tab) => tab.rows.length)).toEqual([3]);
	});

	it('reads a large file in pieces', async () => {
		const rows = Array.from({ length: 20_000 }, (_, index) => [`app-${index}`, index, `größer ${'x'.repeat(20)}`]);
		const path = join(folder, 'large');
		writeCsvFolder(path, [{ name: 'vInfo', rows: [['VM', 'Memory', 'Annotation'], ...rows] }]);
		const [tab] = await readCsvTabs(path, all);
		expect(tab?.rows).toHaveLength(20_000);
		expect(tab?.rows.at(-1)).toEqual({ number: 20_001, cells: ['app-19999', '19999', `größer ${'x'.repeat(20)}`] });
	});
});

describe('CSV exports that cannot be read', () => {
	it('refuses a row with more cells than the header, with its line', async () => {
		expect(await refusal('VM,Annotation\napp-01,"two\nlines"\napp-02,a,b\n')).toMatchObject({
			code: 'csv-damaged',
			message: 'Could not read RVTools_tabvInfo.csv: line 4 has 3 cells, the header has 2.',
		});
	});

	it('counts the sep= line in the line of an error', async () => {
		expect(await refusal('sep=;\nVM;Annotation\napp-02;a;b\n')).toMatchObject({
			message: expect.stringContaining('line 3 has 3 cells') as string,
		});
	});

	it('refuses a quoted cell that is never closed', async () => {
		expect(await refusal('VM,Annotation\napp-01,"cut he')).toMatchObject({
			code: 'csv-damaged',
			message: expect.stringMatching(/line \d+: a quoted cell is never closed; the file may have been cut/) as string,
		});
	});

	it('refuses a file that ends in the middle of a row or of a character', async () => {
		const bytes = csvBytes(VINFO);
		const inRow = bytes.subarray(0, bytes.lastIndexOf('app-03') + 8);
		expect(await refusal(inRow)).toMatchObject({
			code: 'csv-damaged',
			message: 'Could not read RVTools_tabvInfo.csv: it ends in the middle of row 4; the file may have been cut.',
		});
		const inCharacter = bytes.subarray(0, bytes.lastIndexOf('Ä') + 1);
		expect(await refusal(inCharacter)).toMatchObject({ code: 'csv-damaged' });
	});

	it('reads a file whose last row is complete but has no line end', async () => {
		expect((await readText('VM,Memory\napp-01,1')).rows).toEqual([{ number: 2, cells: ['app-01', '1'] }]);
		expect((await readText(Buffer.from('VM\ncaf\xe9', 'latin1'))).rows[0]?.cells).toEqual(['café']);
	});

	it('refuses a row that a missing quotation mark makes endless', async () => {
		const endless = `VM,Annotation\napp-01,"${'x'.repeat(17 * 1024 * 1024)}`;
		expect(await refusal(endless)).toMatchObject({
			message: expect.stringContaining('a row is longer than 16 MB') as string,
		});
	});

	it('refuses text behind a closing quote', async () => {
		expect(await refusal('VM,Annotation\napp-01,"a"b\n')).toMatchObject({
			message: expect.stringContaining('line 2: a quotation mark stands where none may be') as string,
		});
	});

	it('refuses UTF-16 without byte order mark and UTF-16 that is cut', async () => {
		const bytes = csvBytes(VINFO, { encoding: 'utf16le-bom' });
		expect(await refusal(bytes.subarray(2))).toMatchObject({ code: 'csv-encoding' });
		expect(await refusal(bytes.subarray(0, 41))).toMatchObject({ code: 'csv-encoding' });
	});

	it('refuses two files for one tab, naming both', async () => {
		const path = join(folder, 'twice.zip');
		writeFileSync(
			path,
			zip([
				{ name: 'a/RVTools_tabvInfo.csv', data: 'VM\n' },
				{ name: 'b/rvtools_tabvinfo.csv', data: 'VM\n' },
			]),
		);
		await expect(readCsvTabs(path, all)).rejects.toMatchObject({
			code: 'csv-duplicate-tab',
			message: expect.stringMatching(/a\/RVTools_tabvInfo\.csv and .*b\/rvtools_tabvinfo\.csv/) as string,
		});
	});

	it('refuses a folder and a zip without tabs', async () => {
		await expect(readCsvTabs(folderOf({ 'notes.csv': 'x' }), all)).rejects.toMatchObject({ code: 'csv-missing' });
		const path = join(folder, 'notes.zip');
		writeFileSync(path, zip([{ name: 'notes.csv', data: 'x' }]));
		await expect(readCsvTabs(path, all)).rejects.toMatchObject({ code: 'csv-missing' });
	});
});
