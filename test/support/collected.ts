import type { Collector } from '../../src/collectors/contract.js';
import { assembleRvtools } from '../../src/inputs/assemble/assemble-rvtools.js';
import { assembleVim, type VimMeta } from '../../src/inputs/assemble/assemble-vim.js';
import type { CoverageEntry } from '../../src/model/coverage.js';
import type { Host } from '../../src/model/inventory/host.js';
import type { Inventory } from '../../src/model/inventory/inventory.js';
import type { Vm } from '../../src/model/inventory/vm.js';
import { loadDirectory } from '../../src/shared/load-directory.js';
import type { Cell, Tab } from '../../src/shared/tab.js';
import { parseObjectContent, type VimObject } from '../../src/vim/object-content.js';

const COLLECTORS = loadDirectory<Collector>(new URL('../../src/collectors/', import.meta.url));
const META = {
	source: { kind: 'test', location: 'here' },
	collectedAt: '2026-11-20T06:00:00Z',
	tool: { name: 'xvcheck', version: '0.0.0' },
};
const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** All collectors of the product. */
export const allCollectors = (): Promise<ReadonlyMap<string, Collector>> => COLLECTORS;

/** A property: text, XML, or its type with text or XML. */
export type Property = string | readonly [type: string, xml: string];

/** A managed object as a property read answers it, from the XML of its properties by path; `missing` names faults by path. */
export function vim(
	type: string,
	id: string,
	properties: Readonly<Record<string, Property>>,
	missing: Readonly<Record<string, string>> = {},
): Promise<VimObject> {
	const sets = Object.entries(properties).map(([path, property]) => {
		const [xsi, xml] = typeof property === 'string' ? ['', property] : [` xsi:type="${property[0]}"`, property[1]];
		return `<propSet><name>${path}</name><val${xsi}>${xml}</val></propSet>`;
	});
	const faults = Object.entries(missing).map(
		([path, fault]) => `<missingSet><path>${path}</path><fault><fault xsi:type="${fault}"/></fault></missingSet>`,
	);
	return parseObjectContent([
		`<ObjectContent ${XSI}><obj type="${type}">${id}</obj>${sets.join('')}${faults.join('')}</ObjectContent>`,
	]);
}

/** A reference as a property value. */
export const ref = (type: string, id: string): string =>
	`<ManagedObjectReference type="${type}">${id}</ManagedObjectReference>`;

/** The inventory that all collectors make of managed objects. */
export async function fromVim(
	objects: readonly (VimObject | Promise<VimObject>)[],
	meta: Partial<VimMeta> = {},
): Promise<Inventory> {
	return assembleVim(await Promise.all(objects), await COLLECTORS, { ...META, ...meta });
}

/** A tab from its rows by column name; the header is every column that a row names, in order of first mention. */
export function tab(name: string, rows: readonly Readonly<Record<string, Cell | undefined>>[], header?: string[]): Tab {
	const columns = header ?? [...new Set(rows.flatMap((row) => Object.keys(row)))];
	return {
		name,
		header: columns,
		columns: columns.map((_, index) => index),
		rows: rows.map((row, index) => ({ number: index + 2, cells: columns.map((column) => row[column]) })),
	};
}

/** A tab exactly as given: header cells and rows of cells, for headers that repeat. */
export function rawTab(name: string, header: readonly string[], rows: readonly (readonly (Cell | undefined)[])[]): Tab {
	return {
		name,
		header,
		columns: header.map((_, index) => index),
		rows: rows.map((cells, index) => ({ number: index + 2, cells })),
	};
}

/** The inventories that all collectors make of tabs, one per vCenter. */
export async function allFromTabs(tabs: readonly Tab[]): Promise<Inventory[]> {
	return assembleRvtools(tabs, await COLLECTORS, META);
}

/** The only inventory of the tabs. */
export async function fromTabs(tabs: readonly Tab[]): Promise<Inventory> {
	const [inventory, ...others] = await allFromTabs(tabs);
	if (inventory === undefined || others.length > 0) throw new Error(`expected one vCenter, found ${others.length + 1}`);
	return inventory;
}

/** The first VM of managed objects: a VM with these properties beside what every VM has. */
export async function vimVm(
	properties: Readonly<Record<string, Property>>,
	others: Promise<VimObject>[] = [],
): Promise<Vm> {
	const { vms } = await fromVim([vim('VirtualMachine', 'vm-1', { ...ANY_VM, ...properties }), ...others]);
	return vms[0]!;
}
const ANY_VM = { name: 'app-01', 'config.template': 'false', 'runtime.connectionState': 'connected' };

/** The first host of managed objects: a connected host with these properties. */
export async function vimHost(
	properties: Readonly<Record<string, Property>>,
	others: Promise<VimObject>[] = [],
	meta: Partial<VimMeta> = {},
): Promise<Host> {
	const connected = { name: 'esx01', 'runtime.connectionState': 'connected' };
	const { hosts } = await fromVim([vim('HostSystem', 'host-1', { ...connected, ...properties }), ...others], meta);
	return hosts[0]!;
}

/** The coverage entries of one datum. */
export function coverageOf(inventory: Inventory, collection: string, datum: string): CoverageEntry[] {
	return inventory.coverage.filter((entry) => entry.collection === collection && entry.datum === datum);
}

/** The reason why one datum is missing, of the commonest kind. */
export function reasonOf(inventory: Inventory, collection: string, datum: string): string | undefined {
	return coverageOf(inventory, collection, datum)[0]?.reason;
}
