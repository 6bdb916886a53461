import { addConflict, addRow, Ids, RowIndex, type RvtoolsItem } from './rvtools-items.js';
import { SMBIOS_UUID, VM_ID, VM_NAME, VM_UUID } from './rvtools-select.js';
import type { Row } from './sheet.js';
import type { VCenterBook } from './workbook.js';

const VM_TABS = ['vcpu', 'vmemory', 'vdisk', 'vnetwork', 'vcd', 'vfloppy', 'vusb', 'vsnapshot', 'vtools'];

/** One VM per row of vInfo, with the rows of every other VM tab joined to it. */
export function vmItems(book: VCenterBook, vcenter: string): RvtoolsItem[] {
	const rows = book.rows('vInfo');
	const byId = new RowIndex(rows, VM_ID);
	const byUuid = new RowIndex(rows, VM_UUID);
	const ids = new Ids(vcenter);
	const items = new Map<Row, RvtoolsItem>();
	for (const row of rows) {
		const name = row.text(VM_NAME) ?? row.text(VM_ID) ?? `(row ${row.row})`;
		const identity = byId.own(row) ?? byUuid.own(row);
		items.set(row, { object: { id: ids.of(identity, name), name }, rows: new Map([['vinfo', [row]]]) });
	}
	const join = new VmJoin(rows, byId, byUuid);
	for (const tab of VM_TABS) for (const row of book.rows(tab)) joinRow(join, items, tab, row);
	return [...items.values()];
}

function joinRow(join: VmJoin, items: ReadonlyMap<Row, RvtoolsItem>, tab: string, row: Row): void {
	const { found, other, shared } = join.find(row);
	const item = found === undefined ? undefined : items.get(found);
	if (item !== undefined) addRow(item, tab, row);
	if (shared !== undefined) {
		const which = `${row.sheet.name} row ${row.row}: ${shared.length} VMs are called "${row.text(VM_NAME) ?? ''}"`;
		for (const one of shared) addConflict(items.get(one)!, tab, which);
	}
	if (other === undefined) return;
	const example = `${row.sheet.name} row ${row.row}: VM "${row.text(VM_NAME) ?? ''}", VM ID "${row.text(VM_ID) ?? ''}"`;
	for (const one of [item, items.get(other)]) if (one !== undefined) addConflict(one, tab, example);
}

/**
 * Finds the VM of a row: by VM ID, instance UUID, SMBIOS UUID, then name (vsphere-data 3.3, quirk 9). `other` is set when the
 * row's name says another VM than its identity does, `shared` when only a name is there and several VMs have it.
 */
class VmJoin {
	readonly #identities: readonly RowIndex[];
	readonly #byName: RowIndex;

	constructor(rows: readonly Row[], byId: RowIndex, byUuid: RowIndex) {
		this.#identities = [byId, byUuid, new RowIndex(rows, SMBIOS_UUID)];
		this.#byName = new RowIndex(rows, VM_NAME);
	}

	find(row: Row): { found?: Row; other?: Row; shared?: readonly Row[] } {
		const byName = this.#byName.get(row.text(VM_NAME));
		for (const index of this.#identities) {
			const value = row.text(index.column);
			if (value === undefined) continue;
			const found = index.get(value);
			if (found !== undefined) return byName !== undefined && byName !== found ? { found, other: byName } : { found };
			// An identity that vInfo does not list, with the name of a VM that has another: a second VM of that name, or a mix-up.
			if (byName !== undefined && !index.knows(value) && index.own(byName) !== undefined) return { other: byName };
		}
		if (byName !== undefined) return { found: byName };
		const shared = this.#byName.all(row.text(VM_NAME));
		return shared.length === 0 ? {} : { shared };
	}
}
