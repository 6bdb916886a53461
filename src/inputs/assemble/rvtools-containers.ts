import { folderPath, pathOfPool } from '../../collectors/read/rvtools-path.js';
import { addRow, Ids, PLACED, RowIndex, type RvtoolsItem } from './rvtools-items.js';
import type { Row } from './sheet.js';
import type { VCenterBook } from './workbook.js';

const OBJECT_ID = 'Object ID';

/** Datacenters as vHost, vInfo and dvSwitch name them; RVTools has no tab for them. */
export function datacenterItems(book: VCenterBook, vcenter: string): RvtoolsItem[] {
	const ids = new Ids(vcenter);
	const names = new Set<string>();
	for (const tab of ['vHost', 'vInfo', 'dvSwitch'])
		for (const row of book.rows(tab)) {
			const name = row.text('Datacenter');
			if (name !== undefined) names.add(name);
		}
	return [...names].map((name) => ({ object: { id: ids.of(undefined, name), name }, rows: new Map() }));
}

/**
 * One cluster per pair of datacenter and cluster that vHost and vInfo name, with its row of vCluster, which lacks the
 * datacenter: it is joined only when the name is unique. Rows of vCluster without hosts are clusters too.
 */
export function clusterItems(book: VCenterBook, vcenter: string): RvtoolsItem[] {
	const rows = new RowIndex(book.rows('vCluster'), 'Name');
	const placed = new Map<string, { name: string; row: Row }>();
	for (const tab of ['vHost', 'vInfo'])
		for (const row of book.rows(tab)) {
			const name = row.text('Cluster');
			if (name === undefined) continue;
			const key = `${row.text('Datacenter') ?? ''}/${name}`;
			if (!placed.has(key)) placed.set(key, { name, row });
		}
	const count = new Map<string, number>();
	for (const { name } of placed.values()) count.set(name.toLowerCase(), (count.get(name.toLowerCase()) ?? 0) + 1);
	const ids = new Ids(vcenter);
	const items: RvtoolsItem[] = [];
	for (const { name, row } of placed.values()) {
		const own = count.get(name.toLowerCase()) === 1 ? rows.get(name) : undefined;
		const item: RvtoolsItem = { object: { id: ids.of(own?.text(OBJECT_ID), name), name }, rows: new Map() };
		addRow(item, PLACED, row);
		if (own !== undefined) addRow(item, 'vcluster', own);
		items.push(item);
	}
	for (const row of book.rows('vCluster')) {
		const name = row.text('Name');
		if (name === undefined || count.has(name.toLowerCase())) continue;
		items.push({ object: { id: ids.of(row.text(OBJECT_ID), name), name }, rows: new Map([['vcluster', [row]]]) });
	}
	return items;
}

/** VM folders as VMs name them: RVTools shows only folders that hold VMs. */
export function folderItems(book: VCenterBook, vcenter: string): RvtoolsItem[] {
	const ids = new Ids(vcenter);
	const paths = new Map<string, string>();
	let lastCell: unknown;
	let lastDatacenter: unknown;
	for (const tab of ['vInfo', 'vCPU', 'vMemory', 'vDisk', 'vNetwork'])
		for (const row of book.rows(tab)) {
			// Rows of one VM, and often of many, say the same folder.
			const cell = row.cell('Folder');
			const datacenter = row.cell('Datacenter');
			if (cell === lastCell && datacenter === lastDatacenter) continue;
			lastCell = cell;
			lastDatacenter = datacenter;
			const path = folderPath(row.text('Folder'), row.text('Datacenter'));
			if (path !== undefined && path !== '') paths.set(path, path.slice(path.lastIndexOf('/') + 1));
		}
	return [...paths].map(([path, name]) => ({ object: { id: ids.of(path, name), name, path }, rows: new Map() }));
}

/** One resource pool per row of vRP; without that tab those that vInfo names. */
export function resourcePoolItems(book: VCenterBook, vcenter: string): RvtoolsItem[] {
	const ids = new Ids(vcenter);
	const items: RvtoolsItem[] = [];
	for (const row of book.rows('vRP')) {
		const path = pathOfPool(row.text('Resource Pool path'));
		const name = row.text('Resource Pool name') ?? path?.slice(path.lastIndexOf('/') + 1);
		if (name === undefined) continue;
		items.push({ object: { id: ids.of(row.text(OBJECT_ID), name), name }, rows: new Map([['vrp', [row]]]) });
	}
	if (book.has('vRP')) return items;
	const seen = new Set<string>();
	for (const row of book.rows('vInfo')) {
		const written = row.text('Resource pool');
		if (written === undefined || seen.has(written)) continue;
		seen.add(written);
		const path = pathOfPool(written);
		if (path === undefined) continue;
		const name = written.slice(written.lastIndexOf('/') + 1);
		items.push({ object: { id: ids.of(path, name), name, path }, rows: new Map([['vinfo', [row]]]) });
	}
	return items;
}

/** One datastore per row of vDatastore, with the rows of vMultiPath that name it. */
export function datastoreItems(book: VCenterBook, vcenter: string): RvtoolsItem[] {
	const ids = new Ids(vcenter);
	const items: RvtoolsItem[] = [];
	const byName = new Map<string, RvtoolsItem[]>();
	const byId = new RowIndex(book.rows('vDatastore'), OBJECT_ID);
	for (const row of book.rows('vDatastore')) {
		const name = row.text('Name');
		if (name === undefined) continue;
		const item = { object: { id: ids.of(byId.own(row), name), name }, rows: new Map([['vdatastore', [row]]]) };
		items.push(item);
		byName.set(name, [...(byName.get(name) ?? []), item]);
	}
	for (const row of book.rows('vMultiPath')) {
		const named = byName.get(row.text('Datastore') ?? '');
		if (named?.length === 1) addRow(named[0]!, 'vmultipath', row);
	}
	return items;
}
