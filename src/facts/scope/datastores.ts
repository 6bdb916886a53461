import type { Host } from '../../model/inventory/host.js';
import type { Datastore } from '../../model/inventory/storage.js';
import type { Vm, VmDisk } from '../../model/inventory/vm.js';
import type { Plan } from '../../model/plan.js';
import type { PlacementProblem } from '../../model/scope.js';
import type { Site } from '../../model/site.js';
import { unproven } from './listed.js';

/** Key of the VM's home (configuration, swap, logs) beside its disk ids. */
export const HOME = '*';

export interface DatastorePlacement {
	readonly datastores: ReadonlyMap<string, Datastore>;
	readonly candidates: readonly Datastore[];
	readonly problems: readonly PlacementProblem[];
}

/** Where the disks of VMs with one host placement land. Results are shared between VMs whose disks land alike. */
export type DatastorePlacer = (vm: Vm, override: string | undefined) => DatastorePlacement;

type Wish = Pick<Plan, 'storage' | 'datastoreDefault' | 'datastoreMap'>;

/** One disk's destination: exactly one datastore, several possible ones, or a name that the destination lacks. */
interface Target {
	readonly datastores: readonly Datastore[];
	readonly problem?: PlacementProblem;
}

/**
 * Precedence per disk: the VM's override, the map of its source datastore, the default, the only accessible datastore; else
 * it stays open between the candidates (clarifications 4.2, 4.4). With `storage: keep` a disk stays where it is: on the
 * destination datastore with the same backing, if there is one.
 */
export function datastorePlacer(plan: Wish, source: Site, destination: Site, hosts: readonly Host[]): DatastorePlacer {
	const reachable = destination.inventory.datastores.filter(mounted(hosts));
	const open = openTarget(openCandidates(reachable), destination);
	const named = memo((name: string) => namedTarget(name, destination, reachable));
	const kept = memo((backing: string) => ({
		datastores: preferReachable(destination.datastoresBackedBy(backing), reachable).slice(0, 1),
	}));
	const shared = new Map<string, DatastorePlacement>();
	const hasMap = Object.keys(plan.datastoreMap).length > 0;
	const numbers = new Map<Target, number>();
	const numberOf = (target: Target): number => {
		const known = numbers.get(target) ?? numbers.size;
		numbers.set(target, known);
		return known;
	};

	const targetOf = (vm: Vm, disk: VmDisk | undefined, override: string | undefined): Target => {
		if (plan.storage === 'keep') {
			const backing = sourceDatastore(vm, disk, source)?.backingId;
			return backing === undefined ? NOWHERE : kept(backing);
		}
		const own = override ?? (hasMap ? mapped(plan, sourceName(vm, disk, source)) : undefined);
		const name = own ?? plan.datastoreDefault;
		return name === undefined ? open : named(name);
	};

	return (vm, override) => {
		let key = `${numberOf(targetOf(vm, undefined, override))}`;
		for (const disk of vm.disks ?? []) key += ` ${numberOf(targetOf(vm, disk, override))}=${disk.id}`;
		let placement = shared.get(key);
		if (placement === undefined) {
			const disks = (vm.disks ?? []).map((disk): [string, Target] => [disk.id, targetOf(vm, disk, override)]);
			placement = assemble([[HOME, targetOf(vm, undefined, override)], ...disks]);
			shared.set(key, placement);
		}
		return placement;
	};
}

const NOWHERE: Target = { datastores: [] };

function assemble(parts: readonly [string, Target][]): DatastorePlacement {
	const datastores = new Map<string, Datastore>();
	const candidates = new Set<Datastore>();
	const problems = new Map<string, PlacementProblem>();
	for (const [id, target] of parts) {
		if (target.problem) problems.set(target.problem.name, target.problem);
		if (target.datastores.length === 1) datastores.set(id, target.datastores[0] as Datastore);
		else for (const datastore of target.datastores) candidates.add(datastore);
	}
	return { datastores, candidates: [...candidates], problems: [...problems.values()] };
}

/** Name of the datastore that a disk (or, without one, the VM's home) lies on, if the source tells. */
export function sourceName(vm: Vm, disk: VmDisk | undefined, source: Site): string | undefined {
	if (disk === undefined) return vm.homeDatastoreName ?? (vm.disks?.[0] && sourceName(vm, vm.disks[0], source));
	if (disk.datastoreName !== undefined) return disk.datastoreName;
	const byId = disk.datastore === undefined ? undefined : source.datastore(disk.datastore);
	return byId?.name ?? /^\[([^\]]+)\]/.exec(disk.path ?? '')?.[1];
}

/** The source datastore of a disk or of the home: by id, else by a name that only one has. */
export function sourceDatastore(vm: Vm, disk: VmDisk | undefined, source: Site): Datastore | undefined {
	const byId = disk?.datastore === undefined ? undefined : source.datastore(disk.datastore);
	if (byId) return byId;
	const name = sourceName(vm, disk, source);
	const named = name === undefined ? [] : source.datastoresNamed(name);
	return named.length === 1 ? named[0] : undefined;
}

function mapped(plan: Wish, name: string | undefined): string | undefined {
	return name !== undefined && Object.hasOwn(plan.datastoreMap, name) ? plan.datastoreMap[name] : undefined;
}

/** A name means the datastore, else a datastore cluster, of which any member may be chosen. */
function namedTarget(name: string, site: Site, reachable: readonly Datastore[]): Target {
	const byId = site.datastore(name);
	const datastores = byId ? [byId] : preferReachable(site.datastoresNamed(name), reachable);
	if (datastores.length > 0) return { datastores };
	const members = site.inventory.datastores.filter((datastore) => datastore.datastoreCluster === name);
	if (members.length > 0) return { datastores: openCandidates(preferReachable(members, reachable)) };
	const reason = unproven(site, 'datastores');
	return { datastores: [], problem: { kind: 'datastore', name, ...(reason && { unproven: reason }) } };
}

/** Of several datastores with one name (other datacenters) those that a placement host mounts; all when none is. */
function preferReachable(datastores: readonly Datastore[], reachable: readonly Datastore[]): readonly Datastore[] {
	if (datastores.length < 2) return datastores;
	const near = datastores.filter((datastore) => reachable.includes(datastore));
	return near.length > 0 ? near : datastores;
}

/** Datastores that could take a VM; when none could, all, so that the rules say what is wrong with them. */
function openCandidates(datastores: readonly Datastore[]): readonly Datastore[] {
	const fit = datastores.filter(
		({ accessible, maintenanceMode }) => accessible !== false && (maintenanceMode ?? 'normal') === 'normal',
	);
	return fit.length > 0 ? fit : datastores;
}

/** Without a name any candidate may be taken; where there is none, nothing can land. */
function openTarget(candidates: readonly Datastore[], site: Site): Target {
	if (candidates.length > 0) return { datastores: candidates };
	const reason = unproven(site, 'datastores');
	const problem: PlacementProblem = { kind: 'datastore', name: 'that a host of the placement mounts' };
	return { datastores: [], problem: reason ? { ...problem, unproven: reason } : problem };
}

/** True for a datastore that a placement host mounts, or of which nobody tells which hosts do. */
function mounted(hosts: readonly Host[]): (datastore: Datastore) => boolean {
	const ids = new Set(hosts.map((host) => host.id));
	return ({ hosts: seenBy }) => seenBy === undefined || ids.size === 0 || seenBy.some((id) => ids.has(id));
}

function memo<T>(compute: (key: string) => T): (key: string) => T {
	const known = new Map<string, T>();
	return (key) => {
		let value = known.get(key);
		if (value === undefined) {
			value = compute(key);
			known.set(key, value);
		}
		return value;
	};
}
