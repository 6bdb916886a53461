import type { VmEntity } from '../../estate/entities.js';
import { boolean, type Data, data, dateTime, enumeration, int, list, long, ref, string } from '../../wire/value.js';
import { diskSuffix } from './vm-devices.js';
import { FIRST_DISK, fileOf, powerOf, snapshotBytes, swapOf, usedOf } from './vm-figures.js';

const DEFAULT_CREATED = '2026-10-30T19:30:00Z';

function snapshotRef(vm: VmEntity, index: number) {
	return ref({ type: 'VirtualMachineSnapshot', id: `snapshot-${vm.id.slice('vm-'.length)}${index}` });
}

/** `snapshot`: a chain, each snapshot below the one before it. Unset without snapshots. */
export function snapshotInfo(vm: VmEntity): Data | undefined {
	const snapshots = vm.group.snapshots ?? [];
	if (snapshots.length === 0) return undefined;
	return data('VirtualMachineSnapshotInfo', {
		currentSnapshot: snapshotRef(vm, snapshots.length - 1),
		rootSnapshotList: () => list('VirtualMachineSnapshotTree', [tree(vm, 0)]),
	});
}

function tree(vm: VmEntity, index: number): Data {
	const snapshots = vm.group.snapshots ?? [];
	const own = snapshots[index];
	return data('VirtualMachineSnapshotTree', {
		snapshot: snapshotRef(vm, index),
		vm: ref(vm),
		name: string(own?.name ?? ''),
		description: string(''),
		id: int(index + 1),
		createTime: dateTime(own?.created ?? DEFAULT_CREATED),
		state: enumeration('VirtualMachinePowerState', own?.memory === true ? 'poweredOn' : 'poweredOff'),
		quiesced: boolean(false),
		childSnapshotList:
			index + 1 < snapshots.length ? () => list('VirtualMachineSnapshotTree', [tree(vm, index + 1)]) : undefined,
		replaySupported: boolean(false),
	});
}

interface File {
	readonly name: string;
	readonly type: string;
	readonly size: number;
}

/** `layoutEx`: the files of a VM with what they take on disk, and which belong to which disk and snapshot. */
export function layoutEx(vm: VmEntity): Data {
	const files: File[] = [{ name: fileOf(vm, '.vmx'), type: 'config', size: 3_072 }];
	const add = (file: File) => files.push(file) - 1;
	const snapshots = vm.group.snapshots ?? [];
	const chains = vm.group.disks.map((disk, index) => {
		const links = Array.from({ length: snapshots.length + 1 }, (_, level) => {
			const suffix = diskSuffix(vm, index, level);
			const share = level === 0 ? 0 : snapshotBytes(vm, snapshots[level - 1] ?? { name: '' }).delta;
			const size = level === 0 ? usedOf(disk) : Math.floor(share / vm.group.disks.length);
			const kind = level === 0 ? '-flat' : '-delta';
			return [
				add({ name: fileOf(vm, `${suffix}.vmdk`, disk), type: 'diskDescriptor', size: 512 }),
				add({ name: fileOf(vm, `${suffix}${kind}.vmdk`, disk), type: 'diskExtent', size }),
			];
		});
		return { key: FIRST_DISK + index, links };
	});
	const memories = snapshots.map((snapshot, index) => {
		const { memory } = snapshotBytes(vm, snapshot);
		const data = add({ name: fileOf(vm, `-Snapshot${index + 1}.vmsn`), type: 'snapshotData', size: 30_000 });
		const file =
			memory === 0 ? -1 : add({ name: fileOf(vm, `-Snapshot${index + 1}.vmem`), type: 'snapshotMemory', size: memory });
		return { data, file };
	});
	if (powerOf(vm) === 'poweredOn') add({ name: fileOf(vm, '.vswp'), type: 'swap', size: swapOf(vm) });
	const layout = (depth: number) =>
		list(
			'VirtualMachineFileLayoutExDiskLayout',
			chains.map(({ key, links }) => disk(key, links.slice(0, depth))),
		);
	return data('VirtualMachineFileLayoutEx', {
		file: list('VirtualMachineFileLayoutExFileInfo', files.map(fileInfo)),
		disk: layout(snapshots.length + 1),
		snapshot: list(
			'VirtualMachineFileLayoutExSnapshotLayout',
			memories.map((memory, index) =>
				data('VirtualMachineFileLayoutExSnapshotLayout', {
					key: snapshotRef(vm, index),
					dataKey: int(memory.data),
					memoryKey: int(memory.file),
					disk: layout(index + 1),
				}),
			),
		),
		timestamp: dateTime('2026-11-20T06:00:00Z'),
	});
}

function disk(key: number, links: readonly number[][]): Data {
	return data('VirtualMachineFileLayoutExDiskLayout', {
		key: int(key),
		chain: list(
			'VirtualMachineFileLayoutExDiskUnit',
			links.map((keys) =>
				data('VirtualMachineFileLayoutExDiskUnit', {
					fileKey: list(
						'Int',
						keys.map((item) => int(item)),
					),
				}),
			),
		),
	});
}

function fileInfo(file: File, key: number): Data {
	return data('VirtualMachineFileLayoutExFileInfo', {
		key: int(key),
		name: string(file.name),
		type: string(file.type),
		size: long(file.size),
		uniqueSize: long(file.size),
		accessible: boolean(true),
	});
}
