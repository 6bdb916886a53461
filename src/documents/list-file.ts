import type { SelectionEntry } from '../model/plan.js';
import { tryDecodeText } from '../shared/decode-text.js';
import { defined } from '../shared/defined.js';
import { UserError } from '../shared/errors.js';
import { readWholeFile } from './read-file.js';

const LIMIT = 64 * 1024 * 1024;

/** Headers of a list file, spaces, dashes and case apart. RVTools calls the instance UUID "VM UUID". */
const COLUMNS: Readonly<Record<string, keyof SelectionEntry>> = {
	vm: 'name',
	name: 'name',
	vmname: 'name',
	virtualmachine: 'name',
	vmid: 'id',
	objectid: 'id',
	moref: 'id',
	moid: 'id',
	id: 'id',
	vmuuid: 'instanceUuid',
	instanceuuid: 'instanceUuid',
	vminstanceuuid: 'instanceUuid',
	smbiosuuid: 'uuid',
	biosuuid: 'uuid',
	uuid: 'uuid',
};

/**
 * Reads the VMs of `select.file`: a CSV with at least one column of name, moRef, instance UUID or BIOS UUID, in RVTools' words
 * or ours. UTF-8, UTF-16 with a byte order mark or Windows-1252; comma, semicolon or tab; an optional `sep=` line.
 * @throws UserError `list-file` when it has no such column, no rows, or rows without any of them.
 */
export async function readListFile(file: string): Promise<readonly SelectionEntry[]> {
	const bytes = await readWholeFile(file, 'the list of VMs', LIMIT);
	const text = tryDecodeText(bytes) ?? new TextDecoder('windows-1252').decode(bytes);
	const sep = /^sep=(.)\r?\n/i.exec(text);
	const body = sep ? text.slice(sep[0].length) : text;
	const rows = await parseRows(body, file, sep?.[1] ?? guessDelimiter(body));
	const [header, ...data] = rows;
	const columns = (header?.cells ?? []).map((cell) => COLUMNS[cell.toLowerCase().replace(/[\s_-]/g, '')]);
	if (header === undefined || columns.every((column) => column === undefined))
		throw new UserError(
			'list-file',
			`Could not use the list of VMs ${file}: its first line has no column that names a VM.`,
			{
				suggestions: ['Give it a header line with VM (name), VM ID (moRef), instance UUID or BIOS UUID.'],
			},
		);
	if (data.length === 0)
		throw new UserError('list-file', `Could not use the list of VMs ${file}: it has a header and no rows.`);
	const shift = sep ? 1 : 0;
	return data.map((row) => entryOf(row.cells, columns, `${file}:${row.line + shift}`));
}

interface Row {
	readonly cells: readonly string[];
	readonly line: number;
}

function entryOf(cells: readonly string[], columns: readonly (keyof SelectionEntry | undefined)[], where: string) {
	const entry: Partial<Record<keyof SelectionEntry, string>> = {};
	for (const [index, column] of columns.entries()) {
		const value = cells[index];
		if (column !== undefined && value) entry[column] ??= value;
	}
	if (Object.keys(entry).length === 0)
		throw new UserError('list-file', `${where}: this row of the list of VMs names none.`, {
			suggestions: ['Fill in its name, moRef or UUID, or delete the row.'],
		});
	return { ...defined(entry), where } as SelectionEntry;
}

async function parseRows(text: string, file: string, delimiter: string): Promise<readonly Row[]> {
	const { parse } = await import('csv-parse/sync');
	try {
		const records = parse(text, {
			delimiter,
			info: true,
			trim: true,
			relax_column_count: true,
			skip_empty_lines: true,
		});
		return (records as unknown as { record: string[]; info: { lines: number } }[])
			.map(({ record, info }) => ({ cells: record, line: info.lines }))
			.filter((row) => row.cells.some((cell) => cell !== ''));
	} catch (thrown) {
		const line = (thrown as { lines?: number }).lines;
		throw new UserError(
			'list-file',
			`Could not read the list of VMs ${file}${line === undefined ? '' : `:${line}`}: a quoted cell is not closed or not followed by a separator.`,
			{ cause: thrown },
		);
	}
}

/** The separator that the header line holds most often. */
function guessDelimiter(text: string): string {
	const line = text.slice(0, text.search(/\r?\n|$/));
	const counted = [',', ';', '\t'].map((mark) => ({ mark, count: line.split(mark).length }));
	return counted.reduce((best, next) => (next.count > best.count ? next : best)).mark;
}
