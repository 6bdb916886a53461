import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { SelectColumns, Tab } from '../../shared/tab.js';
import { csvTabName } from './csv-tab-names.js';
import { folderFiles } from './folder-files.js';
import { type CsvFile, readCsv } from './read-csv.js';
import { tableError } from './table-error.js';
import { entryChunks } from './zip-entry.js';
import type { ZipFile } from './zip-file.js';
import { withZip } from './zip-open.js';
import { MAX_UNPACKED } from './zip-preflight.js';

/**
 * Reads a CSV export of RVTools: a folder, or a zip, of `RVTools_tab<Name>.csv` files.
 * @throws UserError when there is none, two files hold the same tab, or one cannot be read.
 */
export async function readCsvTabs(path: string, select: SelectColumns): Promise<Tab[]> {
	if ((await stat(path)).isDirectory()) return (await readCsvFolder(path, select)).tabs;
	return await readCsvZip(path, select);
}

/** Reads a folder; `names` are the files that were read, `skipped` those that were not opened and why. */
export async function readCsvFolder(
	folder: string,
	select: SelectColumns,
): Promise<{ tabs: Tab[]; names: readonly string[]; skipped: readonly string[] }> {
	const { names, skipped } = await folderFiles(folder, (name) => csvTabName(name) !== undefined);
	const files = names.map((name) => ({ path: join(folder, name), name }));
	const sizes = await Promise.all(files.map(async ({ path }) => (await stat(path)).size));
	if (sizes.reduce((sum, size) => sum + size, 0) > MAX_UNPACKED) {
		throw tableError(
			'table-too-large',
			folder,
			'its CSV files are larger than 2 GB',
			'Export each vCenter into a folder of its own.',
		);
	}
	const sources = files.map(({ path, name }) => csvFile(path, name, () => createReadStream(path)));
	return { tabs: await readAll(folder, sources, select), names, skipped };
}

/** Reads a zip whose files lie in its root or together in one folder. */
export async function readCsvZip(path: string, select: SelectColumns): Promise<Tab[]> {
	return await withZip(path, async (zip) => await readAll(path, zipSources(zip), select));
}

function zipSources(zip: ZipFile): CsvFile[] {
	const entries = [...zip.entries.values()].filter(
		({ name }) => csvTabName(posix.basename(name)) !== undefined && !name.startsWith('__MACOSX/'),
	);
	return entries.map((entry) =>
		csvFile(`${zip.path}/${entry.name}`, posix.basename(entry.name), () => entryChunks(zip, entry)),
	);
}

function csvFile(path: string, name: string, chunks: () => AsyncIterable<Buffer>): CsvFile {
	return { path, tab: csvTabName(name) ?? name, chunks };
}

async function readAll(path: string, files: readonly CsvFile[], select: SelectColumns): Promise<Tab[]> {
	if (files.length === 0) {
		throw tableError(
			'csv-missing',
			path,
			'it holds no RVTools_tab*.csv file',
			'Pass the folder that RVTools exported to.',
		);
	}
	const seen = new Map<string, string>();
	for (const file of files) {
		const other = seen.get(file.tab.toLowerCase());
		if (other !== undefined) {
			const what = `both ${other} and ${file.path} hold the tab ${file.tab}`;
			throw tableError(
				'csv-duplicate-tab',
				path,
				what,
				'Keep the files of one export together, one export per folder.',
			);
		}
		seen.set(file.tab.toLowerCase(), file.path);
	}
	const counter = { cells: 0 };
	const tabs: Tab[] = [];
	for (const file of files) {
		const tab = await readCsv(file, select, counter);
		if (tab !== undefined) tabs.push(tab);
	}
	return tabs;
}
