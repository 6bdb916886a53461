import { addRow, Ids, RowIndex, type RvtoolsItem } from './rvtools-items.js';
import { HOST_NAME } from './rvtools-select.js';
import type { Row } from './sheet.js';
import type { VCenterBook } from './workbook.js';

const HOST_TABS = ['vsc_vmk', 'vnic', 'vhba', 'vswitch', 'vport', 'vmultipath'];
const OBJECT_ID = 'Object ID';

/**
 * One host per row of vHost, and one for each other host that vInfo names: it exists, though nothing else is known of it.
 */
export function hostItems(book: VCenterBook, vcenter: string): RvtoolsItem[] {
	const rows = book.rows('vHost');
	const byId = new RowIndex(rows, OBJECT_ID);
	const ids = new Ids(vcenter);
	const items: RvtoolsItem[] = [];
	const byName = new Map<string, RvtoolsItem>();
	for (const row of rows) {
		const name = row.text(HOST_NAME);
		if (name === undefined) continue;
		const item = { object: { id: ids.of(byId.own(row), name), name }, rows: new Map([['vhost', [row]]]) };
		items.push(item);
		byName.set(name.toLowerCase(), byName.has(name.toLowerCase()) ? NOBODY : item);
	}
	for (const row of book.rows('vInfo')) {
		const name = row.text('Host');
		if (name === undefined) continue;
		let item = byName.get(name.toLowerCase());
		if (item === undefined) {
			item = { object: { id: ids.of(undefined, name), name }, rows: new Map() };
			items.push(item);
			byName.set(name.toLowerCase(), item);
		}
		if (item !== NOBODY) addRow(item, 'vinfo', row);
	}
	for (const tab of HOST_TABS)
		for (const row of book.rows(tab)) {
			const item = byName.get(row.text('Host')?.toLowerCase() ?? '');
			if (item !== undefined && item !== NOBODY) addRow(item, tab, row);
		}
	for (const row of book.rows('vDatastore'))
		for (const host of (row.text('Hosts') ?? '').split(/[,;]/)) {
			const item = byName.get(host.trim().toLowerCase());
			if (item !== undefined && item !== NOBODY) addRow(item, 'vdatastore', row);
		}
	return items;
}

/** Stands for a name that several hosts have: rows that know only the name belong to none of them. */
const NOBODY: RvtoolsItem = { object: { id: '' }, rows: new Map<string, Row[]>() };
