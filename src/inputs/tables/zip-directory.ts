import type { FileHandle } from 'node:fs/promises';
import { damaged } from './table-error.js';
import { readAt, type ZipEntry } from './zip-file.js';

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const RECORD = 0x02014b50;
const END_LENGTH = 22;
/** The largest directory that is read: more than any workbook needs by a factor of a thousand. */
const MAX_DIRECTORY = 16 * 1024 * 1024;

interface Directory {
	readonly offset: number;
	readonly size: number;
	readonly count: number;
}

/**
 * Reads the central directory of a zip (APPNOTE 4.3), with the 64-bit records of large archives.
 * Returns undefined when the file has no end record: it is no zip, or one that was cut.
 * @throws UserError when the directory contradicts itself or the size of the file.
 */
export async function readZipDirectory(
	path: string,
	handle: FileHandle,
	fileSize: number,
): Promise<ZipEntry[] | undefined> {
	const tailOffset = Math.max(0, fileSize - END_LENGTH - 0xffff);
	const tail = await readAt(handle, tailOffset, fileSize - tailOffset);
	const at = endRecord(tail);
	if (at === undefined) return undefined;
	const directory = await locate(handle, tail, at, tailOffset);
	if (directory === undefined || directory.offset + directory.size > tailOffset + at) {
		throw damaged(path, 'its zip directory points outside the file: bytes are missing in the middle');
	}
	if (directory.size > MAX_DIRECTORY) throw damaged(path, 'its zip directory is impossibly large');
	const bytes = await readAt(handle, directory.offset, directory.size);
	return records(path, bytes, directory.count);
}

/** Position of the end record, searched from the back because a comment may follow it. */
function endRecord(tail: Buffer): number | undefined {
	for (let at = tail.length - END_LENGTH; at >= 0; at--) {
		if (tail.readUInt32LE(at) === END && at + END_LENGTH + tail.readUInt16LE(at + 20) <= tail.length) return at;
	}
	return undefined;
}

async function locate(handle: FileHandle, tail: Buffer, at: number, base: number): Promise<Directory | undefined> {
	const directory = {
		count: tail.readUInt16LE(at + 10),
		size: tail.readUInt32LE(at + 12),
		offset: tail.readUInt32LE(at + 16),
	};
	if (directory.count !== 0xffff && directory.size !== 0xffffffff && directory.offset !== 0xffffffff) return directory;
	if (at < 20 || tail.readUInt32LE(at - 20) !== LOCATOR_64) return directory;
	const position = Number(tail.readBigUInt64LE(at - 20 + 8));
	if (!Number.isSafeInteger(position) || position > base + at) return undefined;
	const record = await readAt(handle, position, 56);
	if (record.length < 56 || record.readUInt32LE(0) !== END_64) return undefined;
	return {
		count: Number(record.readBigUInt64LE(32)),
		size: Number(record.readBigUInt64LE(40)),
		offset: Number(record.readBigUInt64LE(48)),
	};
}

function records(path: string, bytes: Buffer, count: number): ZipEntry[] {
	const entries: ZipEntry[] = [];
	let at = 0;
	for (let index = 0; index < count; index++) {
		if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== RECORD) {
			throw damaged(path, `its zip directory ends after ${index} of ${count} entries`);
		}
		const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
		const extraEnd = nameEnd + bytes.readUInt16LE(at + 30);
		const next = extraEnd + bytes.readUInt16LE(at + 32);
		if (next > bytes.length) throw damaged(path, 'its zip directory is cut');
		entries.push(entryOf(bytes, at, nameEnd, extraEnd));
		at = next;
	}
	return entries;
}

function entryOf(bytes: Buffer, at: number, nameEnd: number, extraEnd: number): ZipEntry {
	const large = zip64Values(bytes.subarray(nameEnd, extraEnd));
	const wide = (value: number) => (value === 0xffffffff ? (large.shift() ?? value) : value);
	const flags = bytes.readUInt16LE(at + 8);
	const size = wide(bytes.readUInt32LE(at + 24));
	const packedSize = wide(bytes.readUInt32LE(at + 20));
	return {
		name: entryName(bytes.subarray(at + 46, nameEnd), flags),
		method: bytes.readUInt16LE(at + 10),
		flags,
		crc32: bytes.readUInt32LE(at + 16),
		packedSize,
		size,
		offset: wide(bytes.readUInt32LE(at + 42)),
	};
}

/** Names are UTF-8 when bit 11 says so; otherwise only their ASCII part is sure, which is all that part names use. */
export function entryName(bytes: Buffer, flags: number): string {
	return bytes.toString((flags & 0x800) === 0 ? 'latin1' : 'utf8');
}

/** The 64-bit values of extra field 1, in the order in which the record needs them. */
function zip64Values(extra: Buffer): number[] {
	for (let at = 0; at + 4 <= extra.length; ) {
		const length = extra.readUInt16LE(at + 2);
		const field = extra.subarray(at + 4, at + 4 + length);
		if (extra.readUInt16LE(at) === 1) {
			return Array.from({ length: field.length >> 3 }, (_, index) => Number(field.readBigUInt64LE(index * 8)));
		}
		at += 4 + length;
	}
	return [];
}
