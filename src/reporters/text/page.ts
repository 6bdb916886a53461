import { Ansis } from 'ansis';
import { columnsOf, cutColumns, padColumns, wrapColumns } from '../../shared/columns.js';
import { escapeText } from '../../shared/escape.js';
import type { RenderOptions, ShowSection } from '../contract.js';

export type Tone = 'good' | 'bad' | 'doubt' | 'quiet' | 'strong';
/** The sign in front of a line carries the meaning; its colour only repeats it. */
export const MARKS = {
	fail: { sign: '✗', tone: 'bad' },
	pass: { sign: '✓', tone: 'good' },
	unknown: { sign: '?', tone: 'doubt' },
	warning: { sign: '!', tone: 'doubt' },
	info: { sign: '·', tone: 'quiet' },
	error: { sign: '✗', tone: 'bad' },
	'not-applicable': { sign: '–', tone: 'quiet' },
} as const satisfies Record<string, { sign: string; tone: Tone }>;
export type Mark = keyof typeof MARKS;

/** The sheet that the sections of the terminal report are written on. All data pass `escapeText` here or before. */
export class Page {
	readonly width: number;
	readonly all: boolean;
	readonly details: boolean;
	readonly #shown: ReadonlySet<string>;
	readonly #ansis: Ansis;

	constructor(options: RenderOptions) {
		this.width = Math.max(40, options.width);
		this.all = options.all ?? false;
		this.details = options.details ?? false;
		this.#shown = new Set(options.show ?? []);
		this.#ansis = new Ansis(options.colour ? 1 : 0);
	}

	/** Whether a section is to be opened. */
	shows(section: ShowSection): boolean {
		return this.#shown.has(section);
	}

	paint(tone: Tone, text: string): string {
		const { red, green, yellow, dim, bold } = this.#ansis;
		return { good: green, bad: red, doubt: yellow, quiet: dim, strong: bold }[tone](text);
	}

	mark(mark: Mark): string {
		return this.paint(MARKS[mark].tone, MARKS[mark].sign);
	}

	/** Text with blanks before every line, broken to the width. Unsafe characters are escaped. */
	wrap(text: string, indent: number, first = ''): string[] {
		const room = this.width - indent - columnsOf(first);
		const later = ' '.repeat(indent + columnsOf(first));
		return wrapColumns(escapeText(text), room).map((line, i) => (i === 0 ? ' '.repeat(indent) + first : later) + line);
	}

	/** A marked title with notes at the right edge; the notes go to their own line when both do not fit. */
	titled(mark: Mark, title: string, notes: string): string[] {
		const right = escapeText(notes);
		const lines = this.wrap(title, 2, '  ').map((line, i) =>
			i === 0 ? `  ${this.mark(mark)} ${line.slice(4)}` : line,
		);
		if (right === '') return lines;
		const last = lines.at(-1) as string;
		const gap = this.width - columnsOf(last) - columnsOf(right);
		if (gap >= 2) lines[lines.length - 1] = last + ' '.repeat(gap) + this.paint('quiet', right);
		else lines.push(`    ${this.paint('quiet', cutColumns(right, this.width - 4))}`);
		return lines;
	}

	/** Cells side by side with three blanks between them, as many per line as fit. */
	flow(cells: readonly string[], indent = 0): string[] {
		const lines: string[] = [];
		let line = '';
		for (const cell of cells) {
			if (line !== '' && indent + columnsOf(line) + 3 + columnsOf(cell) > this.width) {
				lines.push(' '.repeat(indent) + line);
				line = '';
			}
			line += (line === '' ? '' : '   ') + cell;
		}
		if (line !== '') lines.push(' '.repeat(indent) + line);
		return lines;
	}

	/** Cells in columns of equal width after a label. */
	grid(label: string, cells: readonly string[]): string[] {
		const cell = Math.max(...cells.map(columnsOf)) + 2;
		const perLine = Math.max(1, Math.floor((this.width - columnsOf(label) + 2) / cell));
		const lines: string[] = [];
		for (let i = 0; i < cells.length; i += perLine) {
			const row = cells.slice(i, i + perLine).map((text) => padColumns(text, cell));
			lines.push(((i === 0 ? label : ' '.repeat(columnsOf(label))) + row.join('')).trimEnd());
		}
		return lines;
	}
}
