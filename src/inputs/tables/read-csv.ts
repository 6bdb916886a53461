import { Readable } from 'node:stream';
import type { Info } from 'csv-parse';
import { messageOf, UserError } from '../../shared/errors.js';
import type { SelectColumns, Tab } from '../../shared/tab.js';
import { csvDialect } from './csv-dialect.js';
import { csvEncoding, csvText } from './csv-encoding.js';
import { type CellCounter, MAX_CELLS, tooManyCells } from './sheet-limits.js';
import { TabBuilder } from './tab-builder.js';
import { EXPORT_AGAIN, tableError } from './table-error.js';

/** A CSV file of an export, wherever it lies. `chunks` starts to read it anew each time. */
export interface CsvFile {
	/** For messages: the path of the file, or the name of the zip entry. */
	readonly path: string;
	readonly tab: string;
	chunks(): AsyncIterable<Buffer>;
}

/** A longer row comes of a quotation mark that is missing: the rest of the file would become one cell. */
const MAX_RECORD = 16 * 1024 * 1024;

interface CsvRecord {
	readonly record: readonly string[];
	readonly info: Info;
}

/**
 * Reads one tab of a CSV export.
 * @throws UserError with file and line when quotes do not match or a row has more cells than the header: its cells cannot be
 * told apart, and reading them one column off would answer wrongly.
 */
export async function readCsv(file: CsvFile, select: SelectColumns, counter: CellCounter): Promise<Tab | undefined> {
	const encoding = await csvEncoding(file.path, file.chunks());
	const builder = new TabBuilder(file.tab, select, false);
	const text = csvText(file.path, file.chunks(), encoding);
	const end = { character: '\n' };
	let row = 0;
	let header: number | undefined;
	let length = 0;
	for await (const { record, info } of records(file, noting(text, end))) {
		row++;
		counter.cells += record.length;
		if (counter.cells > MAX_CELLS) throw tooManyCells(file.path);
		length = record.length;
		if (record.every((cell) => cell.trim() === '')) continue;
		header ??= length;
		if (length > header) throw misaligned(file, info.lines, length, header);
		if (!addRow(builder, row, record)) return undefined;
	}
	if (end.character !== '\n' && length < (header ?? 0)) throw cut(file, row);
	return builder.finish();
}

/** Adds a row to the tab; false when nothing more of it is wanted. */
function addRow(builder: TabBuilder, row: number, record: readonly string[]): boolean {
	const { slots } = builder;
	if (slots === undefined) return builder.add(row, [...record]);
	const cells = new Array<string | undefined>(builder.width).fill(undefined);
	let filled = false;
	for (let column = 0; column < Math.min(record.length, slots.length); column++) {
		const slot = slots[column] as number;
		const text = record[column] as string;
		if (slot < 0 || text.trim() === '') continue;
		cells[slot] = text;
		filled = true;
	}
	return filled ? builder.add(row, cells) : true;
}

/** Passes text on and notes its last character. */
async function* noting(text: AsyncIterable<string>, end: { character: string }): AsyncGenerator<string> {
	for await (const part of text) {
		end.character = part.at(-1) ?? end.character;
		yield part;
	}
}

async function* records(file: CsvFile, text: AsyncGenerator<string>): AsyncGenerator<CsvRecord> {
	const first = await text.next();
	if (first.done) return;
	const dialect = csvDialect(first.value);
	const shift = dialect.skip > 0 ? 1 : 0;
	const { parse } = await import('csv-parse');
	const parser = parse({
		delimiter: dialect.delimiter,
		relax_column_count: true,
		info: true,
		max_record_size: MAX_RECORD,
	});
	const source = Readable.from(rest(first.value.slice(dialect.skip), text));
	source.on('error', (error) => parser.destroy(error));
	source.pipe(parser);
	try {
		for await (const record of parser as AsyncIterable<CsvRecord>) {
			yield shift === 0 ? record : { ...record, info: { ...record.info, lines: record.info.lines + shift } };
		}
	} catch (cause) {
		if (cause instanceof UserError) throw cause;
		throw unreadable(file, cause, shift);
	} finally {
		source.destroy();
	}
}

async function* rest(start: string, text: AsyncIterable<string>): AsyncGenerator<string> {
	if (start !== '') yield start;
	yield* text;
}

function unreadable(file: CsvFile, cause: unknown, shift: number): UserError {
	const { code, lines } = cause as { code?: string; lines?: number };
	const line = lines === undefined ? '' : `line ${lines + shift}: `;
	const what =
		code === 'CSV_QUOTE_NOT_CLOSED'
			? 'a quoted cell is never closed; the file may have been cut'
			: code === 'CSV_MAX_RECORD_SIZE'
				? 'a row is longer than 16 MB; a quotation mark may be missing'
				: code?.startsWith('CSV_') === true
					? 'a quotation mark stands where none may be'
					: messageOf(cause);
	return tableError('csv-damaged', file.path, `${line}${what}`, EXPORT_AGAIN, cause);
}

function cut(file: CsvFile, row: number): UserError {
	return tableError(
		'csv-damaged',
		file.path,
		`it ends in the middle of row ${row}; the file may have been cut`,
		EXPORT_AGAIN,
	);
}

function misaligned(file: CsvFile, line: number, cells: number, header: number): UserError {
	const what = `line ${line} has ${cells} cells, the header has ${header}`;
	return tableError('csv-damaged', file.path, what, 'Put cells that hold the delimiter in quotes, or export again.');
}
