import { open, readdir, stat } from 'node:fs/promises';
import { posix } from 'node:path';
import { csvTabName } from './csv-tab-names.js';
import { readZipDirectory } from './zip-directory.js';
import { readAt } from './zip-file.js';

/** Kinds of table sources. */
export type TablesKind = 'xlsx' | 'xlsx-folder' | 'csv-folder' | 'csv-zip';

/**
 * Tells what kind of table source a path is, from its directory and a few kilobytes; undefined when it is none. A file with
 * the ending of a workbook counts as one whatever it holds, so that reading it says what is wrong. Never throws.
 */
export async function sniffTables(path: string): Promise<TablesKind | undefined> {
	try {
		const status = await stat(path);
		if (status.isDirectory()) return sniffFolder(await fileNames(path));
		if (!status.isFile()) return undefined;
		return (await sniffZip(path, status.size)) ?? (/\.(xlsx|xlsm|xlsb|xls)$/i.test(path) ? 'xlsx' : undefined);
	} catch {
		return undefined;
	}
}

/** True for the name of a workbook, but not of the lock file beside an open one. */
export function isWorkbookName(name: string): boolean {
	return /\.(xlsx|xlsm)$/i.test(name) && !name.startsWith('~$') && !name.startsWith('.');
}

/** RVTools' own names decide; a folder with CSV files and some other workbook is a CSV export. */
function sniffFolder(names: readonly string[]): TablesKind | undefined {
	const workbooks = names.filter(isWorkbookName);
	if (workbooks.some((name) => /^rvtools/i.test(name))) return 'xlsx-folder';
	if (names.some((name) => csvTabName(name) !== undefined)) return 'csv-folder';
	return workbooks.length > 0 ? 'xlsx-folder' : undefined;
}

async function fileNames(folder: string): Promise<string[]> {
	const entries = await readdir(folder, { withFileTypes: true });
	return entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
}

async function sniffZip(path: string, size: number): Promise<TablesKind | undefined> {
	const handle = await open(path);
	try {
		const start = await readAt(handle, 0, 4096);
		if (start.toString('latin1', 0, 4) !== 'PK\x03\x04') return undefined;
		const names = (await entryNames(path, handle, size)) ?? start.toString('latin1').match(/[\w[\]./-]{4,}/g) ?? [];
		if (names.some((name) => /^(\[Content_Types\]\.xml|xl\/workbook\.)/i.test(name))) return 'xlsx';
		return names.some((name) => csvTabName(posix.basename(name)) !== undefined) ? 'csv-zip' : undefined;
	} finally {
		await handle.close();
	}
}

/** Names in the zip's directory; undefined when it has none, as when it was cut, or a broken one. */
async function entryNames(...zip: Parameters<typeof readZipDirectory>): Promise<string[] | undefined> {
	const entries = await readZipDirectory(...zip).catch(() => undefined);
	return entries?.map((entry) => entry.name);
}
