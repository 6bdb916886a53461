import { TextDecoder } from 'node:util';
import { EXPORT_AGAIN, tableError } from './table-error.js';

/** Encodings of CSV that are understood (clarification 7.4). */
export type CsvEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/**
 * Tells the encoding of a CSV file: by its byte order mark, else UTF-8 when all bytes fit, else Windows-1252.
 * @throws UserError for UTF-16 without a mark, which no byte of the file proves, and for UTF-8 that ends inside a character.
 */
export async function csvEncoding(file: string, chunks: AsyncIterable<Buffer>): Promise<CsvEncoding> {
	const decoder = new TextDecoder('utf-8', { fatal: true });
	let first = true;
	let foreign = false;
	for await (const chunk of chunks) {
		const marked = first ? byMark(chunk) : undefined;
		if (marked !== undefined) return marked;
		if (first && chunk.subarray(0, 4096).includes(0)) {
			const what = 'it holds zero bytes, as UTF-16 without a byte order mark does';
			throw tableError('csv-encoding', file, what, 'Save it as UTF-8, or as UTF-16 with a byte order mark.');
		}
		first = false;
		const text = decoded(decoder, chunk);
		if (text === undefined) return 'windows-1252';
		foreign ||= /[^\x00-\x7f]/.test(text);
	}
	if (decoded(decoder) !== undefined) return 'utf-8';
	// Only the last character does not fit. Behind others that do, it was cut; alone, it is one of Windows-1252.
	if (!foreign) return 'windows-1252';
	throw tableError('csv-damaged', file, 'it ends inside a character; the file may have been cut', EXPORT_AGAIN);
}

function byMark(bytes: Buffer): CsvEncoding | undefined {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
	return undefined;
}

function decoded(decoder: TextDecoder, chunk?: Buffer): string | undefined {
	try {
		return decoder.decode(chunk, { stream: chunk !== undefined });
	} catch {
		return undefined;
	}
}

/** The text of a CSV file without its byte order mark. @throws UserError when bytes do not fit the encoding. */
export async function* csvText(
	file: string,
	chunks: AsyncIterable<Buffer>,
	encoding: CsvEncoding,
): AsyncGenerator<string> {
	const decoder = new TextDecoder(encoding, { fatal: true });
	const decode = (chunk?: Buffer) => {
		try {
			return decoder.decode(chunk, { stream: chunk !== undefined });
		} catch (cause) {
			throw tableError('csv-encoding', file, `its bytes are no ${encoding}`, 'Save it as UTF-8.', cause);
		}
	};
	for await (const chunk of chunks) yield decode(chunk);
	const rest = decode();
	if (rest !== '') yield rest;
}
