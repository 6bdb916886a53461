import fc from 'fast-check';
import { columnLetters, escapeXml } from './workbook.js';

/** One cell as written in a sheet, and the value that a reader must make of it. */
export interface OddCell {
	readonly xml: (reference: string) => string;
	readonly value: string | number | boolean | undefined;
}

/** How often a sheet uses notations that the byte scanner leaves to the XML parser. */
export type Oddness = 'usual' | 'odd';

const plainText = fc.string({ unit: fc.constantFrom(...'aZ0 <>&"\'_xäß€😀\n') });
const blankable = (text: string) => (text.trim() === '' ? undefined : text);
const attributeOrders = fc.constantFrom('r', 's r', 'r s', 's r cm');

/** The start tag's attributes in some order; `r` may be left out where the position does not need it. */
function attributes(order: string, reference: string, type: string): string {
	const written = order
		.split(' ')
		.map((name) => (name === 'r' ? (reference === '' ? '' : ` r="${reference}"`) : ` ${name}="1"`));
	return `${written.join('')}${type === '' ? '' : ` t="${type}"`}`;
}

/** Cells of the notations that spreadsheets and exporters use. */
const usualCell: fc.Arbitrary<OddCell> = fc
	.record({
		order: attributeOrders,
		text: plainText,
		number: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat()),
		flag: fc.boolean(),
		kind: fc.nat({ max: 9 }),
	})
	.map(({ order, text, number, flag, kind }): OddCell => {
		const cell = (type: string, content: string, value: OddCell['value']): OddCell => ({
			xml: (reference) => `<c${attributes(order, reference, type)}>${content}</c>`,
			value,
		});
		const zero = Object.is(number, -0) ? 0 : number;
		const kinds: (() => OddCell)[] = [
			() => cell('', `<v>${zero}</v>`, zero),
			() => cell('n', `<v> ${zero} </v>`, zero),
			() => cell('b', `<v>${flag ? 1 : 0}</v>`, flag),
			() => cell('str', `<v>${escapeXml(text)}</v>`, blankable(text)),
			() => cell('str', `<f>SUM(A1:A2)</f><v>${escapeXml(text)}</v>`, blankable(text)),
			() => cell('inlineStr', `<is><t>${escapeXml(text)}</t></is>`, blankable(text)),
			() => cell('inlineStr', `<is><t xml:space="preserve">${escapeXml(text)}</t></is>`, blankable(text)),
			() => cell('e', '<f t="shared" ref="A1:B2" si="0"/><v>#N/A</v>', '#N/A'),
			() => cell('d', '<v>2026-11-20T06:00:00</v>', '2026-11-20T06:00:00'),
			() => ({ xml: (reference) => `<c${attributes(order, reference, '')}/>`, value: undefined }),
		];
		return (kinds[kind] as () => OddCell)();
	});

/** Cells of notations that are allowed and rare. */
const oddCell: fc.Arbitrary<OddCell> = fc
	.record({ text: plainText, kind: fc.nat({ max: 11 }) })
	.map(({ text, kind }) => {
		const cell = (type: string, content: string, value: OddCell['value']): OddCell => ({
			xml: (reference) => `<c${reference === '' ? '' : ` r="${reference}"`} t="${type}">${content}</c>`,
			value,
		});
		const safe = escapeXml(text);
		const kinds: (() => OddCell)[] = [
			() => cell('str', `<v><![CDATA[${text.replaceAll(']]>', '')}]]></v>`, blankable(text.replaceAll(']]>', ''))),
			() => cell('str', `<v>${safe}<!-- <v>no</v> --></v>`, blankable(text)),
			() => cell('inlineStr', `<is><r><rPr><b/></rPr><t>${safe}</t></r><r><t>!</t></r></is>`, `${text}!`),
			() => cell('inlineStr', `<is><t>${safe}</t><rPh sb="0" eb="1"><t>kana</t></rPh></is>`, blankable(text)),
			() => ({
				xml: (reference) => (reference === '' ? '<c><v>7</v></c>' : `<c r='${reference}' t='n'><v>7</v></c>`),
				value: 7,
			}),
			() => cell('str', `<v xml:space="preserve">${safe}</v>`, blankable(text)),
			() => cell('str', '<v>a&#x41;&#66;&#x1F600;\r\nb</v>', 'aAB😀\nb'),
			() => cell('str', '<v>line_x000D_end_x005F_x0041_</v>', 'line\rend_x0041_'),
			() => cell('n', '<v>7</v><extLst><ext uri="u"><v>8</v></ext></extLst>', 7),
			() => cell('n', '<v\n>1<?pi no?>2</v >', 12),
			() => cell('n', '<v>not a number</v>', 'not a number'),
			() => cell('b', '<v>true</v>', true),
		];
		return (kinds[kind] as () => OddCell)();
	});

/** A sheet: its XML and the rows that a reader must find, by row number. */
export interface GeneratedSheet {
	readonly xml: string;
	readonly rows: ReadonlyMap<number, readonly OddCell['value'][]>;
}

export const COLUMNS = 5;
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

interface GeneratedRow {
	readonly cells: readonly (OddCell | undefined)[];
	readonly gap: number;
	readonly space: string;
	readonly implicit: boolean;
}

/** Sheets with a header row of five columns and rows with gaps, in `odd` ones also comments and foreign elements between rows. */
export function generatedSheet(oddness: Oddness): fc.Arbitrary<GeneratedSheet> {
	const cell = oddness === 'usual' ? usualCell : fc.oneof({ weight: 3, arbitrary: usualCell }, oddCell);
	const spaces = oddness === 'usual' ? ['', '\n  '] : ['', '\n\t', '<!-- </row><row r="9"> -->', '<?skip this?>'];
	const row: fc.Arbitrary<GeneratedRow> = fc.record({
		cells: fc.array(fc.option(cell, { nil: undefined }), { maxLength: COLUMNS }),
		gap: fc.constantFrom(0, 0, 0, 1, 1000),
		space: fc.constantFrom(...spaces),
		implicit: fc.boolean(),
	});
	return fc.array(row, { maxLength: 12 }).map(sheetOf);
}

function sheetOf(rows: readonly GeneratedRow[]): GeneratedSheet {
	const found = new Map<number, OddCell['value'][]>();
	const header = Array.from({ length: COLUMNS }, (_, column) => `<c t="inlineStr"><is><t>C${column}</t></is></c>`);
	const xml = [`<row r="1">${header.join('')}</row>`];
	let number = 1;
	for (const { cells, gap, space, implicit } of rows) {
		number += 1 + gap;
		const implicitRow = implicit && gap === 0;
		xml.push(`${space}<row${implicitRow ? '' : ` r="${number}" spans="1:5"`}>`);
		let next = 0;
		cells.forEach((cell, column) => {
			if (cell === undefined) return;
			xml.push(`${space}${cell.xml(implicit && column === next ? '' : `${columnLetters(column)}${number}`)}`);
			next = column + 1;
		});
		xml.push('</row>');
		const values = Array.from({ length: COLUMNS }, (_, column) => cells[column]?.value);
		if (values.some((value) => value !== undefined)) found.set(number, values);
	}
	return {
		xml: `<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="${MAIN}"><sheetData>${xml.join('')}</sheetData><pageMargins left="0.7"/></worksheet>`,
		rows: found,
	};
}
