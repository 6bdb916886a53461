import type { DatastoreEntity, VmEntity } from '../../estate/entities.js';
import { uuidOf } from '../../estate/identity.js';
import { bytesOf } from '../../scenario/units.js';
import type { DiskSpec, SnapshotSpec } from '../../scenario/vm-schema.js';

export const FIRST_DISK = 2000;
export const FIRST_NIC = 4000;

export function powerOf({ group }: VmEntity): 'poweredOn' | 'poweredOff' | 'suspended' {
	return group.template === true ? 'poweredOff' : (group.power ?? 'poweredOn');
}

export function memoryOf({ group }: VmEntity): number {
	return bytesOf(group.memory ?? '4GiB');
}

export function reservationOf(vm: VmEntity): number {
	const { group } = vm;
	if (group.memoryLocked === true) return memoryOf(vm);
	return group.memoryReservation === undefined ? 0 : bytesOf(group.memoryReservation);
}

export function swapOf(vm: VmEntity): number {
	return powerOf(vm) === 'poweredOn' ? memoryOf(vm) - reservationOf(vm) : 0;
}

export function capacityOf(disk: DiskSpec): number {
	return bytesOf(disk.size);
}

/** Bytes that a disk takes on its datastore; a raw device takes none. */
export function usedOf(disk: DiskSpec): number {
	if (disk.rdm !== undefined) return 0;
	if (disk.used !== undefined) return bytesOf(disk.used);
	return (disk.provisioning ?? 'thin') === 'thin' ? Math.floor(capacityOf(disk) / 2) : capacityOf(disk);
}

export function snapshotBytes(vm: VmEntity, snapshot: SnapshotSpec): { delta: number; memory: number } {
	const delta = snapshot.size === undefined ? 1_073_741_824 : bytesOf(snapshot.size);
	return { delta, memory: snapshot.memory === true ? memoryOf(vm) : 0 };
}

/** Bytes used on all datastores, with swap and snapshots, as `summary.storage.committed` counts. */
export function committedOf(vm: VmEntity): number {
	const disks = vm.group.disks.reduce((sum, disk) => sum + usedOf(disk), 0);
	const snapshots = (vm.group.snapshots ?? []).reduce((sum, item) => {
		const { delta, memory } = snapshotBytes(vm, item);
		return sum + delta + memory;
	}, 0);
	return disks + swapOf(vm) + snapshots + 2_000_000;
}

/** Bytes that thin disks may still grow by. */
export function uncommittedOf(vm: VmEntity): number {
	return vm.group.disks.reduce(
		(sum, disk) => (disk.rdm === undefined ? sum + capacityOf(disk) - usedOf(disk) : sum),
		0,
	);
}

export function datastoreOf(vm: VmEntity, disk?: DiskSpec): DatastoreEntity | undefined {
	const name = disk?.datastore ?? vm.group.datastore;
	return vm.datacenter.datastores.find((datastore) => datastore.name === name);
}

export function datastoresOf(vm: VmEntity): DatastoreEntity[] {
	const all = [datastoreOf(vm), ...vm.group.disks.map((disk) => datastoreOf(vm, disk))];
	return [...new Set(all)].filter((datastore) => datastore !== undefined);
}

/** `[datastore] vm/file` */
export function fileOf(vm: VmEntity, suffix: string, disk?: DiskSpec): string {
	return `[${disk?.datastore ?? vm.group.datastore}] ${vm.name}/${vm.name}${suffix}`;
}

export function instanceUuidOf(vm: VmEntity): string {
	return vm.group.instanceUuid ?? uuidOf('instance', vm.datacenter.name, vm.name, vm.id);
}

export function biosUuidOf(vm: VmEntity): string {
	return vm.group.uuid ?? uuidOf('bios', vm.datacenter.name, vm.name, vm.id);
}
