import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readXlsx } from '../../../src/inputs/tables/read-xlsx.js';
import { UserError } from '../../../src/shared/errors.js';
import type { SelectColumns } from '../../../src/shared/tab.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { buildWorkbook, type SheetSpec, type WorkbookOptions, workbookMembers } from '../../support/workbook.js';
import { type ZipMember, zip } from '../../support/zip-writer.js';

const folder = temporaryFolder();
const all: SelectColumns = (_, header) => header.map((_name, column) => column);
const SHEETS: SheetSpec[] = [
	{ name: 'vInfo', rows: [['VM', 'Memory'], ['app-01', 4096]] }, // biome-ignore format: rows read as a table
	{ name: 'vDisk', rows: [['VM', 'Disk'], ['app-01', 'Hard disk 1']] }, // biome-ignore format: rows read as a table
];

let files = 0;
/** What reading these bytes as a workbook ends with. */
async function failure(bytes: Buffer): Promise<UserError> {
	const path = join(folder, `milan-${++files}.xlsx`);
	writeFileSync(path, bytes);
	try {
		await readXlsx(path, all);
	} catch (error) {
		if (error instanceof UserError) return error;
		throw error;
	}
	throw new Error('it was read');
}

const withMembers = (...extra: ZipMember[]) => failure(buildWorkbook(SHEETS, { extra }));
const edited = (part: string, change: (xml: string) => string, options: WorkbookOptions = {}) =>
	failure(buildWorkbook(SHEETS, { ...options, edit: (name, xml) => (name === part ? change(xml) : xml) }));
const SHEET_1 = 'xl/worksheets/sheet1.xml';

describe('files that are no workbook', () => {
	const cases: [string, Buffer | string, string, RegExp][] = [
		['an empty file', '', 'table-empty', /the file is empty/],
		['a web page saved as a workbook', '\n<html><table><tr><td>VM</td></tr></table></html>', 'not-a-workbook', /HTML/],
		['a document type of HTML', '<!DOCTYPE html><html></html>', 'not-a-workbook', /HTML/],
		[
			'an XML spreadsheet of 2003',
			'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
			'not-a-workbook',
			/2003/,
		],
		['a CSV file', 'VM,Powerstate\napp-01,poweredOn\n', 'not-a-workbook', /text file/],
		['bytes of nothing', Buffer.from([1, 2, 3, 0, 255, 254]), 'not-a-workbook', /not an Excel workbook/],
		['a workbook of Excel 97', compoundFile('Workbook'), 'not-a-workbook', /\.xls/],
		['a workbook behind a password', compoundFile('EncryptedPackage'), 'table-encrypted', /password/],
		['a zip of something else', zip([{ name: 'readme.txt', data: 'hello' }]), 'not-a-workbook', /zip file, but no/],
	];
	for (const [name, bytes, code, message] of cases) {
		it(`names ${name}`, async () => {
			const error = await failure(Buffer.from(bytes as string));
			expect(error.code).toBe(code);
			expect(error.message).toMatch(/^Could not read milan-\d+\.xlsx: /);
			expect(error.message).toMatch(message);
			expect(error.suggestions).not.toEqual([]);
		});
	}
});

/** The first sectors of an OLE compound file with one directory entry. */
function compoundFile(stream: string): Buffer {
	const bytes = Buffer.alloc(2048);
	bytes.write('d0cf11e0a1b11ae1', 0, 'hex');
	bytes.writeUInt16LE(9, 30);
	bytes.writeUInt32LE(1, 48);
	bytes.write(stream, 1024, 'utf16le');
	return bytes;
}

describe('zips built to harm', () => {
	const names: [string, string][] = [
		['/etc/passwd', 'is absolute'],
		['C:/Windows/x', 'is absolute'],
		['xl/../../x', 'climbs out of the archive'],
		['..', 'climbs out of the archive'],
		['xl\\media', 'has a backslash'],
		['', 'is no name'],
	];
	for (const [name, reason] of names) {
		it(`refuses the entry name ${JSON.stringify(name)}`, async () => {
			const error = await withMembers({ name, data: 'x' });
			expect(error.code).toBe('zip-entry-name');
			expect(error.message).toContain(`${JSON.stringify(name)} ${reason}`);
		});
	}

	it('refuses an entry that is there twice, in whatever case', async () => {
		const error = await withMembers({ name: 'xl/Worksheets/SHEET1.xml', data: '<x/>' });
		expect(error.code).toBe('zip-duplicate-entry');
		expect(error.message).toContain('"xl/Worksheets/SHEET1.xml" twice');
	});

	it('refuses encrypted entries', async () => {
		const error = await withMembers({ name: 'xl/media/image1.png', data: 'x', flags: 1 });
		expect(error.code).toBe('table-encrypted');
		expect(error.message).toContain('"xl/media/image1.png" is encrypted');
	});

	it('refuses an entry that unpacks to hundreds of times its size', async () => {
		const error = await withMembers({ name: 'xl/media/bomb', data: 'x', claimedSize: 300 * 1024 ** 2 });
		expect(error.code).toBe('zip-bomb');
		expect(error.message).toContain('xl/media/bomb');
	});

	it('refuses more than 2 GB, even unpacked honestly', async () => {
		const parts = Array.from({ length: 9 }, (_, index) => ({
			name: `xl/media/${index}`,
			data: 'x',
			claimedSize: 255 * 1024 ** 2,
		}));
		const error = await withMembers(...parts);
		expect(error.code).toBe('table-too-large');
		expect(error.message).toContain('2.2 GB, the limit is 2 GB');
	});

	it('refuses a sheet that unpacks to more than the zip states', async () => {
		const members = workbookMembers(SHEETS).map((member) =>
			member.name === SHEET_1 ? { ...member, claimedSize: 100 } : member,
		);
		expect((await failure(zip(members))).code).toBe('table-damaged');
	});

	it('refuses a sheet whose checksum does not match', async () => {
		const members = workbookMembers(SHEETS).map((member) =>
			member.name === SHEET_1 ? { ...member, claimedCrc: 1 } : member,
		);
		expect((await failure(zip(members))).message).toContain(`the checksum of ${SHEET_1} does not match`);
	});

	it('refuses entries that share their bytes', async () => {
		const bytes = buildWorkbook(SHEETS, { extra: [{ name: 'x', data: 'x'.repeat(5000), method: 'store' }] });
		const record = bytes.lastIndexOf('PK\x01\x02');
		bytes.writeUInt32LE(60_000, record + 20);
		expect((await failure(bytes)).code).toBe('zip-bomb');
	});
});

describe('workbooks that contradict themselves', () => {
	it('refuses two sheets of one name', async () => {
		const error = await failure(buildWorkbook([...SHEETS, { name: 'VINFO', rows: [['VM']] }]));
		expect(error.code).toBe('duplicate-sheet');
		expect(error.message).toContain('two sheets are named "VINFO"');
	});

	it('refuses a document type declaration in a sheet, the workbook and the shared strings', async () => {
		for (const part of [SHEET_1, 'xl/workbook.xml', 'xl/sharedStrings.xml']) {
			const error = await edited(part, (xml) => xml.replace('?>', '?><!DOCTYPE x [<!ENTITY a "aaaa">]>'));
			expect(error.code, part).toBe('table-doctype');
		}
	});

	it('refuses an entity that nothing defines', async () => {
		const error = await edited(SHEET_1, (xml) => xml.replace('<v>4096</v>', '<v>&memory;</v>'));
		expect(error.code).toBe('table-damaged');
		expect(error.message).toContain('sheet "vInfo" is no well-formed XML');
	});

	it('refuses a sheet that ends in the middle of its XML', async () => {
		const error = await edited(SHEET_1, (xml) => xml.slice(0, xml.indexOf('</row><row') + 40));
		expect(error.code).toBe('table-damaged');
		expect(error.message).toContain('sheet "vInfo"');
	});

	it('refuses a cell that refers to a text that is not there', async () => {
		const error = await edited(SHEET_1, (xml) => xml.replace('t="s"><v>0<', 't="s"><v>999<'));
		expect(error.message).toContain('a cell refers to text 999, the workbook has');
	});

	it('refuses a sheet without content', async () => {
		const error = await edited('xl/_rels/workbook.xml.rels', (xml) =>
			xml.replace('worksheets/sheet2', 'worksheets/none'),
		);
		expect(error.message).toContain('sheet "vDisk" is missing (xl/worksheets/none.xml)');
	});

	it('refuses XML that is nested without end', async () => {
		const error = await edited(SHEET_1, (xml) => xml.replace('<row r="2">', `<row r="2">${'<a>'.repeat(10_000)}`));
		expect(error.message).toContain('nested deeper than 200 levels');
	});

	it('names a binary workbook', async () => {
		const members = workbookMembers(SHEETS, {
			edit: (part, xml) => (part === '_rels/.rels' ? xml.replace('workbook.xml', 'workbook.bin') : xml),
		});
		expect((await failure(zip(members))).message).toContain('binary workbook (.xlsb)');
	});
});

describe('workbooks that were cut', () => {
	it('gives one clear message wherever the file ends, and never reads it as complete', async () => {
		const cuts: [WorkbookOptions, number][] = [
			[{ strings: 'inline' }, 1],
			[{ flags: 8 }, 17],
		];
		for (const [options, step] of cuts) {
			const whole = buildWorkbook(SHEETS.slice(0, 1), options);
			for (let length = 0; length < whole.length; length += step) {
				const error = await failure(whole.subarray(0, length));
				const expected = length === 0 ? 'table-empty' : length < 2 ? 'not-a-workbook' : 'table-truncated';
				expect(error.code, `at byte ${length}`).toBe(expected);
			}
		}
	});

	it('says in which sheet the file ends, at which byte, and what to do', async () => {
		const whole = buildWorkbook(SHEETS);
		const inside = whole.indexOf('xl/worksheets/sheet2.xml') + 60;
		const error = await failure(whole.subarray(0, inside));
		expect(error.message).toMatch(
			/^Could not read milan-\d+\.xlsx: the workbook ends inside sheet "vDisk" \(byte [\d,]+\); it looks like an unfinished download\.$/,
		);
		expect(error.suggestions.join()).toContain('Export it again');
	});

	it('notices bytes that are missing in the middle', async () => {
		const whole = buildWorkbook(SHEETS);
		const hole = Buffer.concat([whole.subarray(0, 600), whole.subarray(700)]);
		expect((await failure(hole)).code).toBe('table-damaged');
	});
});
