import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readXlsx } from '../../../src/inputs/tables/read-xlsx.js';
import type { SelectColumns, Tab } from '../../../src/shared/tab.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { buildWorkbook, type SheetSpec, type WorkbookOptions, workbookMembers } from '../../support/workbook.js';
import { zip } from '../../support/zip-writer.js';

const folder = temporaryFolder();
const all: SelectColumns = (_, header) => header.map((_name, column) => column);
const VINFO: SheetSpec = {
	name: 'vInfo',
	rows: [
		['VM', 'Memory', 'Template', 'Annotation'],
		['app-01', 4096, true, ' <a> & "b"\nzwölf  '],
		['app-02', 0.25, false, undefined],
		[],
		['app-03', -1, undefined, 'líne_x000D_\nend'],
	],
};
const VALUES = [
	{ number: 2, cells: ['app-01', 4096, true, ' <a> & "b"\nzwölf  '] },
	{ number: 3, cells: ['app-02', 0.25, false, undefined] },
	{ number: 5, cells: ['app-03', -1, undefined, 'líne\r\nend'] },
];

let files = 0;
async function read(bytes: Buffer, select: SelectColumns = all): Promise<Tab[]> {
	const path = join(folder, `milan-${++files}.xlsx`);
	writeFileSync(path, bytes);
	return await readXlsx(path, select);
}

describe('workbooks', () => {
	const written: [string, WorkbookOptions][] = [
		['shared texts', {}],
		['inline texts', { strings: 'inline' }],
		['entries that are not packed', { method: 'store' }],
		['sizes that follow the data', { flags: 8 }],
		['prefixed elements', { prefix: 'x' }],
		['prefixed elements and inline texts', { prefix: 'x', strings: 'inline' }],
		['thousands of blank rows', { blankRows: 5000 }],
		['a comment in every part', { edit: (_, xml) => xml.replace('?>\n', '?>\n<!-- made by hand -->') }],
		['byte order marks', { edit: (_, xml) => `\uFEFF${xml}` }],
	];
	for (const [name, options] of written) {
		it(`reads ${name}`, async () => {
			const [tab] = await read(buildWorkbook([VINFO], options));
			expect(tab).toEqual({ name: 'vInfo', header: VINFO.rows[0], columns: [0, 1, 2, 3], rows: VALUES });
		});
	}

	it('reads the columns asked for, in that order, and calls with each header once', async () => {
		const calls: [string, readonly string[]][] = [];
		const tabs = await read(buildWorkbook([VINFO, { name: 'vDisk', rows: [['VM', 'Disk']] }]), (tab, header) => {
			calls.push([tab, header]);
			return tab === 'vInfo' ? [3, 0] : undefined;
		});
		expect(tabs.map(({ name, columns }) => ({ name, columns }))).toEqual([{ name: 'vInfo', columns: [3, 0] }]);
		expect(tabs[0]?.rows[1]?.cells).toEqual([undefined, 'app-02']);
		expect(calls).toEqual([
			['vInfo', VINFO.rows[0]],
			['vDisk', ['VM', 'Disk']],
		]);
	});

	it('asks once for a sheet that both readers read', async () => {
		const edit = (_: string, xml: string) => xml.replace('</sheetData>', '<!-- end --></sheetData>');
		const asked: string[] = [];
		const [tab] = await read(buildWorkbook([VINFO], { edit }), (name, header) => {
			asked.push(name);
			return all(name, header);
		});
		expect(asked).toEqual(['vInfo']);
		expect(tab?.rows).toEqual(VALUES);
	});

	it('gives gaps in the header as blank names and repeated names as they are', async () => {
		const [tab] = await read(buildWorkbook([{ name: 'vHost', rows: [['Host', undefined, 'Host', 2024]] }]));
		expect(tab?.header).toEqual(['Host', '', 'Host', '2024']);
	});

	it('gives a tab with headers and no rows, and one with nothing at all', async () => {
		const tabs = await read(
			buildWorkbook([
				{ name: 'vSnapshot', rows: [['VM']] },
				{ name: 'vUSB', rows: [] },
			]),
		);
		expect(tabs.map(({ name, header, rows }) => [name, header, rows])).toEqual([
			['vSnapshot', ['VM'], []],
			['vUSB', [], []],
		]);
	});

	it('says when days count from 1904', async () => {
		expect((await read(buildWorkbook([VINFO], { date1904: true })))[0]?.date1904).toBe(true);
	});

	it('joins runs of rich shared texts and leaves out phonetic runs', async () => {
		const rich =
			'<si><r><t xml:space="preserve">app </t></r><r><rPr><b/></rPr><t>&amp; 01</t></r><rPh sb="0" eb="1"><t>kana</t></rPh></si>';
		const edit = (part: string, xml: string) =>
			part === 'xl/sharedStrings.xml' ? xml.replace('<si><t>app-01</t></si>', rich) : xml;
		expect((await read(buildWorkbook([VINFO], { edit })))[0]?.rows[0]?.cells[0]).toBe('app & 01');
	});

	it('finds sheets by their relationships: any order, absolute and relative targets, charts left out', async () => {
		const sheets = [VINFO, { name: 'vCPU', rows: [['CPUs'], [2]] }, { name: 'Chart', rows: [['x']] }];
		const edit = (part: string, xml: string) =>
			part === 'xl/_rels/workbook.xml.rels'
				? xml
						.replace('worksheets/sheet1.xml', 'swap')
						.replace('worksheets/sheet2.xml', '/xl/worksheets/sheet1.xml')
						.replace('swap', './../xl/worksheets/sheet2.xml')
						.replace('/worksheet" Target="worksheets/sheet3', '/chartsheet" Target="worksheets/sheet3')
				: xml;
		const tabs = await read(buildWorkbook(sheets, { edit }));
		expect(tabs.map((tab) => [tab.name, tab.header])).toEqual([
			['vInfo', ['CPUs']],
			['vCPU', VINFO.rows[0]],
		]);
	});

	it('reads a sheet of many chunks like a small one', async () => {
		const rows = Array.from({ length: 30_000 }, (_, index) => [`app-${index}`, index, undefined, `note ${index}`]);
		const sheet = { name: 'vInfo', rows: [VINFO.rows[0] ?? [], ...rows] };
		for (const strings of ['shared', 'inline'] as const) {
			const [tab] = await read(buildWorkbook([sheet], { strings }));
			expect(tab?.rows).toHaveLength(30_000);
			expect(tab?.rows.every((row, index) => row.number === index + 2 && row.cells[1] === index)).toBe(true);
			expect(tab?.rows[29_999]?.cells).toEqual(['app-29999', 29_999, undefined, 'note 29999']);
		}
	});

	it('reads a zip with 64-bit records', async () => {
		expect((await read(zip(workbookMembers([VINFO]), { zip64: true })))[0]?.rows).toEqual(VALUES);
	});

	it('reads a zip with a comment behind its end record', async () => {
		expect((await read(zip(workbookMembers([VINFO]), { comment: 'exported by hand' })))[0]?.rows).toEqual(VALUES);
	});
});
