import type { Inventory } from '../model/inventory/inventory.js';
import type { Plan } from '../model/plan.js';
import type { Move } from '../model/scope.js';
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
	for (const plan of plans) {
		const key = JSON.stringify([plan.source, plan.destination, plan.policy.maxAge]);
		const sides = read.get(key) ?? (await readSides(plan, context, collectors));
		const checked = await evaluatePlan({ plan, pack, sides, options, context });
		results.push(checked);
		read.set(key, afterWave(sides, checked.scope.moves));
	}
	return results;
}

/** Both sites after these VMs have moved: gone at the source, present at the destination, their space taken. */
function afterWave(sides: Sides, moves: readonly Move[]): Sides {
	const gone = new Set(moves.map(({ vm }) => vm.id));
	const { source, destination } = sides;
	return {
		source: {
			...source,
			inventory: { ...source.inventory, vms: source.inventory.vms.filter(({ id }) => !gone.has(id)) },
		},
		destination: { ...destination, inventory: withArrived(destination.inventory, moves) },
	};
}

function withArrived(inventory: Inventory, moves: readonly Move[]): Inventory {
	const taken = new Map<string, number>();
	for (const move of moves)
		for (const disk of move.vm.disks ?? []) {
			const target = move.placement.datastores.get(disk.id) ?? move.placement.datastores.get('*');
			if (target) taken.set(target.id, (taken.get(target.id) ?? 0) + (disk.capacityBytes ?? 0));
		}
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
