import type { Inventory } from '../model/inventory/inventory.js';
import type { Plan } from '../model/plan.js';
import type { Move, Scope } from '../model/scope.js';
import { type Checked, type CheckOptions, checkAllowed, evaluatePlan, loadRules } from './check.js';
import type { AppContext } from './context.js';
import { loadCollectors } from './extensions.js';
import { readSides, type SideRead } from './sides.js';

type Sides = Readonly<Record<'source' | 'destination', SideRead>>;

/**
 * Checks several plans as waves in order: each is evaluated as if those before it had moved, so that wave 7 shows whether it
 * still fits (clarifications 1.12). Sites that several waves share are read once.
 * @throws UserError as `check` does.
 */
export async function checkWaves(
	plans: readonly Plan[],
	options: CheckOptions,
	context: AppContext,
): Promise<readonly Checked[]> {
	const pack = await loadRules(options.rules ?? []);
	for (const plan of plans) checkAllowed(plan, pack);
	const collectors = await loadCollectors();
	const read = new Map<string, Sides>();
	const results: Checked[] = [];
	for (const [index, plan] of plans.entries()) {
		const key = keyOf(plan);
		const sides = read.get(key) ?? (await readSides(plan, context, collectors));
		const checked = await evaluatePlan({ plan, pack, sides, options, context });
		results.push(checked);
		if (plans.slice(index + 1).some((later) => keyOf(later) === key)) read.set(key, afterWave(sides, checked.scope));
		else read.delete(key);
	}
	return results;
}

/** Plans with the same sites and the same idea of old share what was read. */
function keyOf({ source, destination, policy }: Plan): string {
	return JSON.stringify([source, destination, policy.maxAge]);
}

/** Both sites after these VMs have moved: gone at the source, present at the destination, their space taken. */
export function afterWave(sides: Sides, { moves, plan }: Scope): Sides {
	const gone = new Set(moves.map(({ vm }) => vm.id));
	const { source, destination } = sides;
	return {
		source: {
			...source,
			inventory: { ...source.inventory, vms: source.inventory.vms.filter(({ id }) => !gone.has(id)) },
		},
		destination: { ...destination, inventory: withArrived(destination.inventory, moves, plan) },
	};
}

function withArrived(inventory: Inventory, moves: readonly Move[], plan: Plan): Inventory {
	const taken = new Map<string, number>();
	for (const move of moves)
		for (const [id, bytes] of spaceTaken(move, plan)) taken.set(id, (taken.get(id) ?? 0) + bytes);
	return {
		...inventory,
		datastores: inventory.datastores.map((store) =>
			store.freeBytes === undefined || !taken.has(store.id)
				? store
				: { ...store, freeBytes: Math.max(0, store.freeBytes - (taken.get(store.id) ?? 0)) },
		),
		vms: [...inventory.vms, ...moves.map(arrived)],
	};
}

/**
 * Bytes that a VM takes, by destination datastore (clarifications 4.8, in short): a disk that stays thin what it uses, any other
 * its capacity, and the swap file of a VM that runs. What is used is shared out by the capacity of the disks.
 */
function spaceTaken({ vm, placement }: Move, plan: Plan): ReadonlyMap<string, number> {
	const taken = new Map<string, number>();
	if (plan.storage === 'keep') return taken;
	const add = (diskId: string, bytes: number) => {
		const target = placement.datastores.get(diskId) ?? placement.datastores.get('*');
		if (target) taken.set(target.id, (taken.get(target.id) ?? 0) + bytes);
	};
	const disks = (vm.disks ?? []).filter(({ raw }) => raw !== true);
	const whole = disks.reduce((sum, { capacityBytes = 0 }) => sum + capacityBytes, 0);
	const used = vm.usedBytes === undefined || whole === 0 ? 1 : Math.min(1, vm.usedBytes / whole);
	const { diskFormat } = plan.placement;
	for (const { id, capacityBytes = 0, thin, usedBytes } of disks) {
		const staysThin = diskFormat === 'thin' || (diskFormat === 'same' && thin === true);
		add(id, staysThin ? (usedBytes ?? capacityBytes * used) : capacityBytes);
	}
	if (vm.powerState === 'poweredOn') add('*', Math.max(0, (vm.memoryBytes ?? 0) - (vm.memoryReservationBytes ?? 0)));
	return taken;
}

/** The VM as the destination would list it: no reference of the source's own ids stays. */
function arrived({ vm, placement }: Move): Inventory['vms'][number] {
	const { host: _, hostName: __, cluster: ___, resourcePool: ____, folder: _____, ...rest } = vm;
	return {
		...rest,
		id: `moved:${vm.id}`,
		...(placement.clusterName === undefined ? {} : { clusterName: placement.clusterName }),
		...(vm.disks && { disks: vm.disks.map(({ datastore: ______, ...disk }) => disk) }),
		...(vm.nics && { nics: vm.nics.map(({ network: _______, ...nic }) => nic) }),
	};
}

/** The exit code of all waves: a defect, else a failure, else an unknown (design 6). */
export function worstExitCode(codes: readonly number[]): number {
	return [2, 1, 3].find((code) => codes.includes(code)) ?? 0;
}
