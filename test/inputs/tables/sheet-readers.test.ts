import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sheetParser } from '../../../src/inputs/tables/sheet-parser.js';
import { sheetScanner } from '../../../src/inputs/tables/sheet-scanner.js';
import type { SheetReader, SheetSource } from '../../../src/inputs/tables/sheet-source.js';
import { TabBuilder } from '../../../src/inputs/tables/tab-builder.js';
import { UnusualXml } from '../../../src/inputs/tables/unusual-xml.js';
import type { Tab } from '../../../src/shared/tab.js';
import { COLUMNS, type GeneratedSheet, generatedSheet } from '../../support/sheet-xml.js';

const SHARED = ['VM', 'app-01', undefined];

/** Reads a sheet's XML in chunks of the given size, keeping some columns. */
function read(
	create: (source: SheetSource) => SheetReader,
	xml: string,
	columns: readonly number[] = [0, 1, 2, 3, 4],
	chunk = Number.POSITIVE_INFINITY,
): Tab | undefined {
	const bytes = Buffer.from(xml);
	const builder = new TabBuilder('vInfo', () => columns, false);
	const strings = { text: (index: number) => SHARED[index] };
	const reader = create({ path: 'milan.xlsx', label: 'sheet "vInfo"', builder, strings, counter: { cells: 0 } });
	for (let at = 0; at < bytes.length; at += chunk) {
		reader.write(bytes.subarray(at, Math.min(bytes.length, at + chunk)));
		if (chunk === Number.POSITIVE_INFINITY) break;
	}
	reader.end();
	return builder.finish();
}

/** What the scanner reads, or that it leaves the sheet to the parser. */
function scan(xml: string, columns?: readonly number[], chunk?: number): Tab | 'unusual' | undefined {
	try {
		return read(sheetScanner, xml, columns, chunk);
	} catch (error) {
		if (error instanceof UnusualXml) return 'unusual';
		throw error;
	}
}

function expectRows(tab: Tab | undefined, sheet: GeneratedSheet, columns: readonly number[]): void {
	const expected = [...sheet.rows]
		.map(([number, values]) => ({ number, cells: columns.map((column) => values[column]) }))
		.filter(({ cells }) => cells.some((cell) => cell !== undefined));
	expect(tab?.rows).toEqual(expected);
}

const someColumns = fc.subarray([...Array(COLUMNS).keys()]);

describe('the two readers of a sheet', () => {
	it('read every usual sheet alike and right, whichever columns are asked for and wherever chunks end', () => {
		fc.assert(
			fc.property(generatedSheet('usual'), someColumns, fc.integer({ min: 1, max: 400 }), (sheet, columns, chunk) => {
				const scanned = scan(sheet.xml, columns, chunk);
				expect(scanned).not.toBe('unusual');
				expectRows(scanned as Tab, sheet, columns);
				expect(read(sheetParser, sheet.xml, columns, chunk)).toEqual(scanned);
			}),
			{ numRuns: 300 },
		);
	});

	it('read odd sheets right: the parser always, the scanner when it does not give way', () => {
		fc.assert(
			fc.property(generatedSheet('odd'), someColumns, (sheet, columns) => {
				const parsed = read(sheetParser, sheet.xml, columns);
				expectRows(parsed, sheet, columns);
				const scanned = scan(sheet.xml, columns);
				if (scanned !== 'unusual') expect(scanned).toEqual(parsed);
			}),
			{ numRuns: 300 },
		);
	});
});

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const HEADER = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>';
const sheet = (data: string, root = `<worksheet xmlns="${MAIN}">`) =>
	`${root}<sheetData>${HEADER}${data}</sheetData></worksheet>`;
const cells = (tab: Tab | 'unusual' | undefined) => (typeof tab === 'object' ? tab.rows.map((row) => row.cells) : tab);

describe('the scanner', () => {
	it('reads shared texts, and a blank one as no value', () => {
		const data = '<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="s"><v>2</v></c></row>';
		expect(cells(scan(sheet(data), [0, 1]))).toEqual([['app-01', undefined]]);
	});

	it('keeps no row that is blank in the columns asked for, and keeps the numbers of the others', () => {
		const blank = '<row r="2"><c r="A2" s="1"/><c r="B2" s="1"></c></row><row r="3"/>';
		const tab = scan(sheet(`${blank.repeat(50)}<row r="900"><c r="A900"><v>5</v></c></row>`), [0]);
		expect((tab as Tab).rows).toEqual([{ number: 900, cells: [5] }]);
	});

	it('stops at a sheet that is not wanted', () => {
		const builder = new TabBuilder('vHealth', () => undefined, false);
		const strings = { text: () => 'Name' };
		const reader = sheetScanner({ path: 'milan.xlsx', label: 'x', builder, strings, counter: { cells: 0 } });
		expect(reader.write(Buffer.from(sheet('<row r="2"><c r="A2"><v>1</v></c></row>')))).toBe(false);
		expect(builder.finish()).toBeUndefined();
	});

	it('stops at 60 million cells', () => {
		const builder = new TabBuilder('vInfo', () => [0], false);
		const counter = { cells: 60_000_000 };
		const reader = sheetScanner({ path: 'milan.xlsx', label: 'x', builder, strings: { text: () => 'VM' }, counter });
		expect(() => reader.write(Buffer.from(sheet('')))).toThrow(/more than 60 million cells/);
	});

	const unusual: [string, string][] = [
		['a prefix', `<x:worksheet xmlns:x="${MAIN}"><x:sheetData/></x:worksheet>`],
		['another namespace', sheet('', '<worksheet xmlns="urn:other">')],
		['single quotes', sheet("<row r='2'/>")],
		['a comment', sheet('<!-- x -->')],
		['a comment before the rows', `<worksheet xmlns="${MAIN}"><!-- <sheetData> --><sheetData></sheetData></worksheet>`],
		['CDATA', sheet('<row r="2"><c r="A2" t="str"><v><![CDATA[x]]></v></c></row>')],
		['a document type', `<!DOCTYPE x>${sheet('')}`],
		['an unknown entity', sheet('<row r="2"><c r="A2" t="str"><v>&x;</v></c></row>')],
		['a character that XML forbids', sheet('<row r="2"><c r="A2" t="str"><v>&#0;</v></c></row>')],
		['rich text', sheet('<row r="2"><c r="A2" t="inlineStr"><is><r><t>x</t></r></is></c></row>')],
		['a namespace in a cell', sheet('<row r="2"><c xmlns="urn:other" r="A2"><v>1</v></c></row>')],
		['a cell type that does not exist', sheet('<row r="2"><c r="A2" t="x"><v>1</v></c></row>')],
		['a reference without row', sheet('<row r="2"><c r="A"><v>1</v></c></row>')],
		['a column beyond XFD', sheet('<row r="2"><c r="XFE2"><v>1</v></c></row>')],
		['row 0', sheet('<row r="0"/>')],
		['no end of the rows', `<worksheet xmlns="${MAIN}"><sheetData>${HEADER}`],
		['UTF-16', '\uFEFF'],
	];
	for (const [name, xml] of unusual) {
		it(`leaves ${name} to the XML parser`, () => {
			expect(scan(xml, [0])).toBe('unusual');
		});
	}
});

describe('the XML parser of sheets', () => {
	it('reads any prefix and the strict namespace', () => {
		const strict = 'http://purl.oclc.org/ooxml/spreadsheetml/main';
		const data =
			'<x:row r="1"><x:c r="A1" t="str"><x:v>VM</x:v></x:c></x:row><x:row r="2"><x:c r="A2"><x:v>1</x:v></x:c></x:row>';
		const xml = `<x:worksheet xmlns:x="${strict}"><x:sheetData>${data}</x:sheetData></x:worksheet>`;
		expect(cells(read(sheetParser, xml, [0]))).toEqual([[1]]);
	});

	it('passes over elements of other namespaces and alternatives that need an extension', () => {
		const mc = 'http://schemas.openxmlformats.org/markup-compatibility/2006';
		const alternatives = `<mc:AlternateContent xmlns:mc="${mc}"><mc:Choice Requires="x"><c r="A2"><v>1</v></c></mc:Choice><mc:Fallback><c r="A2"><v>2</v></c></mc:Fallback></mc:AlternateContent>`;
		const foreign = '<c r="A3" xmlns="urn:other"><v>3</v></c><c r="A3"><v>4</v></c>';
		const xml = sheet(`<row r="2">${alternatives}</row><row r="3">${foreign}</row>`);
		expect(cells(read(sheetParser, xml, [0]))).toEqual([[2], [4]]);
	});

	it('reads UTF-16', () => {
		const builder = new TabBuilder('vInfo', () => [0], false);
		const strings = { text: () => 'VM' };
		const reader = sheetParser({ path: 'milan.xlsx', label: 'x', builder, strings, counter: { cells: 0 } });
		reader.write(Buffer.from(`\uFEFF${sheet('<row r="2"><c r="A2" t="str"><v>Zürich</v></c></row>')}`, 'utf16le'));
		reader.end();
		expect(cells(builder.finish())).toEqual([['Zürich']]);
	});

	it('refuses more columns than a sheet can have', () => {
		expect(() => read(sheetParser, sheet('<row r="2"><c r="XFE2"><v>1</v></c></row>'), [0])).toThrow(
			/more than 16384 columns/,
		);
	});
});
