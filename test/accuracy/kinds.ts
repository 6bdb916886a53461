import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSource } from '../../src/inputs/resolve/resolve.js';
import vcenter from '../../src/inputs/vcenter.js';
import { serveSource } from '../../src/mock-vcenter/start-mock.js';
import type { Inventory } from '../../src/model/inventory/inventory.js';
import { silent } from '../../src/shared/progress.js';
import { context } from '../mutations/bases.js';
import type { MutableSheet } from '../support/rvtools-47.js';
import {
	type CsvOptions,
	type WorkbookOptions,
	writeCsvFolder,
	writeCsvZip,
	writeWorkbook,
} from '../support/workbook.js';
import type { Random } from './random.js';
import { record } from './record.js';

/** What an inventory can come from, by the table's columns. */
export const KINDS = ['inventory', 'live', 'recording', 'xlsx', 'csv'] as const;
export type Kind = (typeof KINDS)[number];
export type Content = { readonly inventory: Inventory } | { readonly sheets: readonly MutableSheet[] };

export const isWorkbook = (kind: Kind): boolean => kind === 'xlsx' || kind === 'csv';

/**
 * Brings a vCenter through a real reader: writes the file that such a source would be, or serves it, and reads that again.
 * `random` picks how a workbook is written.
 */
export async function readAs(kind: Kind, content: Content, random: Random): Promise<Inventory> {
	const folder = mkdtempSync(join(tmpdir(), 'xvcheck-accuracy-'));
	try {
		if ('sheets' in content) return await read(`rvtools:${writeSheets(kind, folder, content.sheets, random)}`);
		if (kind === 'inventory') {
			const file = join(folder, 'saved.json');
			writeFileSync(file, JSON.stringify(content.inventory));
			return await read(`inventory:${file}`);
		}
		return await served(kind, content.inventory, join(folder, 'recording'));
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function options() {
	return { now: context.now, toolVersion: '0.0.0', progress: silent };
}

function read(source: string): Promise<Inventory> {
	return readSource(source, options());
}

async function served(kind: Kind, inventory: Inventory, folder: string): Promise<Inventory> {
	const site = await serveSource('inventory:saved.json', {}, async () => inventory);
	try {
		const [mock] = site.vcenters;
		if (mock === undefined) throw new Error('nothing is served');
		if (kind === 'recording') {
			await record(mock, await servedTypes(), folder);
			return { ...(await read(`govc:${folder}`)), collectedAt: context.now };
		}
		const { username, password, thumbprintSha256: thumbprint } = mock;
		return await vcenter.read(mock.url, {
			...options(),
			connection: { username, password: async () => password, thumbprint },
		});
	} finally {
		await site.close();
	}
}

/** The vim25 types that a mock vCenter knows the properties of; sessions and the like are in no recording. */
export async function servedTypes(): Promise<string[]> {
	types ??= readdirSync(fileURLToPath(new URL('../../src/mock-vcenter/managed-objects/', import.meta.url)))
		.filter((file) => file.endsWith('.ts') && !/^(contract|property-collector|session|view|task)/.test(file))
		.map((file) =>
			basename(file, '.ts')
				.split('-')
				.map((word) => word.charAt(0).toUpperCase() + word.slice(1))
				.join(''),
		);
	return types;
}
let types: string[] | undefined;

/** As different machines and versions write one: texts, dates, separators, encodings. */
function writeSheets(kind: Kind, folder: string, sheets: readonly MutableSheet[], random: Random): string {
	if (kind === 'xlsx') {
		const file = join(folder, 'export.xlsx');
		writeWorkbook(file, sheets, random.of(XLSX));
		return file;
	}
	const style = random.of(CSV);
	if (random.below(2) === 0) {
		const file = join(folder, 'export.zip');
		writeCsvZip(file, sheets, style);
		return file;
	}
	writeCsvFolder(join(folder, 'export'), sheets, style);
	return join(folder, 'export');
}

const XLSX: readonly WorkbookOptions[] = [
	{},
	{ strings: 'inline' },
	{ prefix: 'x' },
	{ method: 'store', blankRows: 3 },
	{ flags: 8, strings: 'inline', blankRows: 1 },
];
const CSV: readonly CsvOptions[] = [
	{},
	{ delimiter: ';', encoding: 'utf8-bom', numbers: { thousands: '.', decimal: ',' } },
	{ delimiter: '\t', encoding: 'utf16le-bom' },
	{ delimiter: ';', sepLine: true, encoding: 'utf8-bom' },
	{ numbers: { thousands: ',', decimal: '.' } },
];
