import type { SelectColumns, Tab } from '../../shared/tab.js';
import { readSharedStrings, type SharedStrings } from './shared-strings.js';
import type { CellCounter } from './sheet-limits.js';
import { sheetScanner } from './sheet-scanner.js';
import type { SheetReader, SheetSource } from './sheet-source.js';
import { TabBuilder } from './tab-builder.js';
import { damaged } from './table-error.js';
import { UnusualXml } from './unusual-xml.js';
import { partEntry, readWorkbookParts, type WorkbookParts } from './workbook-parts.js';
import { entryChunks } from './zip-entry.js';
import type { ZipFile } from './zip-file.js';
import { withZip } from './zip-open.js';

/** How sheets are read: `auto` scans and falls back to the XML parser; `parser` uses the parser alone, as a cross-check. */
export type XlsxReading = 'auto' | 'parser';

/**
 * Reads the tabs and columns of an xlsx workbook that `select` asks for.
 * @throws UserError when the file is no workbook, damaged, cut, encrypted, too large or built to harm.
 */
export async function readXlsx(path: string, select: SelectColumns, reading: XlsxReading = 'auto'): Promise<Tab[]> {
	return await withZip(path, (zip) => readZippedWorkbook(zip, select, reading));
}

/** Reads a workbook from an open zip. */
export async function readZippedWorkbook(zip: ZipFile, select: SelectColumns, reading: XlsxReading): Promise<Tab[]> {
	const parts = await readWorkbookParts(zip);
	const strings = await readSharedStrings(zip, parts.sharedStrings);
	const counter: CellCounter = { cells: 0 };
	const tabs: Tab[] = [];
	for (const sheet of parts.sheets) {
		const tab = await readSheet(zip, parts, sheet, { select, strings, counter }, reading);
		if (tab !== undefined) tabs.push(tab);
	}
	return tabs;
}

interface Needs {
	readonly select: SelectColumns;
	readonly strings: SharedStrings;
	readonly counter: CellCounter;
}

async function readSheet(
	zip: ZipFile,
	parts: WorkbookParts,
	sheet: WorkbookParts['sheets'][number],
	{ select, strings, counter }: Needs,
	reading: XlsxReading,
): Promise<Tab | undefined> {
	const chosen = once(select);
	const source = (): SheetSource => ({
		path: zip.path,
		label: `sheet "${sheet.name}"`,
		builder: new TabBuilder(sheet.name, chosen, parts.date1904),
		strings,
		counter,
	});
	const before = counter.cells;
	if (reading === 'auto') {
		try {
			return await readWith(zip, sheet, source(), sheetScanner);
		} catch (error) {
			if (!(error instanceof UnusualXml)) throw error;
			counter.cells = before;
		}
	}
	const { sheetParser } = await import('./sheet-parser.js');
	return await readWith(zip, sheet, source(), sheetParser);
}

/** Asks once per sheet, also when it is read a second time with the XML parser: both see the same header. */
function once(select: SelectColumns): SelectColumns {
	let answer: { readonly columns: readonly number[] | undefined } | undefined;
	return (tab, header) => {
		answer ??= { columns: select(tab, header) };
		return answer.columns;
	};
}

async function readWith(
	zip: ZipFile,
	sheet: WorkbookParts['sheets'][number],
	source: SheetSource,
	create: (source: SheetSource) => SheetReader,
): Promise<Tab | undefined> {
	const entry = partEntry(zip, sheet.part);
	if (entry === undefined) throw damaged(zip.path, `${source.label} is missing (${sheet.part})`);
	const reader = create(source);
	let wanted = true;
	for await (const chunk of entryChunks(zip, entry)) {
		wanted = reader.write(chunk);
		if (!wanted) break;
	}
	if (wanted) reader.end();
	return source.builder.finish();
}
