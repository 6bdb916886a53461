import { tableError } from './table-error.js';
import type { ZipEntry } from './zip-file.js';

/** Clarification 7.5: a workbook may unpack to 2 GB. */
export const MAX_UNPACKED = 2 * 1024 ** 3;
/**
 * From 256 MB on, more than 200 bytes out of one is no table: sheet XML packs 10 to 60 times, and deflate ends at 1,032.
 */
const SUSPICIOUS_SIZE = 256 * 1024 ** 2;
const SUSPICIOUS_RATIO = 200;

const FOREIGN = 'This is no file that RVTools or a spreadsheet wrote. Export it again.';

/**
 * Checks a zip's directory before anything is unpacked and returns its entries by lower-case name.
 * @throws UserError for encrypted entries, names that leave the archive, duplicates, and archives that unpack to too much.
 */
export function preflight(path: string, fileSize: number, entries: readonly ZipEntry[]): Map<string, ZipEntry> {
	const byName = new Map<string, ZipEntry>();
	for (const entry of entries) {
		checkName(path, entry);
		checkEncryption(path, entry);
		const key = entry.name.toLowerCase();
		if (byName.has(key)) {
			throw tableError('zip-duplicate-entry', path, `the zip holds ${shown(entry)} twice`, FOREIGN);
		}
		byName.set(key, entry);
	}
	checkSizes(path, fileSize, entries);
	return byName;
}

function checkName(path: string, entry: ZipEntry): void {
	const { name } = entry;
	const wrong =
		name === '' || name.includes('\0')
			? 'is no name'
			: name.includes('\\')
				? 'has a backslash'
				: name.startsWith('/') || /^[a-z]:/i.test(name)
					? 'is absolute'
					: name.split('/').includes('..')
						? 'climbs out of the archive'
						: undefined;
	if (wrong === undefined) return;
	throw tableError('zip-entry-name', path, `the name of the zip entry ${shown(entry)} ${wrong}`, FOREIGN);
}

function checkEncryption(path: string, entry: ZipEntry): void {
	if ((entry.flags & 0x41) === 0 && entry.method !== 99) return;
	const what = `the zip entry ${shown(entry)} is encrypted`;
	throw tableError('table-encrypted', path, what, 'Save it without a password, then pass it again.');
}

function checkSizes(path: string, fileSize: number, entries: readonly ZipEntry[]): void {
	let unpacked = 0;
	let packed = 0;
	for (const entry of entries) {
		unpacked += entry.size;
		packed += entry.packedSize;
		if (bomb(entry.size, entry.packedSize)) {
			const times = Math.round(entry.size / Math.max(1, entry.packedSize));
			throw tableError('zip-bomb', path, `${shown(entry)} unpacks to ${times} times its size`, FOREIGN);
		}
	}
	if (packed > fileSize) {
		throw tableError('zip-bomb', path, 'entries of the zip share their bytes, so that it unpacks without end', FOREIGN);
	}
	if (unpacked > MAX_UNPACKED) {
		const gigabytes = (unpacked / 1024 ** 3).toFixed(1);
		throw tableError(
			'table-too-large',
			path,
			`it unpacks to ${gigabytes} GB, the limit is 2 GB`,
			'Export each vCenter into a workbook of its own, or pass a CSV folder.',
		);
	}
}

const bomb = (size: number, packed: number) => size > SUSPICIOUS_SIZE && size > packed * SUSPICIOUS_RATIO;

function shown(entry: ZipEntry): string {
	return JSON.stringify(entry.name.slice(0, 100));
}
