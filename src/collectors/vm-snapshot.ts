import type { VmSnapshot } from '../model/inventory/vm.js';
import { defined } from '../shared/defined.js';
import { listAt, numberAt, textAt, type XmlValue } from '../shared/xml-value.js';
import { type Collector, part, type SheetRow, type VimProperties } from './contract.js';
import { isoTime, MIB, refAt } from './read/vim.js';

const SNAPSHOT = 'snapshot';
const LAYOUT = 'layoutEx';

/** All snapshots of a tree, parents first. A snapshot taken of a running VM with its memory has state poweredOn. */
function tree(vm: VimProperties): VmSnapshot[] {
	const files = fileSizes(vm);
	const layout = new Map(
		listAt(vm.get(LAYOUT), 'snapshot').map((one) => [refAt(one, 'key') ?? '', textAt(one, 'memoryKey') ?? '']),
	);
	const walk = (nodes: readonly XmlValue[]): VmSnapshot[] =>
		nodes.flatMap((node) => [snapshot(node, files, layout), ...walk(listAt(node, 'childSnapshotList'))]);
	return walk(listAt(vm.get(SNAPSHOT), 'rootSnapshotList'));
}

function snapshot(
	node: XmlValue,
	files: ReadonlyMap<string, number> | undefined,
	memoryKeys: ReadonlyMap<string, string>,
): VmSnapshot {
	const id = refAt(node, 'snapshot') ?? textAt(node, 'id') ?? '';
	const state = textAt(node, 'state');
	return defined({
		id,
		name: textAt(node, 'name'),
		created: isoTime(textAt(node, 'createTime')),
		memory: state === undefined ? undefined : state === 'poweredOn',
		memoryBytes: files?.get(memoryKeys.get(id) ?? ''),
	}) as VmSnapshot;
}

/** Sizes of a VM's files by key. */
function fileSizes(vm: VimProperties): ReadonlyMap<string, number> | undefined {
	const layout = vm.get(LAYOUT);
	if (layout === undefined) return undefined;
	const sizes = listAt(layout, 'file').map(
		(file) => [textAt(file, 'key') ?? '', Math.max(0, numberAt(file, 'size') ?? 0)] as const,
	);
	return new Map(sizes);
}

/**
 * Bytes in delta disks: all files of all disk chains, current and of each snapshot, beyond the base at the start of each chain.
 */
function deltaBytes(vm: VimProperties): number | undefined {
	if (vm.get(SNAPSHOT) === undefined) return 0;
	const files = fileSizes(vm);
	if (files === undefined) return undefined;
	const layout = vm.get(LAYOUT);
	const disks = [...listAt(layout, 'disk'), ...listAt(layout, 'snapshot').flatMap((one) => listAt(one, 'disk'))];
	const base = new Set<string>();
	const all = new Set<string>();
	for (const disk of disks)
		for (const [index, link] of listAt(disk, 'chain').entries())
			for (const file of listAt(link, 'fileKey')) (index === 0 ? base : all).add(textAt(file) ?? '');
	let sum = 0;
	for (const key of all) if (!base.has(key)) sum += files.get(key) ?? 0;
	return sum;
}

const FIELDS = {
	name: 'Name|Snapshot',
	created: 'Date / time',
	memory: 'State',
	memoryBytes: 'Size MiB (vmsn)',
	sizeBytes: 'Size MiB (total)',
};

function sheetSnapshot(row: SheetRow, position: number): VmSnapshot {
	const state = row.text(FIELDS.memory);
	const memory = row.number(FIELDS.memoryBytes, 'decimal');
	const size = row.number(FIELDS.sizeBytes, 'decimal');
	return defined({
		id: `#${position + 1}`,
		name: row.text(FIELDS.name),
		created: row.date(FIELDS.created),
		memory: state === undefined ? undefined : /^powered ?on$/i.test(state),
		memoryBytes: memory === undefined ? undefined : memory * MIB,
		sizeBytes: size === undefined ? undefined : size * MIB,
	}) as VmSnapshot;
}

export default {
	concern: 'vm-snapshot',
	title: 'Snapshots of VMs and the space of their deltas',
	parts: [
		part('vms', {
			snapshots: {
				vim: { paths: [SNAPSHOT], absenceMeans: true, read: tree },
				rvtools: {
					tab: 'vSnapshot',
					columns: ['VM|VM Name', ...Object.values(FIELDS)],
					fields: FIELDS,
					// A tab with headers and no row of a VM means that it has none (clarifications 6.16).
					many: (rows) => rows.map(sheetSnapshot),
				},
				volatile: true,
			},
			snapshotDeltaBytes: {
				vim: { paths: [SNAPSHOT, LAYOUT], weight: 'heavy', absenceMeans: true, read: deltaBytes },
				volatile: true,
			},
		}),
	],
} satisfies Collector;
