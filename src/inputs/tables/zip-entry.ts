import { pipeline, Readable } from 'node:stream';
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import { damaged, grouped, tableError } from './table-error.js';
import { readAt, type ZipEntry, type ZipFile } from './zip-file.js';

const CHUNK = 256 * 1024;
/** Up to this size an entry is unpacked in one call: setting up a stream costs more than the work. */
const SMALL = 512 * 1024;

/** An entry's content in chunks, checked against the size and checksum that the directory states, in bounded memory. */
export async function* entryChunks(zip: ZipFile, entry: ZipEntry): AsyncGenerator<Buffer> {
	const start = await dataOffset(zip, entry);
	let size = 0;
	let crc = 0;
	try {
		for await (const chunk of unpacked(zip, entry, start)) {
			size += chunk.length;
			if (size > entry.size) break;
			crc = crc32(chunk, crc);
			yield chunk;
		}
	} catch (cause) {
		throw damaged(zip.path, `${entry.name} cannot be unpacked`, cause);
	}
	if (size !== entry.size) {
		throw damaged(zip.path, `${entry.name} does not unpack to the ${grouped(entry.size)} bytes that the zip states`);
	}
	if (crc !== entry.crc32) throw damaged(zip.path, `the checksum of ${entry.name} does not match`);
}

/** An entry's whole content, for small parts. */
export async function entryBytes(zip: ZipFile, entry: ZipEntry, limit = 64 * 1024 * 1024): Promise<Buffer> {
	if (entry.size > limit) throw damaged(zip.path, `${entry.name} is impossibly large`);
	const bytes = Buffer.allocUnsafe(entry.size);
	let filled = 0;
	for await (const chunk of entryChunks(zip, entry)) filled += chunk.copy(bytes, filled);
	return bytes;
}

async function* unpacked(zip: ZipFile, entry: ZipEntry, start: number): AsyncGenerator<Buffer> {
	if (entry.method === 0) {
		yield* fileChunks(zip, start, entry.packedSize);
	} else if (entry.size <= SMALL && entry.packedSize <= SMALL) {
		const packed = await readAt(zip.handle, start, entry.packedSize);
		yield inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) });
	} else {
		const inflate = createInflateRaw({ chunkSize: CHUNK });
		pipeline(Readable.from(fileChunks(zip, start, entry.packedSize), { objectMode: false }), inflate, () => {});
		for await (const chunk of inflate) yield chunk as Buffer;
	}
}

async function* fileChunks(zip: ZipFile, start: number, length: number): AsyncGenerator<Buffer> {
	for (let done = 0; done < length; ) {
		const chunk = await readAt(zip.handle, start + done, Math.min(CHUNK, length - done));
		if (chunk.length === 0) return;
		done += chunk.length;
		yield chunk;
	}
}

/** Where the data start: behind the local header, whose extra field may differ from the directory's. */
async function dataOffset(zip: ZipFile, entry: ZipEntry): Promise<number> {
	if (entry.method !== 0 && entry.method !== 8) {
		const what = `the zip entry ${entry.name} is packed with method ${entry.method}, only deflate is understood`;
		throw tableError('zip-method', zip.path, what, 'Open it in a spreadsheet and save it as .xlsx again.');
	}
	const header = await readAt(zip.handle, entry.offset, 30);
	if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50) {
		throw damaged(zip.path, `${entry.name} does not start where the zip states`);
	}
	const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
	if (start + entry.packedSize > zip.size) throw damaged(zip.path, `${entry.name} reaches beyond the end of the file`);
	return start;
}
