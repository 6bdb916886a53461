import type { MissingDatum } from '../../model/coverage.js';
import type { Datastore } from '../../model/inventory/storage.js';
import type { Vm, VmDisk } from '../../model/inventory/vm.js';
import type { Move, Scope } from '../../model/scope.js';

/** One disk that is copied. */
export interface MovingDisk {
	readonly allocated: number;
	readonly capacity: number;
	/** Bytes that it takes at the destination. */
	readonly lands: number;
	readonly source?: Datastore;
	readonly sourceName?: string;
	readonly destination?: Datastore;
	/** Unlike types of datastore need another protocol. */
	readonly unlike: boolean;
}

export interface DiskReading {
	readonly disks: readonly MovingDisk[];
	/** What the source does not tell of the disks. */
	readonly missing?: MissingDatum;
	/** Whether the VM's used space stands in for what is missing: one disk of that size. */
	readonly standIn: boolean;
	/** A thin disk was taken as full because the source does not tell what is used. */
	readonly takenAsFull: boolean;
}

/**
 * The disks of a VM that change their datastore. Where the source does not list them, but tells what the VM uses in all, that
 * stands in for them; where it tells neither, only what is missing is said.
 */
export function movingDisks(scope: Scope, move: Move): DiskReading {
	if (scope.plan.storage === 'keep') return { disks: [], standIn: false, takenAsFull: false };
	const { vm } = move;
	const lacks = (datum: string): DiskReading => {
		const missing = { datum: `vm.${datum}`, reason: scope.source.reason('vms', vm, datum) };
		const whole = wholeVm(scope, move);
		return { disks: whole === undefined ? [] : [whole], missing, standIn: whole !== undefined, takenAsFull: false };
	};
	if (vm.disks === undefined) return lacks('disks');
	// A raw device mapping stays on its LUN: only the pointer file moves.
	const copied = vm.disks.filter((disk) => disk.raw !== true);
	if (copied.some((disk) => disk.capacityBytes === undefined)) return lacks('disks.capacityBytes');
	const thinUsed = usedByThinDisks(vm, copied);
	const disks = copied.map((disk) => movingDisk(scope, move, disk, thinUsed)).filter((disk) => disk !== undefined);
	return { disks, standIn: false, takenAsFull: thinUsed === undefined && copied.some((disk) => disk.thin === true) };
}

/** What a VM uses in all, less its swap file, as one disk. */
function wholeVm(scope: Scope, move: Move): MovingDisk | undefined {
	const { vm, placement } = move;
	const used = vm.usedBytes;
	if (used === undefined || used <= 0) return undefined;
	const bytes = used > usedSwap(vm) ? used - usedSwap(vm) : used;
	const name = vm.homeDatastoreName;
	const named = name === undefined ? [] : scope.source.datastoresNamed(name);
	const source = named.length === 1 ? named[0] : undefined;
	const destination = placement.datastores.get('*');
	if (source?.backingId !== undefined && source.backingId === destination?.backingId) return undefined;
	return {
		allocated: bytes,
		capacity: bytes,
		lands: bytes,
		...(source && { source }),
		...(name !== undefined && { sourceName: name }),
		...(destination && { destination }),
		unlike: unlike(source, destination),
	};
}

function movingDisk(scope: Scope, move: Move, disk: VmDisk, thinUsed: number | undefined): MovingDisk | undefined {
	const source = sourceDatastore(scope, disk);
	const destination = move.placement.datastores.get(disk.id);
	if (source?.backingId !== undefined && source.backingId === destination?.backingId) return undefined;
	const capacity = disk.capacityBytes as number;
	const allocated = disk.thin === true && thinUsed !== undefined ? capacity * thinUsed : capacity;
	const { diskFormat } = scope.plan.placement;
	const thin = diskFormat === 'same' ? disk.thin === true : diskFormat === 'thin';
	const sourceName = source?.name ?? disk.datastoreName;
	return {
		allocated,
		capacity,
		lands: thin ? allocated : capacity,
		...(source && { source }),
		...(sourceName !== undefined && { sourceName }),
		...(destination && { destination }),
		unlike: unlike(source, destination),
	};
}

function sourceDatastore(scope: Scope, disk: VmDisk): Datastore | undefined {
	if (disk.datastore !== undefined) return scope.source.datastore(disk.datastore);
	const named = disk.datastoreName === undefined ? [] : scope.source.datastoresNamed(disk.datastoreName);
	return named.length === 1 ? named[0] : undefined;
}

/**
 * Used share (0 to 1) of a VM's thin disks: what the VM uses less its thick disks and its swap file. Undefined when the
 * source does not tell what is used.
 */
function usedByThinDisks(vm: Vm, disks: readonly VmDisk[]): number | undefined {
	if (vm.usedBytes === undefined) return undefined;
	let thin = 0;
	let thick = 0;
	for (const disk of disks) {
		if (disk.thin === true) thin += disk.capacityBytes as number;
		else thick += disk.capacityBytes as number;
	}
	if (thin === 0) return undefined;
	return Math.min(1, Math.max(0, vm.usedBytes - thick - usedSwap(vm)) / thin);
}

/** Size of the swap file that a VM has while it runs: memory less its reservation. */
export function swapBytes(vm: Vm): number {
	return Math.max(0, (vm.memoryBytes ?? 0) - (vm.memoryReservationBytes ?? 0));
}

/** Swap that is in what the VM uses now, and does not move. */
function usedSwap(vm: Vm): number {
	return vm.powerState === 'poweredOn' ? swapBytes(vm) : 0;
}

function unlike(source: Datastore | undefined, destination: Datastore | undefined): boolean {
	if (source?.type === undefined || destination?.type === undefined) return false;
	const family = (type: string): string => type.toUpperCase().replace(/^NFS.*/, 'NFS');
	return family(source.type) !== family(destination.type);
}
