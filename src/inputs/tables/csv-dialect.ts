/** How the cells of a CSV file are separated. */
export interface CsvDialect {
	readonly delimiter: string;
	/** Length of the `sep=` line, 0 without one. */
	readonly skip: number;
}

/** Reads the dialect from the start of a file: a `sep=` line (spreadsheets obey it), else the commonest of `,` `;` tab. */
export function csvDialect(start: string): CsvDialect {
	const stated = /^"?sep=(.)"?[ \t]*\r?\n/i.exec(start);
	if (stated !== null) return { delimiter: stated[1] ?? ',', skip: stated[0].length };
	const header = headerRow(start);
	let best = ',';
	for (const candidate of [',', ';', '\t']) {
		if (count(header, candidate) > count(header, best)) best = candidate;
	}
	return { delimiter: best, skip: 0 };
}

/** The first row with content, without its quoted cells: a delimiter inside quotes is text. */
function headerRow(start: string): string {
	const bare = start.replaceAll(/"(?:[^"]|"")*"/g, '');
	return bare.split(/\r\n|\r|\n/).find((line) => line.trim() !== '') ?? '';
}

function count(text: string, character: string): number {
	return text.split(character).length - 1;
}
