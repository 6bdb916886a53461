/** Marks that take no column of their own, and scripts whose letters take two (Unicode East Asian Width W and F). */
const ZERO_WIDTH = /\p{Mark}/u;
const DOUBLE_WIDTH =
	/[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
const COLOUR = /\u001b\[[0-9;]*m/g;

/** Columns that `text` takes on a terminal; colour sequences take none. */
export function columnsOf(text: string): number {
	const plain = text.includes('\u001b') ? text.replace(COLOUR, '') : text;
	if (/^[\u0000-\u007f]*$/.test(plain)) return plain.length;
	let columns = 0;
	for (const char of plain) columns += charColumns(char);
	return columns;
}

function charColumns(char: string): number {
	if (ZERO_WIDTH.test(char)) return 0;
	return DOUBLE_WIDTH.test(char) ? 2 : 1;
}

/** `text` filled with blanks to `width` columns; longer text is left as it is. */
export function padColumns(text: string, width: number): string {
	return text + ' '.repeat(Math.max(0, width - columnsOf(text)));
}

/** `text` cut to `width` columns, with an ellipsis in the last one when something was cut. */
export function cutColumns(text: string, width: number): string {
	if (columnsOf(text) <= width) return text;
	let out = '';
	let used = 0;
	for (const char of text) {
		used += charColumns(char);
		if (used > width - 1) break;
		out += char;
	}
	return `${out}…`;
}

/** Breaks `text` at blanks into lines of at most `width` columns; a word longer than a line is cut into pieces. */
export function wrapColumns(text: string, width: number): string[] {
	const lines: string[] = [];
	let line = '';
	for (const word of text.split(' ').flatMap((part) => pieces(part, Math.max(1, width)))) {
		if (line === '') line = word;
		else if (columnsOf(line) + 1 + columnsOf(word) <= width) line += ` ${word}`;
		else {
			lines.push(line);
			line = word;
		}
	}
	if (line !== '' || lines.length === 0) lines.push(line);
	return lines;
}

function pieces(word: string, width: number): string[] {
	if (columnsOf(word) <= width) return [word];
	const out: string[] = [];
	let piece = '';
	for (const char of word) {
		if (piece !== '' && columnsOf(piece) + charColumns(char) > width) {
			out.push(piece);
			piece = '';
		}
		piece += char;
	}
	out.push(piece);
	return out;
}
