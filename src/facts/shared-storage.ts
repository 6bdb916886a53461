import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { type FactContext, type FactResult, fact } from '../model/fact.js';
import type { Datastore } from '../model/inventory/storage.js';
import type { Vm, VmDisk } from '../model/inventory/vm.js';
import type { Move } from '../model/scope.js';
import { sourceDatastore, sourceName } from './scope/datastores.js';
import { result } from './shared/agreed.js';

interface Value {
	shared?: boolean;
	apart: string[];
}

/**
 * Whether the destination sees the storage that a VM lies on, for a move that keeps it there (requirements A10). Storage is
 * the same by what is behind it, never by the name of a datastore (clarifications 6.1).
 */
export default fact({
	subjects: ['vm'],
	schema: Type.Object({
		shared: Type.Optional(Type.Boolean({ description: 'the destination sees every datastore of the VM' })),
		apart: Type.Array(Type.String(), { description: 'source datastores that the destination does not see' }),
	}),
	vmData: ['homeDatastoreName', 'disks.length', 'disks.datastore', 'disks.datastoreName', 'disks.path'],
	derive: ({ move }, context) => sharing(move, context),
});

function sharing(move: Move, context: FactContext): FactResult<Value> {
	const { vm } = move;
	const { source } = context.scope;
	if (vm.disks === undefined)
		return result(
			{ apart: [] },
			{ missing: { shared: [{ datum: 'vm.disks', reason: source.reason('vms', vm, 'disks') }] } },
		);
	const places: (VmDisk | undefined)[] = [...(vm.homeDatastoreName === undefined ? [] : [undefined]), ...vm.disks];
	if (places.length === 0)
		return result(
			{ apart: [] },
			{
				missing: { shared: [{ datum: 'vm.homeDatastoreName', reason: source.reason('vms', vm, 'homeDatastoreName') }] },
			},
		);
	const apart = new Set<string>();
	const missing: MissingDatum[] = [];
	for (const disk of places) {
		const state = visible(vm, disk, context);
		if (state === false) apart.add(sourceName(vm, disk, source) ?? 'unknown datastore');
		else if (state !== true) missing.push(state);
	}
	if (apart.size > 0) return result({ shared: false, apart: [...apart] });
	return missing.length > 0
		? result({ apart: [] }, { missing: { shared: missing } })
		: result({ shared: true, apart: [] });
}

function visible(vm: Vm, disk: VmDisk | undefined, { scope }: FactContext): boolean | MissingDatum {
	const from = sourceDatastore(vm, disk, scope.source);
	if (from?.backingId === undefined)
		return { datum: 'source.datastore.backingId', reason: scope.source.reason('datastores', from, 'backingId') };
	if (scope.destination.datastoresBackedBy(from.backingId).length > 0) return true;
	const blind: Datastore | undefined = scope.destination.inventory.datastores.find(
		(item) => item.backingId === undefined,
	);
	const listed = scope.destination.inventory.datastores.length > 0;
	if (listed && blind === undefined) return false;
	return {
		datum: 'destination.datastore.backingId',
		reason: scope.destination.reason('datastores', blind, 'backingId'),
	};
}
