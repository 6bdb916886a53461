import type { Vm, VmDisk } from '../../model/inventory/vm.js';
import type { Site } from '../../model/site.js';
import { type Amount, add, between, exactly, Gaps, type Parts, scale, shareOf, totalOf, ZERO } from './amount.js';

const MIB = 1024 ** 2;
/** Configuration, logs, NVRAM and descriptors of one VM (clarifications 4.8). */
const SMALL_FILES = exactly(100 * MIB);
/** What a VM on vSAN may hold beyond its disks and swap (clarifications 6.11). */
const VSAN_SLACK = 1024 * MIB;
/** Key of the VM's home beside its disk ids, as in a placement. */
const HOME = '*';

/** What one VM needs at the destination, by disk id and `*` for its home. */
export interface VmDemand {
	readonly places: ReadonlyMap<string, Parts>;
	readonly gaps: Gaps;
}

interface Files {
	readonly swap: Amount;
	readonly snapshots: Amount;
	readonly suspended: Amount;
}

/**
 * Space that one VM takes at the destination (clarifications 4.8). `format` is the plan's disk format: `same`, `thin`,
 * `thick` or `eager`. RVTools tells no allocation per disk: there the larger of `In Use` (which holds swap and snapshots) and
 * the thick disks counts, split by the capacity of the disks.
 */
export function vmDemand(vm: Vm, source: Site, format: string): VmDemand {
	const gaps = new Gaps();
	const files = filesOf(vm, source, gaps);
	const places =
		source.inventory.source.kind === 'rvtools'
			? fromUsage(vm, source, format, files, gaps)
			: fromDisks(vm, source, format, files, gaps);
	return { places, gaps };
}

/** Disks that become files at the destination: a physical raw device mapping moves its pointer only. */
function disksThatMove(vm: Vm): readonly VmDisk[] {
	return (vm.disks ?? []).filter((disk) => !(disk.raw === true && disk.rdmMode === 'physicalMode'));
}

function staysThin(disk: VmDisk, format: string): boolean {
	return format === 'thin' || (format === 'same' && disk.thin === true);
}

function filesOf(vm: Vm, source: Site, gaps: Gaps): Files {
	const snapshots = snapshotsOf(vm, source, gaps);
	if (vm.template === true || vm.powerState === 'poweredOff') return { swap: ZERO, suspended: ZERO, snapshots };
	if (vm.memoryBytes === undefined) {
		gaps.add('vm.memoryBytes', source.reason('vms', vm, 'memoryBytes'));
		return { swap: between(0, Number.POSITIVE_INFINITY), suspended: ZERO, snapshots };
	}
	if (vm.powerState === 'suspended')
		return { swap: ZERO, suspended: vm.suspendedToMemory === true ? ZERO : exactly(vm.memoryBytes), snapshots };
	if (vm.powerState === undefined) gaps.add('vm.powerState', source.reason('vms', vm, 'powerState'));
	if (vm.memoryReservationBytes === undefined)
		gaps.add('vm.memoryReservationBytes', source.reason('vms', vm, 'memoryReservationBytes'));
	const swap = Math.max(0, vm.memoryBytes - (vm.memoryReservationBytes ?? 0));
	const certain = vm.powerState === 'poweredOn' && vm.memoryReservationBytes !== undefined;
	return { swap: certain ? exactly(swap) : between(0, swap), suspended: ZERO, snapshots };
}

function snapshotsOf(vm: Vm, source: Site, gaps: Gaps): Amount {
	if (vm.snapshots?.length === 0) return ZERO;
	const memory = sum(vm.snapshots?.map((snapshot) => snapshot.memoryBytes ?? 0) ?? []);
	if (vm.snapshotDeltaBytes !== undefined) return exactly(vm.snapshotDeltaBytes + (memory ?? 0));
	const sizes = vm.snapshots && sum(vm.snapshots.map((snapshot) => snapshot.sizeBytes));
	if (sizes !== undefined) return exactly(sizes);
	const datum = vm.snapshots ? 'snapshotDeltaBytes' : 'snapshots';
	gaps.add(`vm.${datum}`, source.reason('vms', vm, datum));
	return between(0, vm.usedBytes ?? Number.POSITIVE_INFINITY);
}

/** vCenter: what each disk allocates, and the VM's files beside them. */
function fromDisks(vm: Vm, source: Site, format: string, files: Files, gaps: Gaps): Map<string, Parts> {
	const places = new Map<string, Parts>();
	const other = add(files.suspended, SMALL_FILES);
	const home = { disks: ZERO, swap: files.swap, snapshots: files.snapshots, other };
	if (vm.disks === undefined) gaps.add('vm.disks', source.reason('vms', vm, 'disks'));
	places.set(HOME, vm.disks === undefined ? { ...home, disks: between(0, Number.POSITIVE_INFINITY) } : home);
	const moving = disksThatMove(vm);
	const thinUse = thinShare(vm, moving, source, format, files);
	for (const disk of moving)
		places.set(disk.id, {
			disks: diskDemand(vm, disk, source, format, thinUse, gaps),
			swap: ZERO,
			snapshots: ZERO,
			other: ZERO,
		});
	return places;
}

function diskDemand(vm: Vm, disk: VmDisk, source: Site, format: string, thinUse: ThinUse, gaps: Gaps): Amount {
	const capacity = capacityOf(vm, disk, source, gaps);
	if (!staysThin(disk, format)) return capacity;
	if (disk.usedBytes !== undefined) return exactly(disk.usedBytes);
	const used = thinUse(disk);
	if (used && used.low < used.high) gaps.add('disk.usedBytes', 'not-reported');
	if (used) return used;
	gaps.add('vm.usedBytes', source.reason('vms', vm, 'usedBytes'));
	return between(0, capacity.high);
}

function capacityOf(vm: Vm, disk: VmDisk, source: Site, gaps: Gaps): Amount {
	if (disk.capacityBytes !== undefined) return exactly(disk.capacityBytes);
	gaps.add('disk.capacityBytes', source.reason('vms', vm, 'disks.capacityBytes'));
	return between(0, Number.POSITIVE_INFINITY);
}

type ThinUse = (disk: VmDisk) => Amount | undefined;

/**
 * What the VM uses beyond its thick disks and files belongs to the thin disks, by their capacity, at most all of it. On VMFS a
 * thick disk is in use as a whole; elsewhere it may be in use in part, and the thin disks may use that much more.
 */
function thinShare(vm: Vm, disks: readonly VmDisk[], source: Site, format: string, files: Files): ThinUse {
	const thin = disks.filter((disk) => staysThin(disk, format));
	const thick = disks.filter((disk) => !thin.includes(disk));
	const thinCapacity = sum(thin.map((disk) => disk.capacityBytes));
	const thickCapacity = sum(thick.map((disk) => disk.capacityBytes));
	if (vm.usedBytes === undefined || !thinCapacity || thickCapacity === undefined) return () => undefined;
	const whole = thick.filter((disk) => typeOf(disk, source) === 'vmfs');
	const inUse = between(sum(whole.map((disk) => disk.capacityBytes)) ?? 0, thickCapacity);
	const cap = (bytes: number): number => Math.min(thinCapacity, Math.max(0, bytes));
	const beside = add(files.swap, files.snapshots, files.suspended, inUse);
	const used = between(cap(vm.usedBytes - beside.high), cap(vm.usedBytes - beside.low));
	return (disk) => scale(used, (disk.capacityBytes ?? 0) / thinCapacity);
}

/** Type of the datastore that a disk lies on, in lower case. */
function typeOf(disk: VmDisk, source: Site): string | undefined {
	const byId = disk.datastore === undefined ? undefined : source.datastore(disk.datastore);
	return (byId ?? source.datastoresNamed(disk.datastoreName ?? '')[0])?.type?.toLowerCase();
}

/** RVTools: one figure for the VM, split over its disks by capacity. */
function fromUsage(vm: Vm, source: Site, format: string, files: Files, gaps: Gaps): Map<string, Parts> {
	const moving = disksThatMove(vm);
	const parts = split(usage(vm, source, moving, format, files, gaps), files);
	const capacity = sum(moving.map((disk) => disk.capacityBytes));
	if (!capacity) return new Map([[HOME, parts]]);
	return new Map(moving.map((disk) => [disk.id, shareOf(parts, (disk.capacityBytes ?? 0) / capacity)]));
}

interface Usage {
	readonly thick: Amount;
	readonly total: Amount;
}

function usage(vm: Vm, source: Site, disks: readonly VmDisk[], format: string, files: Files, gaps: Gaps): Usage {
	const full = disks.filter((disk) => !staysThin(disk, format));
	let thick = add(...full.map((disk) => capacityOf(vm, disk, source, gaps)));
	if (vm.disks === undefined) {
		gaps.add('vm.disks', source.reason('vms', vm, 'disks'));
		thick = between(0, vm.provisionedBytes ?? Number.POSITIVE_INFINITY);
	}
	if (vm.usedBytes !== undefined) {
		const used = capOnVsan(vm, source, disks, files, vm.usedBytes);
		return { thick, total: between(Math.max(used, thick.low), Math.max(used, thick.high)) };
	}
	const thin = add(...disks.filter((disk) => !full.includes(disk)).map((disk) => capacityOf(vm, disk, source, gaps)));
	if (thin.high > 0 || files.swap.high > 0) gaps.add('vm.usedBytes', source.reason('vms', vm, 'usedBytes'));
	const most = add(thick, thin, files.swap, files.snapshots, files.suspended);
	return { thick, total: between(thick.low, most.high) };
}

/** On vSAN the used space counts replicas: without snapshots a VM cannot hold more than its disks, swap and 1 GiB. */
function capOnVsan(vm: Vm, source: Site, disks: readonly VmDisk[], files: Files, used: number): number {
	const onVsan = disks.some((disk) => typeOf(disk, source) === 'vsan');
	const capacity = sum(disks.map((disk) => disk.capacityBytes));
	if (!onVsan || vm.snapshots?.length !== 0 || capacity === undefined) return used;
	return Math.min(used, capacity + files.swap.high + VSAN_SLACK);
}

/** Tells the parts of a total apart: thick disks first, then swap, then snapshots; the rest is what thin disks use. */
function split({ thick, total }: Usage, files: Files): Parts {
	const beyond = (bound: 'low' | 'high', ...used: readonly number[]): number =>
		Math.max(
			0,
			total[bound] - used.reduce((a, b) => a + b, thick[bound] === Number.POSITIVE_INFINITY ? 0 : thick[bound]),
		);
	const swap = between(Math.min(files.swap.low, beyond('low')), Math.min(files.swap.high, beyond('high')));
	const snapshots = between(
		Math.min(files.snapshots.low, beyond('low', swap.low)),
		Math.min(files.snapshots.high, beyond('high', swap.high)),
	);
	const disks = between(
		Math.max(0, total.low - swap.low - snapshots.low),
		Number.isFinite(total.high) ? Math.max(0, total.high - swap.high - snapshots.high) : total.high,
	);
	return { disks, swap, snapshots, other: SMALL_FILES };
}

/** The sum, or undefined when a term is. */
function sum(terms: readonly (number | undefined)[]): number | undefined {
	let total = 0;
	for (const term of terms) {
		if (term === undefined) return undefined;
		total += term;
	}
	return total;
}

/** All that a VM needs, wherever it lands. */
export function wholeDemand(demand: VmDemand): Amount {
	return add(...[...demand.places.values()].map(totalOf));
}
