import { AMPERSAND, CR, LT, ZERO } from './bytes.js';
import { UnusualXml } from './unusual-xml.js';
import { decodeXmlText } from './xml-text.js';

/** Whole numbers of up to this many digits are exact. */
export const EXACT_DIGITS = 15;

/** Where the text of a cell's value lies in the bytes, decoded on demand. One is used for all cells of a sheet. */
export class ValueText {
	/** False until a text was read; `clear` forgets it. */
	present = false;
	private bytes: Buffer = Buffer.alloc(0);
	private start = 0;
	private end = 0;
	private ascii = true;
	/** It has entities or carriage returns. */
	private marked = false;

	clear(): void {
		this.present = false;
	}

	/** Takes the text that begins at `start`; returns the position of the `<` behind it. */
	read(bytes: Buffer, start: number): number {
		const limit = bytes.length;
		let at = start;
		let seen = 0;
		let marked = false;
		for (; at < limit; at++) {
			const byte = bytes[at] as number;
			if (byte === LT) break;
			seen |= byte;
			if (byte === AMPERSAND || byte === CR) marked = true;
		}
		this.present = true;
		this.bytes = bytes;
		this.start = start;
		this.end = at;
		this.ascii = seen < 0x80;
		this.marked = marked;
		return at;
	}

	/** The value when the text is nothing but digits. */
	digits(): number | undefined {
		const { bytes, start, end } = this;
		if (end === start || end - start > EXACT_DIGITS) return undefined;
		let value = 0;
		for (let at = start; at < end; at++) {
			const digit = (bytes[at] as number) - ZERO;
			if (digit < 0 || digit > 9) return undefined;
			value = value * 10 + digit;
		}
		return value;
	}

	/** @throws UnusualXml for an entity that only the XML parser can judge. */
	text(): string {
		const raw = this.bytes.toString(this.ascii ? 'latin1' : 'utf8', this.start, this.end);
		if (!this.marked) return raw;
		const text = decodeXmlText(raw);
		if (text === undefined) throw new UnusualXml('an entity');
		return text;
	}
}
