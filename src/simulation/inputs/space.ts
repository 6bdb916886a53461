import type { Datastore } from '../../model/inventory/storage.js';
import type { Move, Scope } from '../../model/scope.js';
import { type MovingDisk, swapBytes } from './disks.js';

/** Configuration, logs and other small files of a VM (clarifications 4.8). */
const SMALL_FILES = 100 * 1_048_576;

/** Raw bytes per byte of data on vSAN, by the redundancy that the plan names; 1 when it names none. */
const VSAN_FACTORS: readonly (readonly [RegExp, number])[] = [
	[/^raid-?1.*ftt-?2/i, 3],
	[/^raid-?1/i, 2],
	[/^raid-?5/i, 1.33],
	[/^raid-?6/i, 1.5],
];

/** Bytes that a move takes on each destination datastore: disks, snapshots, swap file, saved memory and small files. */
export function spaceDemand(
	scope: Scope,
	move: Move,
	hot: boolean,
	disks: readonly MovingDisk[],
): Map<Datastore, number> {
	const demand = new Map<Datastore, number>();
	const add = (datastore: Datastore | undefined, bytes: number): void => {
		if (datastore === undefined) return;
		demand.set(datastore, (demand.get(datastore) ?? 0) + bytes * factorOf(scope, datastore));
	};
	for (const disk of disks) add(disk.destination, disk.lands);
	if (scope.plan.storage === 'keep') return demand;
	const { vm } = move;
	const saved = vm.powerState === 'suspended' ? (vm.memoryBytes ?? 0) : 0;
	const swap = hot ? swapBytes(vm) : 0;
	const home = move.placement.datastores.get('*') ?? disks[0]?.destination;
	add(home, SMALL_FILES + swap + saved + snapshotBytes(move));
	return demand;
}

/** Delta disks and memory files of snapshots, as far as the source tells. */
export function snapshotBytes({ vm }: Move): number {
	const memory = (vm.snapshots ?? []).reduce((sum, snapshot) => sum + (snapshot.memoryBytes ?? 0), 0);
	return (vm.snapshotDeltaBytes ?? 0) + memory;
}

function factorOf(scope: Scope, datastore: Datastore): number {
	if (datastore.type?.toLowerCase() !== 'vsan') return 1;
	const redundancy = scope.plan.placement.redundancy;
	return redundancy === undefined ? 1 : (VSAN_FACTORS.find(([pattern]) => pattern.test(redundancy))?.[1] ?? 1);
}
