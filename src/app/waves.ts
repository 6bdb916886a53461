import { spaceTaken } from '../facts/demand/taken.js';
import type { VsanTable } from '../facts/demand/vsan.js';
import type { Inventory } from '../model/inventory/inventory.js';
import type { Datastore } from '../model/inventory/storage.js';
import type { Plan } from '../model/plan.js';
import type { Move, Scope } from '../model/scope.js';
import { defined } from '../shared/defined.js';
import { type Checked, type CheckOptions, checkNamed, evaluatePlan, loadRulesAndTables } from './check.js';
import type { AppContext } from './context.js';
import { loadCollectors } from './extensions.js';
import { readProbeSources } from './probing/merge.js';
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
	const { pack, tables } = await loadRulesAndTables(options);
	for (const plan of plans) await checkNamed(plan, pack);
	const collectors = await loadCollectors();
	const probes = await readProbeSources(options.probes);
	const read = new Map<string, Sides>();
	const results: Checked[] = [];
	for (const [index, plan] of plans.entries()) {
		const key = keyOf(plan);
		const sides = read.get(key) ?? (await readSides(plan, context, collectors, sharing(plan, plans)));
		const checked = await evaluatePlan({
			plan,
			pack,
			tables,
			sides,
			options: defined({ ...options, probes }),
			context,
		});
		results.push(checked);
		if (plans.slice(index + 1).some((later) => keyOf(later) === key))
			read.set(key, afterWave(sides, checked.scope, pack.tables));
		else read.delete(key);
	}
	return results;
}

function sharing(plan: Plan, plans: readonly Plan[]): readonly Plan[] {
	return plans.filter((other) => keyOf(other) === keyOf(plan));
}

/** Plans with the same sites and the same idea of old share what was read. */
function keyOf({ source, destination, policy }: Plan): string {
	return JSON.stringify([source, destination, policy.maxAge]);
}

/** Both sites after these VMs have moved: gone at the source, present at the destination, their space taken. */
export function afterWave(sides: Sides, scope: Scope, tables: Readonly<Record<string, unknown>>): Sides {
	const gone = new Set(scope.moves.map(({ vm }) => vm.id));
	const { source, destination } = sides;
	return {
		source: {
			...source,
			inventory: { ...source.inventory, vms: source.inventory.vms.filter(({ id }) => !gone.has(id)) },
		},
		destination: { ...destination, inventory: withArrived(destination.inventory, scope, tables) },
	};
}

function withArrived(inventory: Inventory, scope: Scope, tables: Readonly<Record<string, unknown>>): Inventory {
	const taken = spaceTaken(scope, tables['vsan-factors'] as VsanTable);
	return {
		...inventory,
		datastores: inventory.datastores.map((store) => (taken.has(store.id) ? fuller(store, taken.get(store.id)) : store)),
		vms: [...inventory.vms, ...scope.moves.map((move) => arrived(move, scope.plan))],
	};
}

/** What is free once the wave has landed; unknown when nobody can tell how much of it landed here. */
function fuller(store: Datastore, taken: number | undefined): Datastore {
	const { freeBytes, ...rest } = store;
	if (freeBytes === undefined) return store;
	if (taken !== undefined) return { ...store, freeBytes: Math.max(0, freeBytes - taken) };
	return { ...rest, gaps: { ...store.gaps, freeBytes: 'ambiguous-placement' } };
}

/** The VM as the destination would list it: no reference of the source's own ids stays. */
function arrived({ vm, placement }: Move, plan: Plan): Inventory['vms'][number] {
	const { host: _, hostName: __, cluster: ___, resourcePool: ____, folder: _____, path: ______, ...rest } = vm;
	const path = plan.placement.folder;
	return {
		...rest,
		id: `moved:${vm.id}`,
		...(path === undefined ? {} : { path }),
		...(placement.clusterName === undefined ? {} : { clusterName: placement.clusterName }),
		...(vm.disks && { disks: vm.disks.map(({ datastore: _______, ...disk }) => disk) }),
		...(vm.nics && { nics: vm.nics.map(({ network: ________, ...nic }) => nic) }),
	};
}

/** The exit code of all waves: a defect, else a failure, else an unknown (design 6). */
export function worstExitCode(codes: readonly number[]): number {
	return [2, 1, 3].find((code) => codes.includes(code)) ?? 0;
}
