import { posix } from 'node:path';
import type { UserError } from '../../shared/errors.js';
import { plainTags } from './plain-tags.js';
import { damaged, EXPORT_AGAIN, tableError } from './table-error.js';
import { entryBytes } from './zip-entry.js';
import type { ZipEntry, ZipFile } from './zip-file.js';

/** What a workbook consists of: its sheets in order, with the zip entry of each. */
export interface WorkbookParts {
	readonly sheets: readonly { readonly name: string; readonly part: string }[];
	readonly sharedStrings?: string;
	readonly date1904: boolean;
}

interface Relation {
	readonly type: string;
	readonly target: string;
}

/**
 * Finds the sheets of a workbook by its relationships (ECMA-376 part 2, 9.3), not by file names.
 * @throws UserError when the archive is no workbook, a sheet is missing, or two sheets share a name.
 */
export async function readWorkbookParts(zip: ZipFile): Promise<WorkbookParts> {
	const workbook = await workbookPart(zip);
	const relations = await readRelations(zip, workbook);
	const sheets: { name: string; part: string }[] = [];
	const names = new Set<string>();
	let date1904 = false;
	await walk(zip, workbook, (tag, attr) => {
		if (tag === 'workbookPr') date1904 = ['1', 'true'].includes(attr('date1904') ?? '');
		if (tag !== 'sheet') return;
		const name = attr('name') ?? '';
		const relation = relations.get(attr('id') ?? '');
		if (relation === undefined) throw damaged(zip.path, `sheet "${name}" has no content`);
		if (!relation.type.endsWith('/worksheet')) return;
		if (names.has(name.toLowerCase())) throw duplicateSheet(zip.path, name);
		names.add(name.toLowerCase());
		sheets.push({ name, part: relation.target });
	});
	const strings = [...relations.values()].find(({ type }) => type.endsWith('/sharedStrings'));
	return { sheets, date1904, ...(strings === undefined ? {} : { sharedStrings: strings.target }) };
}

/** The zip entry of a part. */
export function partEntry(zip: ZipFile, part: string): ZipEntry | undefined {
	return zip.entries.get(part.toLowerCase());
}

async function workbookPart(zip: ZipFile): Promise<string> {
	const roots = await readRelations(zip, '');
	const part = [...roots.values()].find(({ type }) => type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml';
	if (part.toLowerCase().endsWith('.bin')) {
		throw notWorkbook(zip.path, 'it is a binary workbook (.xlsb)', 'Save it as an Excel workbook (.xlsx).');
	}
	if (partEntry(zip, part) === undefined) {
		throw notWorkbook(
			zip.path,
			'it is a zip file, but no Excel workbook (.xlsx)',
			'Pass the workbook that RVTools wrote.',
		);
	}
	return part;
}

/** The relationships of a part by id, targets resolved to entry names. External targets are left out. */
async function readRelations(zip: ZipFile, part: string): Promise<Map<string, Relation>> {
	const folder = posix.dirname(part);
	const name = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
	const relations = new Map<string, Relation>();
	if (partEntry(zip, name) === undefined) return relations;
	await walk(zip, name, (tag, attr) => {
		if (tag !== 'Relationship' || attr('TargetMode') === 'External') return;
		const target = attr('Target') ?? '';
		const resolved = target.startsWith('/') ? target.slice(1) : posix.join(folder, target);
		relations.set(attr('Id') ?? '', { type: attr('Type') ?? '', target: resolved });
	});
	return relations;
}

type Visit = (tag: string, attr: (local: string) => string | undefined) => void;

/** Visits the start tags of a small part; the XML parser is loaded only for one that is written unusually. */
async function walk(zip: ZipFile, part: string, visit: Visit): Promise<void> {
	const entry = partEntry(zip, part);
	if (entry === undefined) throw damaged(zip.path, `${part} is missing`);
	const bytes = await entryBytes(zip, entry);
	const plain = plainTags(bytes);
	if (plain !== undefined) {
		for (const { local, attributes } of plain) visit(local, (name) => attributes.get(name));
		return;
	}
	const { attribute, xmlParser } = await import('./xml-parser.js');
	const parser = xmlParser(zip.path, part, { open: (tag) => visit(tag.local, (local) => attribute(tag, local)) });
	parser.write(bytes);
	parser.end();
}

function duplicateSheet(path: string, name: string): UserError {
	return tableError('duplicate-sheet', path, `two sheets are named "${name}"`, EXPORT_AGAIN);
}

function notWorkbook(path: string, what: string, suggestion: string): UserError {
	return tableError('not-a-workbook', path, what, suggestion);
}
