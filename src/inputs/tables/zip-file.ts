import type { FileHandle } from 'node:fs/promises';

/** A file in a zip, as its directory describes it. Sizes in bytes. */
export interface ZipEntry {
	readonly name: string;
	/** 0 stored, 8 deflated; others are refused when the entry is read. */
	readonly method: number;
	/** General purpose flags; bit 0 says encrypted. */
	readonly flags: number;
	readonly crc32: number;
	readonly packedSize: number;
	readonly size: number;
	/** Where its local header starts. */
	readonly offset: number;
}

/** An open zip: its entries by lower-case name (part names of a workbook are compared without case). */
export interface ZipFile {
	readonly path: string;
	/** Size of the whole file. */
	readonly size: number;
	readonly handle: FileHandle;
	readonly entries: ReadonlyMap<string, ZipEntry>;
}

/** Reads `length` bytes at `offset`, fewer only where the file ends. */
export async function readAt(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
	const buffer = Buffer.allocUnsafe(length);
	let filled = 0;
	while (filled < length) {
		const { bytesRead } = await handle.read(buffer, filled, length - filled, offset + filled);
		if (bytesRead === 0) break;
		filled += bytesRead;
	}
	return buffer.subarray(0, filled);
}
