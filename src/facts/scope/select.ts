import type { Vm } from '../../model/inventory/vm.js';
import type { Selection, SelectionEntry } from '../../model/plan.js';
import type { Scope, UnmatchedSelection } from '../../model/scope.js';
import type { Site } from '../../model/site.js';
import { compileGlob, compileGlobs, isGlob } from '../../shared/glob.js';
import { folderKey, sameName } from '../site/names.js';

export interface Selected {
	/** In plan order: that of the list file, else of the names, else of the source. */
	readonly vms: readonly Vm[];
	readonly unmatched: readonly UnmatchedSelection[];
	readonly moved: Scope['moved'];
}

/** What one key of the selection picks, in its order, and what it could not resolve. */
interface Picked {
	readonly vms: Iterable<Vm>;
	readonly unmatched: UnmatchedSelection[];
	readonly moved: Scope['moved'][number][];
}

/**
 * The VMs of a plan (clarifications 4.5): OR within a key, AND between keys, then `exclude`. A literal entry that matches no
 * VM or several is reported, never dropped; it counts as moved when the VM is at the destination already.
 */
export function select(selection: Selection, source: Site, destination: Site): Selected {
	const all = source.inventory.vms;
	const picks: Picked[] = [];
	const arrived = arrivals(destination);
	if (selection.list) picks.push(byEntries(selection.list, source, arrived));
	if (selection.vms) picks.push(byNames(selection.vms, source, arrived));
	if (selection.folders)
		picks.push(byPlace('folder', selection.folders, all, (vm) => folderLevels(vm.path), folderKey));
	if (selection.clusters)
		picks.push(byPlace('cluster', selection.clusters, all, (vm) => clusterNames(vm, source), sameName));
	if (selection.tags) picks.push(byPlace('tag', selection.tags, all, (vm) => vm.tags ?? [], sameName));
	const excluded = compileGlobs(selection.exclude ?? []);
	return {
		vms: intersect(picks, all).filter((vm) => !excluded(vm.name)),
		unmatched: picks.flatMap((pick) => pick.unmatched),
		moved: unique(picks.flatMap((pick) => pick.moved)),
	};
}

function intersect(picks: readonly Picked[], all: readonly Vm[]): readonly Vm[] {
	const [first, ...rest] = picks;
	if (!first) return all;
	const sets = rest.map((pick) => new Set(pick.vms));
	return [...new Set(first.vms)].filter((vm) => sets.every((set) => set.has(vm)));
}

function unique(moved: readonly Scope['moved'][number][]): Scope['moved'] {
	const seen = new Set<Vm>();
	return moved.filter(({ vm }) => !seen.has(vm) && seen.add(vm));
}

function byNames(names: readonly string[], source: Site, arrived: Arrived): Picked {
	const picked: Picked = { vms: [], unmatched: [], moved: [] };
	const vms = picked.vms as Vm[];
	for (const name of names) {
		const literal = source.vmsNamed(name);
		if (!isGlob(name) || literal.length > 0) {
			vms.push(...literal);
			report(picked, arrived, { name, where: 'select.vms' }, literal.length);
			continue;
		}
		const matches = compileGlob(name);
		for (const vm of source.inventory.vms) if (matches(vm.name)) vms.push(vm);
	}
	return picked;
}

function byEntries(entries: readonly SelectionEntry[], source: Site, arrived: Arrived): Picked {
	const picked: Picked = { vms: [], unmatched: [], moved: [] };
	const vms = picked.vms as Vm[];
	const byUuid = uuidLookup(source);
	for (const entry of entries) {
		const found = find(entry, source, byUuid);
		vms.push(...found);
		report(picked, arrived, entry, found.length);
	}
	return picked;
}

type ByUuid = (kind: 'instanceUuid' | 'uuid', value: string) => readonly Vm[];

/** The most certain identity that a row gives decides: instance UUID, moRef, BIOS UUID, name. */
function find(entry: SelectionEntry, site: Site, byUuid: ByUuid): readonly Vm[] {
	if (entry.instanceUuid !== undefined) {
		const found = byUuid('instanceUuid', entry.instanceUuid);
		if (found.length > 0) return found;
	}
	const byId = entry.id === undefined ? undefined : site.vm(entry.id);
	if (byId && (entry.name === undefined || sameName(byId.name) === sameName(entry.name))) return [byId];
	if (entry.uuid !== undefined) {
		const found = byUuid('uuid', entry.uuid);
		if (found.length > 0) return found;
	}
	return entry.name === undefined ? [] : site.vmsNamed(entry.name);
}

function uuidLookup(site: Site): ByUuid {
	const indexes = new Map<string, Map<string, Vm[]>>();
	const build = (kind: 'instanceUuid' | 'uuid'): Map<string, Vm[]> => {
		const index = new Map<string, Vm[]>();
		for (const vm of site.inventory.vms) {
			const value = vm[kind]?.toLowerCase();
			if (value !== undefined) index.set(value, [...(index.get(value) ?? []), vm]);
		}
		indexes.set(kind, index);
		return index;
	};
	return (kind, value) => (indexes.get(kind) ?? build(kind)).get(value.toLowerCase()) ?? [];
}

/** Notes an entry that matched no VM or several, or the VM that is at the destination already. */
function report(picked: Picked, arrived: Arrived, entry: SelectionEntry, matches: number): void {
	if (matches === 1) return;
	const text = entry.name ?? entry.instanceUuid ?? entry.id ?? entry.uuid ?? '';
	const moved = matches === 0 ? arrived(entry) : undefined;
	if (moved) picked.moved.push({ name: text, ...moved });
	else picked.unmatched.push({ entry: text, where: entry.where, matches });
}

type Arrived = (entry: SelectionEntry) => Omit<Scope['moved'][number], 'name'> | undefined;

/** Finds a VM that is at the destination already, by the identities that the list gives. */
function arrivals(destination: Site): Arrived {
	const byUuid = uuidLookup(destination);
	const one = (found: readonly Vm[]): Vm | undefined => (found.length === 1 ? found[0] : undefined);
	return (entry) => {
		const instance = entry.instanceUuid && one(byUuid('instanceUuid', entry.instanceUuid));
		if (instance) return { vm: instance, by: 'instance UUID' };
		const bios = entry.uuid && one(byUuid('uuid', entry.uuid));
		if (bios) return { vm: bios, by: 'BIOS UUID' };
		const named = entry.name === undefined ? undefined : one(destination.vmsNamed(entry.name));
		return named ? { vm: named, by: 'name' } : undefined;
	};
}

/** Picks VMs by where they are; `levels` are the names under which a VM can be found, `key` makes them comparable. */
function byPlace(
	kind: string,
	entries: readonly string[],
	all: readonly Vm[],
	levels: (vm: Vm) => readonly string[],
	key: (name: string) => string,
): Picked {
	const vms = new Set<Vm>();
	const unmatched: UnmatchedSelection[] = [];
	for (const entry of entries) {
		const matches = compileGlob(key(entry));
		const before = vms.size;
		let found = 0;
		for (const vm of all) {
			if (!levels(vm).some((level) => matches(key(level)))) continue;
			vms.add(vm);
			found += 1;
		}
		if (found === 0 && vms.size === before && !isGlob(entry))
			unmatched.push({ entry, where: `select.${kind}s`, matches: 0 });
	}
	return { vms: all.filter((vm) => vms.has(vm)), unmatched, moved: [] };
}

/** A folder and all above it: a selected folder takes everything below it along. */
function folderLevels(path: string | undefined): string[] {
	if (path === undefined) return [];
	const parts = folderKey(path).split('/');
	return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function clusterNames(vm: Vm, source: Site): string[] {
	const cluster = vm.cluster === undefined ? undefined : source.cluster(vm.cluster);
	const names = [cluster?.name, cluster?.path, vm.clusterName];
	if (vm.datacenterName !== undefined && vm.clusterName !== undefined)
		names.push(`${vm.datacenterName}/${vm.clusterName}`);
	return names.filter((name) => name !== undefined);
}
