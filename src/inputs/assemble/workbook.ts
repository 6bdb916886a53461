import { UserError } from '../../shared/errors.js';
import type { Tab } from '../../shared/tab.js';
import { type Row, Sheet, type Unreadable } from './sheet.js';

export const SDK_UUID = 'VI SDK UUID|vCenter UUID';
export const SDK_SERVER = 'VI SDK Server';

/** The part of a workbook that belongs to one vCenter. */
export interface VCenterBook {
	/** Instance UUID in lower case, where a tab tells. */
	readonly uuid?: string;
	/** Server as typed by whoever exported. */
	readonly server?: string;
	readonly sheets: ReadonlyMap<string, readonly Sheet[]>;
	rows(tab: string): readonly Row[];
	has(tab: string, column?: string): boolean;
	readonly unreadable: Unreadable;
	/** Tabs with rows that could not be given to one of several vCenters. */
	readonly unattributed: ReadonlyMap<string, Row>;
}

/**
 * Sheets by tab name, in any case, in file order. Several workbooks of one folder may each hold the tab.
 */
export function sheetsOf(tabs: readonly Tab[], unreadable: Unreadable): Map<string, Sheet[]> {
	const sheets = new Map<string, Sheet[]>();
	for (const tab of tabs) {
		const sheet = new Sheet(tab, unreadable);
		const key = sheet.name.toLowerCase();
		sheets.set(key, [...(sheets.get(key) ?? []), sheet]);
	}
	return sheets;
}

/**
 * Splits a workbook by vCenter: by `VI SDK UUID`, else by `VI SDK Server`, since moRefs and names repeat between vCenters
 * (vsphere-data 3.3, quirk 10). A row without either goes to the vCenter that alone has its VM, or its host.
 * @throws UserError when two workbooks hold the same tab of the same vCenter.
 */
export function splitByVCenter(sheets: ReadonlyMap<string, readonly Sheet[]>, unreadable: Unreadable): VCenterBook[] {
	const keys = new Keys(sheets);
	const books = keys.all.map((key) => new Book(sheets, unreadable, key));
	const single = books.length === 1 ? books[0] : undefined;
	const later: [string, Row][] = [];
	for (const [tab, ofTab] of sheets)
		for (const sheet of ofTab)
			for (const row of sheet.rows) {
				const book = single ?? books[keys.indexOf(row)];
				if (book === undefined) later.push([tab, row]);
				else book.add(tab, row);
			}
	// VMs first: the other tabs are attributed by them.
	later.sort(([a], [b]) => Number(b === 'vinfo') - Number(a === 'vinfo'));
	for (const [tab, row] of later) attribute(books, tab, row);
	return books;
}

/** Which vCenter a row names. */
class Keys {
	readonly all: { uuid?: string; server?: string }[] = [];
	readonly #index = new Map<string, number>();

	constructor(sheets: ReadonlyMap<string, readonly Sheet[]>) {
		for (const ofTab of sheets.values()) for (const sheet of ofTab) this.#eachServer(sheet, (row) => this.#learn(row));
		for (const ofTab of sheets.values())
			for (const sheet of ofTab) this.#eachServer(sheet, (row) => this.#learnServer(row));
		this.#joinHalves();
		if (this.all.length === 0) this.all.push({});
	}

	/** One UUID that no row joins to a server, and one server that no row joins to a UUID: columns of one vCenter were cut. */
	#joinHalves(): void {
		const ids = this.all.filter(({ server }) => server === undefined);
		const servers = this.all.filter(({ uuid }) => uuid === undefined);
		if (this.all.length !== 2 || ids.length !== 1 || servers.length !== 1) return;
		this.all.splice(0, 2, { ...servers[0], ...ids[0] });
		for (const key of this.#index.keys()) this.#index.set(key, 0);
	}

	indexOf(row: Row): number {
		const uuid = uuidOf(row);
		if (uuid !== undefined) return this.#index.get(uuid) ?? -1;
		const server = row.text(SDK_SERVER)?.toLowerCase();
		return server === undefined ? -1 : (this.#index.get(`server ${server}`) ?? -1);
	}

	/** One row per run of rows that name the same vCenter: a workbook has as many rows as there are things, and few vCenters. */
	#eachServer(sheet: Sheet, learn: (row: Row) => void): void {
		const uuidAt = sheet.cellIndex(SDK_UUID);
		const serverAt = sheet.cellIndex(SDK_SERVER);
		if (uuidAt < 0 && serverAt < 0) return;
		let uuid: unknown;
		let server: unknown;
		for (const row of sheet.rows) {
			const nextUuid = row.at(uuidAt);
			const nextServer = row.at(serverAt);
			if (nextUuid === uuid && nextServer === server) continue;
			uuid = nextUuid;
			server = nextServer;
			learn(row);
		}
	}

	#learn(row: Row): void {
		const uuid = uuidOf(row);
		if (uuid === undefined) return;
		const server = row.text(SDK_SERVER);
		let index = this.#index.get(uuid);
		if (index === undefined) {
			index = this.all.push({ uuid }) - 1;
			this.#index.set(uuid, index);
		}
		if (server === undefined) return;
		this.all[index]!.server ??= server;
		const key = `server ${server.toLowerCase()}`;
		if (!this.#index.has(key)) this.#index.set(key, index);
	}

	#learnServer(row: Row): void {
		if (uuidOf(row) !== undefined) return;
		const server = row.text(SDK_SERVER);
		if (server === undefined || this.#index.has(`server ${server.toLowerCase()}`)) return;
		this.#index.set(`server ${server.toLowerCase()}`, this.all.push({ server }) - 1);
	}
}

function uuidOf(row: Row): string | undefined {
	return row.text(SDK_UUID)?.toLowerCase();
}

class Book implements VCenterBook {
	readonly uuid?: string;
	readonly server?: string;
	readonly unattributed = new Map<string, Row>();
	readonly #rows = new Map<string, Row[]>();
	readonly #names = new Map<string, Set<string>>();

	constructor(
		readonly sheets: ReadonlyMap<string, readonly Sheet[]>,
		readonly unreadable: Unreadable,
		key: { uuid?: string; server?: string },
	) {
		if (key.uuid !== undefined) this.uuid = key.uuid;
		if (key.server !== undefined) this.server = key.server;
	}

	rows(tab: string): readonly Row[] {
		return this.#rows.get(tab.toLowerCase()) ?? [];
	}

	has(tab: string, column?: string): boolean {
		const sheets = this.sheets.get(tab.toLowerCase());
		return sheets?.some((sheet) => column === undefined || sheet.has(column)) ?? false;
	}

	add(tab: string, row: Row): void {
		const rows = this.#rows.get(tab);
		if (rows === undefined) {
			this.#rows.set(tab, [row]);
			return;
		}
		if (rows[0]!.sheet !== row.sheet && tab !== 'vmetadata' && tab !== 'vsource')
			throw severalExports(this, row.sheet.name);
		rows.push(row);
	}

	/** True when `column` of `tab` names `name` in this vCenter. */
	names(tab: string, column: string, name: string): boolean {
		const key = `${tab} ${column}`;
		let names = this.#names.get(key);
		if (names === undefined) {
			names = new Set(this.rows(tab).map((row) => row.text(column) ?? ''));
			this.#names.set(key, names);
		}
		return names.has(name);
	}
}

function attribute(books: readonly Book[], tab: string, row: Row): void {
	const vm = row.has('VM') ? row.text('VM') : undefined;
	const host = row.has('Host') ? row.text('Host') : undefined;
	const owners = books.filter(
		(book) =>
			(tab !== 'vinfo' && vm !== undefined && book.names('vinfo', 'VM', vm)) ||
			((tab === 'vinfo' || vm === undefined) && host !== undefined && book.names('vhost', 'Host', host)),
	);
	if (owners.length === 1) owners[0]!.add(tab, row);
	else for (const book of books) book.unattributed.set(tab, row);
}

function severalExports(book: VCenterBook, tab: string): UserError {
	const name = book.server ?? book.uuid ?? 'one vCenter';
	return new UserError('several-exports', `The workbooks hold tab ${tab} of ${name} more than once.`, {
		suggestions: ['Name one export file, or keep one export per vCenter in the folder.'],
	});
}
