import type { SaxesTagNS } from 'saxes';
import type { Cell } from '../../shared/tab.js';
import { booleanCell, type CellType, numberCell, textCell } from './cell-value.js';
import { MAX_CELLS, MAX_COLUMNS, tooManyCells } from './sheet-limits.js';
import { type SheetReader, type SheetSource, sharedCell } from './sheet-source.js';
import { ElementPath, inText } from './spreadsheet-xml.js';
import { blankCells, type Cells } from './tab-builder.js';
import { damaged } from './table-error.js';
import { attribute, xmlParser } from './xml-parser.js';

/** Reads a sheet with the XML parser: every notation that XML allows, slowly. */
export function sheetParser(source: SheetSource): SheetReader {
	const rows = new RowReader(source);
	const path = new ElementPath();
	const parser = xmlParser(source.path, source.label, {
		open(tag) {
			const parent = path.top();
			const name = path.open(tag);
			if (name === 'row' && parent === 'sheetData') rows.openRow(tag);
			else if (name === 'c' && parent === 'row') rows.openCell(tag);
		},
		text(text) {
			if (path.top() === 'v' && path.top(1) === 'c') rows.value += text;
			else if (inText(path, 'is')) rows.inline += text;
		},
		close(tag) {
			const name = path.close(tag);
			if (name === 'c' && path.top() === 'row') rows.closeCell();
			else if (name === 'row' && path.top() === 'sheetData') rows.closeRow();
		},
	});
	return {
		write(bytes) {
			parser.write(bytes);
			return rows.wanted;
		},
		end: parser.end,
	};
}

/** Turns the events of one sheet into rows. */
class RowReader {
	wanted = true;
	value = '';
	inline = '';
	private row = 0;
	private column = -1;
	private type: CellType = 'n';
	private cells: Cells | undefined;

	constructor(private readonly source: SheetSource) {}

	openRow(tag: SaxesTagNS): void {
		const stated = Number(attribute(tag, 'r') ?? Number.NaN);
		this.row = Number.isSafeInteger(stated) && stated > 0 ? stated : this.row + 1;
		this.column = -1;
		this.cells = undefined;
	}

	openCell(tag: SaxesTagNS): void {
		this.column = columnOf(attribute(tag, 'r') ?? '') ?? this.column + 1;
		this.type = (attribute(tag, 't') ?? 'n') as CellType;
		this.value = '';
		this.inline = '';
		if (++this.source.counter.cells > MAX_CELLS) throw tooManyCells(this.source.path);
		if (this.column >= MAX_COLUMNS) {
			throw damaged(this.source.path, `row ${this.row} of ${this.source.label} has more than ${MAX_COLUMNS} columns`);
		}
	}

	closeCell(): void {
		const { builder } = this.source;
		const slot = builder.slots === undefined ? this.column : (builder.slots[this.column] ?? -1);
		if (slot < 0 || !this.wanted) return;
		const cell = this.cell();
		if (cell === undefined) return;
		this.cells ??= blankCells(builder.width);
		this.cells[slot] = cell;
	}

	closeRow(): void {
		if (this.cells !== undefined && this.wanted) this.wanted = this.source.builder.add(this.row, this.cells);
		this.cells = undefined;
	}

	private cell(): Cell | undefined {
		switch (this.type) {
			case 'inlineStr':
				return textCell(this.inline);
			case 's':
				return sharedCell(this.value, this.source.strings);
			case 'b':
				return booleanCell(this.value);
			case 'str':
			case 'e':
			case 'd':
				return textCell(this.value);
			default:
				return numberCell(this.value);
		}
	}
}

/** 0 for A, 26 for AA; undefined when the reference does not start with letters and a row number. */
export function columnOf(reference: string): number | undefined {
	const letters = /^([A-Z]{1,3})[0-9]+$/.exec(reference)?.[1];
	if (letters === undefined) return undefined;
	let column = 0;
	for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
	return column - 1;
}
