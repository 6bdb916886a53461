import { UserError } from './errors.js';

/** Byte order marks and the encodings that they announce. PowerShell writes UTF-16 with one. */
const MARKS: readonly { readonly bytes: readonly number[]; readonly encoding: string }[] = [
	{ bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
	{ bytes: [0xff, 0xfe], encoding: 'utf-16le' },
	{ bytes: [0xfe, 0xff], encoding: 'utf-16be' },
];

/** The bytes as text when they are UTF-8 (with a byte order mark or not) or UTF-16 with one, else undefined. */
export function tryDecodeText(bytes: Uint8Array): string | undefined {
	const mark = MARKS.find((candidate) => candidate.bytes.every((byte, index) => bytes[index] === byte));
	try {
		return new TextDecoder(mark?.encoding ?? 'utf-8', { fatal: true }).decode(bytes);
	} catch {
		return undefined;
	}
}

/**
 * Decodes a text file that people or PowerShell wrote.
 * @throws UserError `not-text` for anything that is neither UTF-8 nor UTF-16 with a byte order mark, or holds NUL characters.
 */
export function decodeText(bytes: Uint8Array, file: string): string {
	const text = tryDecodeText(bytes);
	if (text === undefined || text.includes('\0'))
		throw new UserError(
			'not-text',
			`Could not read ${file}: it is neither UTF-8 text nor UTF-16 with a byte order mark.`,
			{
				suggestions: ['Save it as UTF-8.'],
			},
		);
	return text;
}
