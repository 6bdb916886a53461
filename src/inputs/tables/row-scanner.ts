import type { Cell } from '../../shared/tab.js';
import {
	APOSTROPHE,
	EQUALS,
	GT,
	isBlank,
	LOWER_B,
	LOWER_C,
	LOWER_D,
	LOWER_E,
	LOWER_F,
	LOWER_I,
	LOWER_L,
	LOWER_M,
	LOWER_N,
	LOWER_O,
	LOWER_R,
	LOWER_S,
	LOWER_T,
	LOWER_V,
	LOWER_W,
	LOWER_X,
	LT,
	NINE,
	QUOTE,
	SLASH,
	SPACE,
	ZERO,
} from './bytes.js';
import { booleanCell, numberCell, textCell } from './cell-value.js';
import { MAX_COLUMNS } from './sheet-limits.js';
import { type SheetSource, sharedCell } from './sheet-source.js';
import { blankCells, type Cells } from './tab-builder.js';
import { UnusualXml } from './unusual-xml.js';
import { EXACT_DIGITS, ValueText } from './value-text.js';

/** Types of cells as small numbers. */
const NUMBER = 0;
const SHARED = 1;
const BOOLEAN = 2;
const TEXT = 3;
const INLINE = 4;

const SPACE_PRESERVE = Buffer.from(' xml:space="preserve">');

/**
 * Scans rows in the content of `sheetData`, given in pieces that end with `</row>` or `</sheetData>`. Hand-written over bytes
 * because this is where the time of reading goes: no string is made for a column that is not asked for. Everything that it
 * does not expect is UnusualXml, so that the XML parser decides.
 */
export class RowScanner {
	/** The end of the sheet data was seen. */
	done = false;
	/** False when nothing more of the sheet is wanted. */
	wanted = true;
	private bytes: Buffer = Buffer.alloc(0);
	private row = 0;
	private column = -1;
	private type = NUMBER;
	private selfClosed = false;
	private cells: Cells | undefined;
	private readonly text = new ValueText();

	constructor(private readonly source: SheetSource) {}

	/** Scans one piece. */
	scan(bytes: Buffer): void {
		this.bytes = bytes;
		let at = 0;
		while (at < bytes.length && this.wanted) {
			const byte = bytes[at];
			if (byte === LT) at = this.element(at);
			else if (isBlank(byte)) at++;
			else throw new UnusualXml('text between rows');
			if (this.done) return;
		}
	}

	/** A row, or the end of the sheet data. Returns where it ends. */
	private element(at: number): number {
		const { bytes } = this;
		if (bytes[at + 1] === SLASH && bytes[at + 2] === LOWER_S) {
			this.done = true;
			return at;
		}
		if (bytes[at + 1] !== LOWER_R || bytes[at + 2] !== LOWER_O || bytes[at + 3] !== LOWER_W) {
			throw new UnusualXml('an element among the rows');
		}
		let next = this.rowTag(at + 4);
		this.column = -1;
		this.cells = undefined;
		if (!this.selfClosed) next = this.rowContent(next);
		if (this.cells !== undefined) this.wanted = this.source.builder.add(this.row, this.cells);
		return next;
	}

	/** The attributes of a row. */
	private rowTag(from: number): number {
		const { bytes } = this;
		let row = this.row + 1;
		let at = from;
		for (;;) {
			const byte = bytes[at];
			if (isBlank(byte)) at++;
			else if (byte === GT || byte === SLASH) break;
			else if (byte === LOWER_R && bytes[at + 1] === EQUALS && bytes[at + 2] === QUOTE) {
				const end = this.digits(at + 3);
				if (bytes[end] !== QUOTE || end === at + 3) throw new UnusualXml('a row number');
				row = Number(bytes.toString('latin1', at + 3, end));
				if (row === 0 || end - at > EXACT_DIGITS) throw new UnusualXml('a row number');
				at = end + 1;
			} else at = this.attribute(at);
		}
		this.row = row;
		return this.tagEnd(at);
	}

	/** The cells of a row, up to and with its end tag. */
	private rowContent(from: number): number {
		const { bytes } = this;
		const { slots } = this.source.builder;
		let at = from;
		for (;;) {
			const byte = bytes[at];
			if (byte !== LT) {
				if (!isBlank(byte)) throw new UnusualXml('text between cells');
				at++;
				continue;
			}
			if (bytes[at + 1] === LOWER_C) {
				at = this.cellTag(at + 2);
				this.source.counter.cells++;
				if (this.selfClosed) continue;
				const slot =
					slots === undefined ? this.column : this.column < slots.length ? (slots[this.column] as number) : -1;
				at = slot < 0 ? this.skipCell(at) : this.readCell(at, slot);
			} else if (bytes[at + 1] === SLASH && bytes[at + 2] === LOWER_R && bytes[at + 3] === LOWER_O) {
				if (bytes[at + 4] !== LOWER_W || bytes[at + 5] !== GT) throw new UnusualXml('an end tag');
				return at + 6;
			} else throw new UnusualXml('an element among the cells');
		}
	}

	/** The attributes of a cell: its column and type. */
	private cellTag(from: number): number {
		const { bytes } = this;
		let at = from;
		let type = NUMBER;
		let column = this.column + 1;
		if (!isBlank(bytes[at]) && bytes[at] !== GT && bytes[at] !== SLASH) throw new UnusualXml('an element in a row');
		for (;;) {
			const byte = bytes[at];
			if (byte === SPACE) at++;
			else if (byte === GT || byte === SLASH) break;
			else if (byte === LOWER_R && bytes[at + 1] === EQUALS && bytes[at + 2] === QUOTE) {
				at += 3;
				const start = at;
				let letters = 0;
				for (let letter = bytes[at] as number; letter >= 0x41 && letter <= 0x5a; letter = bytes[++at] as number) {
					letters = letters * 26 + letter - 0x40;
				}
				const end = this.digits(at);
				if (at === start || at - start > 3 || end === at || bytes[end] !== QUOTE) throw new UnusualXml('a reference');
				if (letters > MAX_COLUMNS) throw new UnusualXml('a column');
				column = letters - 1;
				at = end + 1;
			} else if (byte === LOWER_T && bytes[at + 1] === EQUALS && bytes[at + 2] === QUOTE) {
				const end = this.quote(at + 3);
				type = this.typeOf(at + 3, end);
				at = end + 1;
			} else if (byte === LOWER_S && bytes[at + 1] === EQUALS && bytes[at + 2] === QUOTE) at = this.quote(at + 3) + 1;
			else if (isBlank(byte)) at++;
			else at = this.attribute(at);
		}
		if (column >= MAX_COLUMNS) throw new UnusualXml('a column');
		this.type = type;
		this.column = column;
		return this.tagEnd(at);
	}

	private typeOf(start: number, end: number): number {
		const { bytes } = this;
		if (end - start === 1) {
			const letter = bytes[start];
			if (letter === LOWER_S) return SHARED;
			if (letter === LOWER_N) return NUMBER;
			if (letter === LOWER_B) return BOOLEAN;
			if (letter === LOWER_E || letter === LOWER_D) return TEXT;
		}
		const word = bytes.toString('latin1', start, Math.min(end, start + 16));
		if (word === 'str') return TEXT;
		if (word === 'inlineStr') return INLINE;
		throw new UnusualXml('a cell type');
	}

	/** Skips an attribute that does not matter; one that could change names or text is unusual. */
	private attribute(from: number): number {
		const { bytes } = this;
		let at = from;
		for (let byte = bytes[at] as number; byte !== EQUALS; byte = bytes[++at] as number) {
			if (byte === GT || byte === LT || byte === SLASH || byte === QUOTE || byte === APOSTROPHE || isBlank(byte)) {
				throw new UnusualXml('an attribute');
			}
			if (at >= bytes.length) throw new UnusualXml('an attribute');
		}
		if (bytes[at + 1] !== QUOTE) throw new UnusualXml('a quote');
		if (bytes[from] === LOWER_X && bytes[from + 1] === LOWER_M && bytes[from + 2] === LOWER_L) {
			throw new UnusualXml('a namespace');
		}
		return this.quote(at + 2) + 1;
	}

	/** Where an attribute value ends. A loop: values are a few bytes long, a call of indexOf costs more. */
	private quote(from: number): number {
		const { bytes } = this;
		let at = from;
		while (bytes[at] !== QUOTE) if (++at >= bytes.length) throw new UnusualXml('an attribute');
		return at;
	}

	/** The end of a start tag, at `>` or `/`. */
	private tagEnd(at: number): number {
		this.selfClosed = this.bytes[at] === SLASH;
		if (!this.selfClosed) return at + 1;
		if (this.bytes[at + 1] !== GT) throw new UnusualXml('an end of a tag');
		return at + 2;
	}

	private digits(from: number): number {
		const { bytes } = this;
		let at = from;
		while ((bytes[at] as number) >= ZERO && (bytes[at] as number) <= NINE) at++;
		return at;
	}

	/** Skips the content of a cell that is not asked for. */
	private skipCell(from: number): number {
		const { bytes } = this;
		const limit = bytes.length;
		let at = from;
		for (;;) {
			while (at < limit && bytes[at] !== LT) at++;
			const next = bytes[at + 1];
			if (next === SLASH) {
				if (bytes[at + 2] === LOWER_C) {
					if (bytes[at + 3] !== GT) throw new UnusualXml('an end tag');
					return at + 4;
				}
			} else if (next !== LOWER_V && next !== LOWER_I && next !== LOWER_T && next !== LOWER_F) {
				throw new UnusualXml('an element in a cell');
			}
			at += 2;
		}
	}

	/** Reads the content of a cell into a slot of the row. */
	private readCell(from: number, slot: number): number {
		const { bytes } = this;
		this.text.clear();
		let at = from;
		for (;;) {
			while (at < bytes.length && bytes[at] !== LT) at++;
			const next = bytes[at + 1];
			if (next === LOWER_V) at = this.readValue(at);
			else if (next === SLASH && bytes[at + 2] === LOWER_C && bytes[at + 3] === GT) break;
			else if (next === LOWER_F) at = this.skipFormula(at + 2);
			else if (next === LOWER_I) at = this.readInline(at);
			else throw new UnusualXml('an element in a cell');
		}
		if (this.text.present) {
			const cell = this.value();
			if (cell !== undefined) {
				this.cells ??= blankCells(this.source.builder.width);
				this.cells[slot] = cell;
			}
		}
		return at + 4;
	}

	/** `<v>…</v>` */
	private readValue(at: number): number {
		const { bytes } = this;
		if (bytes[at + 2] !== GT || this.text.present || this.type === INLINE) throw new UnusualXml('a value');
		const end = this.text.read(bytes, at + 3);
		if (bytes[end + 1] !== SLASH || bytes[end + 2] !== LOWER_V || bytes[end + 3] !== GT) {
			throw new UnusualXml('the end of a value');
		}
		return end + 4;
	}

	/** `<is><t>…</t></is>` */
	private readInline(at: number): number {
		const { bytes } = this;
		if (this.type !== INLINE || this.text.present) throw new UnusualXml('an inline text');
		if (bytes[at + 2] !== LOWER_S || bytes[at + 3] !== GT || bytes[at + 4] !== LT || bytes[at + 5] !== LOWER_T) {
			throw new UnusualXml('an inline text');
		}
		const start = bytes[at + 6] === GT ? at + 7 : this.preserved(at + 6);
		const end = this.text.read(bytes, start);
		if (bytes.toString('latin1', end, end + 9) !== '</t></is>') throw new UnusualXml('the end of an inline text');
		return end + 9;
	}

	private preserved(at: number): number {
		const end = at + SPACE_PRESERVE.length;
		if (this.bytes.compare(SPACE_PRESERVE, 0, SPACE_PRESERVE.length, at, Math.min(end, this.bytes.length)) !== 0) {
			throw new UnusualXml('an attribute of an inline text');
		}
		return end;
	}

	/** `<f …>…</f>` or `<f …/>` */
	private skipFormula(from: number): number {
		const { bytes } = this;
		let at = from;
		if (!isBlank(bytes[at]) && bytes[at] !== GT && bytes[at] !== SLASH) throw new UnusualXml('an element in a cell');
		for (; bytes[at] !== GT && bytes[at] !== SLASH; ) at = isBlank(bytes[at]) ? at + 1 : this.attribute(at);
		at = this.tagEnd(at);
		if (this.selfClosed) return at;
		const end = bytes.indexOf(LT, at);
		if (end < 0 || bytes[end + 1] !== SLASH || bytes[end + 2] !== LOWER_F || bytes[end + 3] !== GT) {
			throw new UnusualXml('the end of a formula');
		}
		return end + 4;
	}

	private value(): Cell | undefined {
		switch (this.type) {
			case NUMBER:
				return this.text.digits() ?? numberCell(this.text.text());
			case SHARED: {
				const index = this.text.digits();
				return index === undefined
					? sharedCell(this.text.text(), this.source.strings)
					: this.source.strings.text(index);
			}
			case BOOLEAN:
				return booleanCell(this.text.text());
			default:
				return textCell(this.text.text());
		}
	}
}
