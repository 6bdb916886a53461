import { textCell } from './cell-value.js';
import { scanSharedStrings } from './shared-strings-scan.js';
import { damaged } from './table-error.js';
import { partEntry } from './workbook-parts.js';
import { entryBytes } from './zip-entry.js';
import type { ZipFile } from './zip-file.js';

/** The texts that cells refer to by number. */
export interface SharedStrings {
	/**
	 * A text, undefined when blank.
	 * @throws UserError when there is no such number.
	 */
	text(index: number): string | undefined;
}

const MAX_BYTES = 512 * 1024 * 1024;

/** Reads the shared strings of a workbook; texts are decoded when they are asked for. */
export async function readSharedStrings(zip: ZipFile, part: string | undefined): Promise<SharedStrings> {
	const entry = part === undefined ? undefined : partEntry(zip, part);
	if (entry === undefined) return numbered(zip.path, 0, () => undefined);
	const bytes = await entryBytes(zip, entry, MAX_BYTES);
	const scanned = scanSharedStrings(bytes);
	if (scanned?.plain === true) {
		return numbered(zip.path, scanned.count, (index) => {
			const text = scanned.text(index);
			if (text === undefined) throw damaged(zip.path, `text ${index} of ${entry.name} is no well-formed XML`);
			return text;
		});
	}
	// Loaded only here: the XML parser takes longer to load than a small workbook to read.
	const { parseItems } = await import('./string-items.js');
	const items = (document: Buffer) => parseItems(zip.path, entry.name, document);
	if (scanned !== undefined) {
		return numbered(zip.path, scanned.count, (index) => scanned.text(index) ?? items(scanned.document(index))[0]);
	}
	const texts = items(bytes);
	return numbered(zip.path, texts.length, (index) => texts[index]);
}

function numbered(path: string, count: number, text: (index: number) => string | undefined): SharedStrings {
	const decoded = new Array<string | null | undefined>(count).fill(undefined);
	return {
		text(index) {
			const known = decoded[index];
			if (known !== undefined) return known ?? undefined;
			if (!(index >= 0 && index < count)) {
				throw damaged(path, `a cell refers to text ${index}, the workbook has ${count}`);
			}
			const value = textCell(text(index) ?? '');
			decoded[index] = value ?? null;
			return value;
		},
	};
}
