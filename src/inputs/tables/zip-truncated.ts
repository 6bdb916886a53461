import type { FileHandle } from 'node:fs/promises';
import type { UserError } from '../../shared/errors.js';
import { EXPORT_AGAIN, grouped, tableError } from './table-error.js';
import { readWorkbookParts } from './workbook-parts.js';
import { entryName } from './zip-directory.js';
import { readAt, type ZipEntry, type ZipFile } from './zip-file.js';

const LOCAL = 0x04034b50;
const WINDOW = 1024 * 1024;

/** Says where a zip without end record was cut: it walks the local headers from the front until the bytes end. */
export async function truncated(path: string, handle: FileHandle, size: number): Promise<UserError> {
	const entries = new Map<string, ZipEntry>();
	let cut: string | undefined;
	for (let offset = 0; cut === undefined; ) {
		const found = await localEntry(handle, offset, size);
		if (found === undefined) break;
		const end = found.end ?? (await nextSignature(handle, found.start, size));
		if (end === undefined || end > size) cut = found.entry.name;
		else {
			entries.set(found.entry.name.toLowerCase(), { ...found.entry, packedSize: end - found.start });
			offset = end;
		}
	}
	const where = await placeOf(cut, { path, size, handle, entries });
	const what = `${where} (byte ${grouped(size)}); it looks like an unfinished download`;
	return tableError('table-truncated', path, what, EXPORT_AGAIN);
}

async function placeOf(cut: string | undefined, zip: ZipFile): Promise<string> {
	if (cut === undefined) return 'the file ends before its zip directory is complete';
	const sheets = await readWorkbookParts(zip).then(
		(parts) => parts.sheets,
		() => [],
	);
	const sheet = sheets.find(({ part }) => part.toLowerCase() === cut.toLowerCase());
	return sheet === undefined
		? `the file ends inside ${cut === '' ? 'its first zip entry' : cut}`
		: `the workbook ends inside sheet "${sheet.name}"`;
}

/** The entry whose local header is at `offset`, where its data start and, if the header tells, end. */
async function localEntry(handle: FileHandle, offset: number, size: number) {
	const header = await readAt(handle, offset, 30);
	if (header.length < 30 || header.readUInt32LE(0) !== LOCAL) return undefined;
	const nameLength = header.readUInt16LE(26);
	const start = offset + 30 + nameLength + header.readUInt16LE(28);
	const flags = header.readUInt16LE(6);
	const packedSize = header.readUInt32LE(18);
	const entry: ZipEntry = {
		name: entryName(await readAt(handle, offset + 30, Math.min(nameLength, Math.max(0, size - offset - 30))), flags),
		method: header.readUInt16LE(8),
		flags,
		crc32: header.readUInt32LE(14),
		packedSize,
		size: header.readUInt32LE(22),
		offset,
	};
	return { entry, start, end: (flags & 8) === 0 ? start + packedSize : undefined };
}

/** Where the next header or the directory starts; entries whose sizes follow the data can only be bounded so. */
async function nextSignature(handle: FileHandle, from: number, size: number): Promise<number | undefined> {
	for (let at = from; at < size; at += WINDOW - 3) {
		const bytes = await readAt(handle, at, WINDOW);
		for (let found = bytes.indexOf('PK'); found >= 0; found = bytes.indexOf('PK', found + 1)) {
			if (found + 4 > bytes.length) break;
			const signature = bytes.readUInt32LE(found);
			if (signature === LOCAL || signature === 0x02014b50) return at + found;
		}
	}
	return undefined;
}
