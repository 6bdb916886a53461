import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SelectColumns, Tab } from '../../shared/tab.js';
import { folderFiles } from './folder-files.js';
import { readCsvFolder, readCsvZip } from './read-csv-tabs.js';
import { readXlsx } from './read-xlsx.js';
import { isWorkbookName, sniffTables, type TablesKind } from './sniff-tables.js';
import { tableError, unreadablePath } from './table-error.js';

/** What a table source holds. */
export interface Tables {
	readonly kind: TablesKind;
	/** Every file that was read. The digest is in hexadecimal. */
	readonly files: readonly { readonly path: string; readonly sha256: string }[];
	/** The tabs of each export: one for a workbook or a CSV export, one or more for a folder of workbooks. */
	readonly tabs: readonly (readonly Tab[])[];
	/** Files of a folder that were not read: `name: reason`. */
	readonly skipped: readonly string[];
}

/**
 * Reads a workbook, a folder of workbooks, or a CSV export in a folder or zip: the tabs and columns that `select` asks for.
 * @throws UserError when the path is none of these, or one of its files cannot be read.
 */
export async function readTables(path: string, select: SelectColumns): Promise<Tables> {
	const kind = await kindOf(path);
	if (kind === 'xlsx-folder') return await readXlsxFolder(path, select);
	if (kind === 'csv-folder') {
		const { tabs, names, skipped } = await readCsvFolder(path, select);
		return { kind, files: await digests(names.map((name) => join(path, name))), tabs: [tabs], skipped };
	}
	const read = kind === 'xlsx' ? readXlsx(path, select) : readCsvZip(path, select);
	const [tabs, files] = await Promise.all([read, digests([path])]);
	return { kind, files, tabs: [tabs], skipped: [] };
}

async function kindOf(path: string): Promise<TablesKind> {
	const status = await stat(path).catch((cause: unknown) => {
		throw unreadablePath(path, cause);
	});
	if (!status.isDirectory() && !status.isFile()) {
		throw tableError('table-no-file', path, 'it is a pipe, socket or device', 'Pass a regular file or a folder.');
	}
	const kind = await sniffTables(path);
	if (kind !== undefined) return kind;
	if (status.isFile()) return 'xlsx';
	const what = 'the folder holds neither workbooks (.xlsx) nor RVTools_tab*.csv files';
	throw tableError('table-none', path, what, 'Pass the folder that RVTools exported to.');
}

/** A folder of workbooks: several exports, or one export with a workbook per tab. */
async function readXlsxFolder(folder: string, select: SelectColumns): Promise<Tables> {
	const { names, skipped } = await folderFiles(folder, isWorkbookName);
	const books: { path: string; tabs: Tab[] }[] = [];
	const other: string[] = [];
	for (const name of names) {
		const path = join(folder, name);
		const tabs = await readXlsx(path, select);
		if (tabs.length > 0) books.push({ path, tabs });
		else other.push(`${name}: holds no RVTools tab`);
	}
	return {
		kind: 'xlsx-folder',
		files: await digests(books.map(({ path }) => path)),
		tabs: oneExport(books.map(({ tabs }) => tabs)),
		skipped: [...skipped, ...other],
	};
}

/** Workbooks that repeat no tab are the parts of one export; otherwise each is an export of its own. */
function oneExport(books: readonly (readonly Tab[])[]): readonly (readonly Tab[])[] {
	const names = books.flat().map((tab) => tab.name.toLowerCase());
	return books.length > 1 && new Set(names).size === names.length ? [books.flat()] : books;
}

async function digests(paths: readonly string[]): Promise<{ path: string; sha256: string }[]> {
	return await Promise.all(paths.map(async (path) => ({ path, sha256: await sha256(path) })));
}

async function sha256(path: string): Promise<string> {
	const hash = createHash('sha256');
	for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(chunk as Buffer);
	return hash.digest('hex');
}
