import { plainRoot } from './plain-root.js';
import { RowScanner } from './row-scanner.js';
import { MAX_CELLS, tooManyCells } from './sheet-limits.js';
import type { SheetReader, SheetSource } from './sheet-source.js';
import { UnusualXml } from './unusual-xml.js';

const DATA = Buffer.from('<sheetData');
const DATA_END = Buffer.from('</sheetData>');
const ROW_END = Buffer.from('</row>');
/** A row, or what stands before and after the rows, is shorter than this in any sheet that a person made. */
const MAX_CARRY = 8 * 1024 * 1024;

/**
 * Reads a sheet by a scan of its bytes: the notation that spreadsheets and exporters use, fast. Works on whole rows; what is
 * left of a chunk behind the last complete row is carried over.
 * @throws UnusualXml for any other notation; then the sheet must be read again with the XML parser.
 */
export function sheetScanner(source: SheetSource): SheetReader {
	const rows = new RowScanner(source);
	let carry: Buffer | undefined;
	let inData = false;
	const scan = (bytes: Buffer): Buffer => {
		let rest = bytes;
		if (!inData) {
			const start = dataStart(rest);
			if (start === undefined) return rest;
			inData = true;
			rest = rest.subarray(start);
		}
		const lastRow = rest.lastIndexOf(ROW_END);
		const complete = lastRow < 0 ? 0 : lastRow + ROW_END.length;
		const end = rest.indexOf(DATA_END, complete);
		const limit = end < 0 ? complete : end + DATA_END.length;
		if (limit > 0) rows.scan(rest.subarray(0, limit));
		return rest.subarray(limit);
	};
	return {
		write(bytes) {
			if (rows.done) return rows.wanted;
			const rest = scan(carry === undefined ? bytes : Buffer.concat([carry, bytes]));
			carry = rest.length === 0 || rows.done ? undefined : rest;
			if (rest.length > MAX_CARRY && !rows.done) throw new UnusualXml('a very long row');
			if (source.counter.cells > MAX_CELLS) throw tooManyCells(source.path);
			return rows.wanted;
		},
		end() {
			if (!rows.done) throw new UnusualXml('no end of the sheet data');
		},
	};
}

/** Where the rows begin; undefined when more bytes are needed. */
function dataStart(bytes: Buffer): number | undefined {
	const at = bytes.indexOf(DATA);
	if (at < 0) return undefined;
	const root = plainRoot(bytes, 'worksheet');
	if (root === undefined) throw new UnusualXml('the root element');
	if (at + DATA.length === bytes.length) return undefined;
	const head = bytes.subarray(root.end, at);
	if (head.includes('<!') || head.includes('<?') || head.includes('xmlns=')) throw new UnusualXml('the head');
	if (bytes[at + DATA.length] !== 0x3e) throw new UnusualXml('the start of the sheet data');
	return at + DATA.length + 1;
}
