import { textCell } from './cell-value.js';
import { scanSharedStrings } from './shared-strings-scan.js';
import { ElementPath, inText } from './spreadsheet-xml.js';
import { damaged } from './table-error.js';
import { partEntry } from './workbook-parts.js';
import { xmlParser } from './xml-parser.js';
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
	const scanned = scanSharedStrings(bytes, (fragment) => parseItems(zip.path, entry.name, fragment)[0]);
	if (scanned !== undefined) return numbered(zip.path, scanned.count, scanned.text);
	const texts = parseItems(zip.path, entry.name, bytes);
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

/** All items of a shared string table, by the XML parser: any notation, rich text joined, phonetic runs left out. */
export function parseItems(file: string, part: string, bytes: Buffer): string[] {
	const items: string[] = [];
	const path = new ElementPath();
	let text = '';
	const parser = xmlParser(file, part, {
		open(tag) {
			if (path.open(tag) === 'si') text = '';
		},
		text(part) {
			if (inText(path, 'si')) text += part;
		},
		close(tag) {
			if (path.close(tag) === 'si') items.push(text);
		},
	});
	parser.write(bytes);
	parser.end();
	return items;
}
