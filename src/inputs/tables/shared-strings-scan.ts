import { plainRoot } from './plain-root.js';
import { decodeXmlText } from './xml-text.js';

/** Texts of a shared string table by number, found by a scan of its bytes and decoded one by one. */
export interface ScannedStrings {
	readonly count: number;
	text(index: number): string | undefined;
}

const LT = 0x3c;
const ITEM = Buffer.from('<si>');
const ITEM_END = Buffer.from('</si>');
const OPENINGS = [Buffer.from('<t>'), Buffer.from('<t xml:space="preserve">')];
const PLAIN_END = Buffer.from('</t></si>');

/**
 * Indexes a shared string table. `parse` reads one item that is not plain text (rich runs, odd entities), given as a whole
 * document. Returns undefined when the table is written in a way that needs the XML parser throughout.
 */
export function scanSharedStrings(
	bytes: Buffer,
	parse: (document: Buffer) => string | undefined,
): ScannedStrings | undefined {
	const root = plainRoot(bytes, 'sst');
	if (root === undefined || bytes.includes('<!') || bytes.includes('<?', root.start)) return undefined;
	const index = indexItems(bytes, root.end);
	if (index === undefined) return undefined;
	const open = bytes.subarray(root.start, root.end);
	const whole = (from: number, to: number) =>
		parse(Buffer.concat([open, ITEM, bytes.subarray(from, to), ITEM_END, Buffer.from('</sst>')]));
	return {
		count: index.starts.length,
		text(number) {
			const start = index.starts[number] ?? 0;
			const end = index.ends[number] ?? 0;
			if (end > 0) return decodeXmlText(bytes.toString('utf8', start, end)) ?? whole(start - 3, end + 4);
			return whole(start, bytes.indexOf(ITEM_END, start));
		},
	};
}

/** Where the text of each item is; `ends` is 0 for an item that is not plain text, then `starts` is where it begins. */
function indexItems(bytes: Buffer, from: number): { starts: number[]; ends: number[] } | undefined {
	const starts: number[] = [];
	const ends: number[] = [];
	for (let at = skipBlanks(bytes, from); ; at = skipBlanks(bytes, at)) {
		if (!matches(bytes, at, ITEM)) return matches(bytes, at, Buffer.from('</sst>')) ? { starts, ends } : undefined;
		at += ITEM.length;
		const opening = OPENINGS.find((candidate) => matches(bytes, at, candidate));
		const start = at + (opening?.length ?? 0);
		const end = opening === undefined ? -1 : bytes.indexOf(LT, start);
		if (end > 0 && matches(bytes, end, PLAIN_END)) {
			starts.push(start);
			ends.push(end);
			at = end + PLAIN_END.length;
		} else {
			const close = bytes.indexOf(ITEM_END, at);
			if (close < 0 || bytes.subarray(at, close).includes('xmlns')) return undefined;
			starts.push(at);
			ends.push(0);
			at = close + ITEM_END.length;
		}
	}
}

function skipBlanks(bytes: Buffer, from: number): number {
	let at = from;
	for (let byte = bytes[at]; byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09; byte = bytes[at]) at++;
	return at;
}

function matches(bytes: Buffer, at: number, word: Buffer): boolean {
	for (let index = 0; index < word.length; index++) if (bytes[at + index] !== word[index]) return false;
	return true;
}
