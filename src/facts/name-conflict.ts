import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { type FactContext, type FactResult, fact } from '../model/fact.js';
import type { Vm } from '../model/inventory/vm.js';
import type { Move, Scope } from '../model/scope.js';
import { result } from './shared/agreed.js';
import { folderKey, sameName } from './site/names.js';

const o = Type.Optional;

interface Value {
	free?: boolean;
	with: string;
}

/**
 * Whether the destination folder holds a VM of the same name, or another selected VM brings it there; names compare without
 * case (requirements A17, clarifications 6.13).
 */
export default fact({
	subjects: ['vm'],
	schema: Type.Object({
		free: o(Type.Boolean()),
		with: Type.String({ description: 'what holds the name, for messages: "" when nothing does' }),
	}),
	prepare: ({ scope }) => prepare(scope),
	vmKey: (move, { scope }, { selected }) => (isNamesake(move, scope, selected) ? move : undefined),
	derive: ({ move }, context, prepared) => conflict(move, context, prepared),
});

interface Prepared {
	readonly selected: ReadonlyMap<string, readonly Move[]>;
	/** Key of the folder where all selected VMs land; absent while the datacenter is open. */
	readonly folder?: string;
	readonly incomplete?: MissingDatum;
}

function prepare(scope: Scope): Prepared {
	const selected = new Map<string, Move[]>();
	for (const move of scope.moves) {
		const name = sameName(move.vm.name);
		const list = selected.get(name);
		if (list) list.push(move);
		else selected.set(name, [move]);
	}
	const folder = targetFolder(scope);
	const whole = scope.destination.inventory.coverage.find((e) => e.collection === 'vms' && e.datum === '*');
	return {
		selected,
		...(folder !== undefined && { folder }),
		...(whole && { incomplete: { datum: 'destination.vms', reason: whole.reason } }),
	};
}

/** The plan's folder, else the root folder of the only datacenter where VMs may land, which vCenter takes by default. */
function targetFolder({ plan, destinationHosts, destination }: Scope): string | undefined {
	if (plan.placement.folder !== undefined) return folderKey(plan.placement.folder);
	const names = new Set(destinationHosts.map((host) => host.datacenterName));
	const [only] = names.size === 1 ? [...names] : [];
	const { datacenters } = destination.inventory;
	const name = only ?? (datacenters.length === 1 ? datacenters[0]?.name : undefined);
	return name === undefined ? undefined : folderKey(name);
}

/** Whether another selected VM, or one of the destination, has the name. */
function isNamesake({ vm }: Move, { destination }: Scope, selected: Prepared['selected']): boolean {
	return (selected.get(sameName(vm.name))?.length ?? 0) > 1 || destination.vmsNamed(vm.name).length > 0;
}

function conflict(move: Move, { scope }: FactContext, { selected, folder, incomplete }: Prepared): FactResult<Value> {
	const twin = selected.get(sameName(move.vm.name))?.find((other) => other !== move);
	if (twin) return result({ free: false, with: 'another selected VM of that name lands in the same folder' });
	const named = scope.destination.vmsNamed(move.vm.name);
	const inFolder = named.find((vm) => vm.path !== undefined && folder !== undefined && folderKey(vm.path) === folder);
	if (inFolder)
		return result({ free: false, with: `${inFolder.path || '/'} at the destination holds a VM of that name` });
	const unsure = named.filter((vm) => vm.path === undefined || folder === undefined);
	const missing = gaps(unsure, folder, scope, incomplete);
	if (missing.length > 0) return result({ with: '' }, { missing: { free: missing } });
	return result({ free: true, with: '' });
}

function gaps(
	unsure: readonly Vm[],
	folder: string | undefined,
	{ destination }: Scope,
	incomplete: MissingDatum | undefined,
) {
	const missing: MissingDatum[] = incomplete ? [incomplete] : [];
	const [vm] = unsure;
	if (vm && folder === undefined) missing.push({ datum: 'placement.folder', reason: 'ambiguous-placement' });
	if (vm && vm.path === undefined)
		missing.push({ datum: 'destination.vm.path', reason: destination.reason('vms', vm, 'path') });
	return missing;
}
