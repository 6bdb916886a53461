import { addRow, Ids, RowIndex, type RvtoolsItem } from './rvtools-items.js';
import type { Row } from './sheet.js';
import type { VCenterBook } from './workbook.js';

const PORT = 'Port|Port Group';
const OBJECT_ID = 'Object ID';
const NOT_CONNECTED = 'not connected';

/**
 * Networks: standard ones from vPort (one per datacenter and name, over all hosts), distributed port groups from dvPort, and
 * those that only VMs name (opaque networks, or a workbook without these tabs).
 */
export function networkItems(book: VCenterBook, vcenter: string): RvtoolsItem[] {
	const ids = new Ids(vcenter);
	const items: RvtoolsItem[] = [];
	const names = new Set<string>();
	const make = (identity: string | undefined, name: string, tab: string, row: Row): RvtoolsItem => {
		const item: RvtoolsItem = { object: { id: ids.of(identity, name), name }, rows: new Map([[tab, [row]]]) };
		items.push(item);
		names.add(name.toLowerCase());
		return item;
	};
	distributed(book, make);
	standard(book, make);
	const implied = new Map<string, RvtoolsItem>();
	for (const row of book.rows('vNetwork')) {
		const name = row.text('Network');
		if (name === undefined || name.toLowerCase() === NOT_CONNECTED) continue;
		const known = implied.get(name);
		if (known !== undefined) addRow(known, 'vnetwork', row);
		else if (!names.has(name.toLowerCase())) implied.set(name, make(undefined, name, 'vnetwork', row));
	}
	return items;
}

type Make = (identity: string | undefined, name: string, tab: string, row: Row) => RvtoolsItem;

function distributed(book: VCenterBook, make: Make): void {
	const rows = book.rows('dvPort');
	const byId = new RowIndex(rows, OBJECT_ID);
	const known = new Map<string, RvtoolsItem>();
	for (const row of rows) {
		const name = row.text(PORT);
		if (name === undefined) continue;
		const key = `${row.text('Switch') ?? ''}\n${name}`;
		const item = byId.own(row) === undefined ? known.get(key) : undefined;
		if (item !== undefined) addRow(item, 'dvport', row);
		else known.set(key, make(byId.own(row), name, 'dvport', row));
	}
}

function standard(book: VCenterBook, make: Make): void {
	const known = new Map<string, RvtoolsItem>();
	for (const row of book.rows('vPort')) {
		const name = row.text('Port Group');
		if (name === undefined) continue;
		const key = `${row.text('Datacenter') ?? ''}\n${name}`;
		const item = known.get(key);
		if (item !== undefined) addRow(item, 'vport', row);
		else known.set(key, make(undefined, name, 'vport', row));
	}
}

/** Distributed switches from dvSwitch, standard ones from vSwitch, one per host and name. */
export function switchItems(book: VCenterBook, vcenter: string): RvtoolsItem[] {
	const ids = new Ids(vcenter);
	const items: RvtoolsItem[] = [];
	const byId = new RowIndex(book.rows('dvSwitch'), OBJECT_ID);
	for (const row of book.rows('dvSwitch')) {
		const name = row.text('Switch|Name');
		if (name === undefined) continue;
		const object = { id: ids.of(byId.own(row), name), name, kind: 'distributed' };
		items.push({ object, rows: new Map([['dvswitch', [row]]]) });
	}
	for (const row of book.rows('vSwitch')) {
		const name = row.text('Switch');
		if (name === undefined) continue;
		const object = { id: ids.of(undefined, `${row.text('Host') ?? ''}/${name}`), name, kind: 'standard' };
		items.push({ object, rows: new Map([['vswitch', [row]]]) });
	}
	return items;
}
