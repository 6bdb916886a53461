import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type ZipMember, zip } from './zip-writer.js';

export type CellValue = string | number | boolean | undefined;

/** One sheet: the first row is the header. `undefined` and "" write no cell. Dates are serial numbers. */
export interface SheetSpec {
	readonly name: string;
	readonly rows: readonly (readonly CellValue[])[];
}

export interface WorkbookOptions {
	/** Where texts live. Default `shared`, as spreadsheets write them. */
	readonly strings?: 'shared' | 'inline';
	/** Default `deflate`. */
	readonly method?: 'store' | 'deflate';
	/** Flags of every zip member (8: sizes after the data, as streaming writers do). */
	readonly flags?: number;
	readonly date1904?: boolean;
	/** Namespace prefix of all elements of sheets and shared strings, `x` for example. */
	readonly prefix?: string;
	/** Empty rows, with styled blank cells, appended to every sheet. */
	readonly blankRows?: number;
	/** Changes the XML of a part (by its name in the zip) before it is packed. */
	readonly edit?: (part: string, xml: string) => string;
	/** More members of the zip, after the parts of the workbook. */
	readonly extra?: readonly ZipMember[];
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The least that spreadsheets accept: cell format 0 is plain, 1 has thousands separators. */
const STYLES = `${DECLARATION}<styleSheet xmlns="${MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" xfId="0"/><xf numFmtId="3" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`;

/** Writes an xlsx workbook, creating its folder. */
export function writeWorkbook(path: string, sheets: readonly SheetSpec[], options: WorkbookOptions = {}): void {
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, buildWorkbook(sheets, options));
}

/** The bytes of an xlsx workbook. */
export function buildWorkbook(sheets: readonly SheetSpec[], options: WorkbookOptions = {}): Buffer {
	return zip([...workbookMembers(sheets, options), ...(options.extra ?? [])]);
}

/** The zip members of a workbook, for tests that damage them. */
export function workbookMembers(sheets: readonly SheetSpec[], options: WorkbookOptions = {}): ZipMember[] {
	const shared = new Map<string, number>();
	const parts: [string, string][] = [
		['[Content_Types].xml', contentTypes(sheets.length)],
		['_rels/.rels', relationships([['officeDocument', 'xl/workbook.xml']])],
		['xl/workbook.xml', workbookXml(sheets, options)],
		[
			'xl/_rels/workbook.xml.rels',
			relationships([
				...sheets.map((_, index): [string, string] => ['worksheet', `worksheets/sheet${index + 1}.xml`]),
				['sharedStrings', 'sharedStrings.xml'],
				['styles', 'styles.xml'],
			]),
		],
		['xl/styles.xml', STYLES],
		...sheets.map((sheet, index): [string, string] => [
			`xl/worksheets/sheet${index + 1}.xml`,
			sheetXml(sheet, options, shared),
		]),
	];
	if (options.strings !== 'inline') parts.push(['xl/sharedStrings.xml', sharedXml(shared, options)]);
	return parts.map(([name, xml]) => ({
		name,
		data: options.edit?.(name, xml) ?? xml,
		method: options.method ?? 'deflate',
		flags: options.flags ?? 0,
	}));
}

function sheetXml(sheet: SheetSpec, options: WorkbookOptions, shared: Map<string, number>): string {
	const p = prefixOf(options);
	const xml: string[] = [`${DECLARATION}<${p}worksheet ${namespace(options)}><${p}sheetData>`];
	sheet.rows.forEach((row, index) => {
		xml.push(`<${p}row r="${index + 1}">`);
		row.forEach((value, column) => {
			const reference = `${columnLetters(column)}${index + 1}`;
			xml.push(cellXml(reference, value, options, shared));
		});
		xml.push(`</${p}row>`);
	});
	for (let blank = 0; blank < (options.blankRows ?? 0); blank++) {
		const row = sheet.rows.length + blank + 1;
		xml.push(`<${p}row r="${row}"><${p}c r="A${row}" s="1"/><${p}c r="B${row}" s="1"></${p}c></${p}row>`);
	}
	xml.push(`</${p}sheetData></${p}worksheet>`);
	return xml.join('');
}

function cellXml(at: string, value: CellValue, options: WorkbookOptions, shared: Map<string, number>): string {
	const p = prefixOf(options);
	if (value === undefined || value === '') return '';
	if (typeof value === 'number') return `<${p}c r="${at}" s="1"><${p}v>${value}</${p}v></${p}c>`;
	if (typeof value === 'boolean') return `<${p}c r="${at}" s="1" t="b"><${p}v>${value ? 1 : 0}</${p}v></${p}c>`;
	if (options.strings === 'inline') {
		return `<${p}c r="${at}" s="1" t="inlineStr"><${p}is><${p}t>${escapeXml(value)}</${p}t></${p}is></${p}c>`;
	}
	const index = shared.get(value) ?? shared.size;
	shared.set(value, index);
	return `<${p}c r="${at}" s="1" t="s"><${p}v>${index}</${p}v></${p}c>`;
}

function sharedXml(shared: ReadonlyMap<string, number>, options: WorkbookOptions): string {
	const p = prefixOf(options);
	const items = [...shared.keys()].map((text) => {
		const space = text.trim() === text ? '' : ' xml:space="preserve"';
		return `<${p}si><${p}t${space}>${escapeXml(text)}</${p}t></${p}si>`;
	});
	return `${DECLARATION}<${p}sst ${namespace(options)} uniqueCount="${items.length}">${items.join('')}</${p}sst>`;
}

function workbookXml(sheets: readonly SheetSpec[], options: WorkbookOptions): string {
	const list = sheets.map(
		(sheet, index) => `<sheet name="${escapeXml(sheet.name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
	);
	const properties = options.date1904 ? '<workbookPr date1904="1"/>' : '<workbookPr/>';
	return `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">${properties}<sheets>${list.join('')}</sheets></workbook>`;
}

function relationships(targets: readonly (readonly [string, string])[]): string {
	const list = targets.map(
		([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
	);
	return `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${list.join('')}</Relationships>`;
}

function contentTypes(sheets: number): string {
	const format = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
	const list = Array.from(
		{ length: sheets },
		(_, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${format}.worksheet+xml"/>`,
	);
	return `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${format}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${format}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${format}.sharedStrings+xml"/>${list.join('')}</Types>`;
}

/** `A`, `B`, …, `Z`, `AA`, … for 0, 1, … */
export function columnLetters(column: number): string {
	let letters = '';
	for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
		letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
	}
	return letters;
}

/** Text as XML character data that also fits in a double-quoted attribute. */
export function escapeXml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function prefixOf(options: WorkbookOptions): string {
	return options.prefix === undefined ? '' : `${options.prefix}:`;
}

function namespace(options: WorkbookOptions): string {
	return options.prefix === undefined ? `xmlns="${MAIN}"` : `xmlns:${options.prefix}="${MAIN}"`;
}

export interface CsvOptions {
	/** Default `,`. */
	readonly delimiter?: ',' | ';' | '\t';
	/** Default `utf8`. */
	readonly encoding?: 'utf8' | 'utf8-bom' | 'utf16le-bom' | 'windows-1252';
	/** Writes the `sep=` line that spreadsheets understand. */
	readonly sepLine?: boolean;
	/** Writes numbers with these separators, `{ thousands: '.', decimal: ',' }` for example. */
	readonly numbers?: { readonly thousands: string; readonly decimal: string };
}

/** Writes `RVTools_tab<Name>.csv` files into a folder, creating it. */
export function writeCsvFolder(folder: string, sheets: readonly SheetSpec[], options: CsvOptions = {}): void {
	mkdirSync(folder, { recursive: true });
	for (const sheet of sheets) writeFileSync(join(folder, `RVTools_tab${sheet.name}.csv`), csvBytes(sheet, options));
}

/** Writes a zip of `RVTools_tab<Name>.csv` files. */
export function writeCsvZip(path: string, sheets: readonly SheetSpec[], options: CsvOptions = {}): void {
	mkdirSync(dirname(path), { recursive: true });
	const members = sheets.map((sheet) => ({ name: `RVTools_tab${sheet.name}.csv`, data: csvBytes(sheet, options) }));
	writeFileSync(path, zip(members));
}

/** The bytes of one tab as CSV. */
export function csvBytes(sheet: SheetSpec, options: CsvOptions = {}): Buffer {
	const delimiter = options.delimiter ?? ',';
	const lines = sheet.rows.map((row) => row.map((value) => csvCell(value, delimiter, options)).join(delimiter));
	if (options.sepLine) lines.unshift(`sep=${delimiter}`);
	const text = `${lines.join('\r\n')}\r\n`;
	if (options.encoding === 'utf16le-bom') return Buffer.from(`\uFEFF${text}`, 'utf16le');
	if (options.encoding === 'windows-1252') return Buffer.from(text, 'latin1');
	return Buffer.from(options.encoding === 'utf8-bom' ? `\uFEFF${text}` : text, 'utf8');
}

function csvCell(value: CellValue, delimiter: string, options: CsvOptions): string {
	const text =
		value === undefined
			? ''
			: typeof value === 'boolean'
				? value
					? 'True'
					: 'False'
				: typeof value === 'number'
					? csvNumber(value, options)
					: value;
	return text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csvNumber(value: number, options: CsvOptions): string {
	const [whole = '', fraction] = String(value).split('.');
	const thousands = options.numbers?.thousands ?? '';
	const grouped = thousands === '' ? whole : whole.replaceAll(/\B(?=(\d{3})+$)/g, thousands);
	return fraction === undefined ? grouped : `${grouped}${options.numbers?.decimal ?? '.'}${fraction}`;
}
