import { plainRoot } from './plain-root.js';
import { decodeXmlText } from './xml-text.js';

/** Texts of a shared string table by number, found by a scan of its bytes and decoded one by one. */
export interface ScannedStrings {
	readonly count: number;
	/** Every item is plain text; otherwise some have rich or phonetic runs. */
	readonly plain: boolean;
	/** A plain text; undefined for an item of another kind, or one with an entity that XML does not know. */
	text(index: number): string | undefined;
	/** An item as a document of its own, for the XML parser. */
	document(index: number): Buffer;
}

const LT = 0x3c;
const ITEM = Buffer.from('<si>');
const ITEM_END = Buffer.from('</si>');
const OPENINGS = [Buffer.from('<t>'), Buffer.from('<t xml:space="preserve">')];
const TABLE_END = Buffer.from('</sst>');
const PLAIN_END = Buffer.from('</t></si>');

/** Indexes a shared string table; undefined when it is written in a way that needs the XML parser throughout. */
export function scanSharedStrings(bytes: Buffer): ScannedStrings | undefined {
	const root = plainRoot(bytes, 'sst');
	if (root === undefined || bytes.includes('<!') || bytes.includes('<?', root.start)) return undefined;
	const index = indexItems(bytes, root.end);
	if (index === undefined) return undefined;
	return {
		count: index.starts.count,
		plain: !index.ends.has(0),
		text(number) {
			const end = index.ends.at(number);
			return end === 0 ? undefined : decodeXmlText(bytes.toString('utf8', index.starts.at(number), end));
		},
		document(number) {
			const start = bytes.lastIndexOf(ITEM, index.starts.at(number));
			const end = bytes.indexOf(ITEM_END, start) + ITEM_END.length;
			return Buffer.concat([bytes.subarray(root.start, root.end), bytes.subarray(start, end), TABLE_END]);
		},
	};
}

/** Positions in the bytes, four bytes each: a list of numbers would be copied again and again while it grows. */
class Positions {
	count = 0;
	#all = new Uint32Array(1024);

	add(position: number): void {
		if (this.count === this.#all.length) {
			const more = new Uint32Array(2 * this.count);
			more.set(this.#all);
			this.#all = more;
		}
		this.#all[this.count++] = position;
	}

	/** 0 beyond the last one. */
	at(index: number): number {
		return index < this.count ? (this.#all[index] as number) : 0;
	}

	has(position: number): boolean {
		return this.#all.subarray(0, this.count).includes(position);
	}
}

/** Where the text of each item is; `ends` is 0 for an item that is not plain text, then `starts` is where it begins. */
function indexItems(bytes: Buffer, from: number): { starts: Positions; ends: Positions } | undefined {
	const starts = new Positions();
	const ends = new Positions();
	for (let at = skipBlanks(bytes, from); ; at = skipBlanks(bytes, at)) {
		if (!matches(bytes, at, ITEM)) return matches(bytes, at, TABLE_END) ? { starts, ends } : undefined;
		at += ITEM.length;
		const opening = OPENINGS.find((candidate) => matches(bytes, at, candidate));
		const start = at + (opening?.length ?? 0);
		const end = opening === undefined ? -1 : bytes.indexOf(LT, start);
		if (end > 0 && matches(bytes, end, PLAIN_END)) {
			starts.add(start);
			ends.add(end);
			at = end + PLAIN_END.length;
		} else {
			const close = bytes.indexOf(ITEM_END, at);
			if (close < 0 || bytes.subarray(at, close).includes('xmlns')) return undefined;
			starts.add(at);
			ends.add(0);
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
