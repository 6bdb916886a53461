import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { Vm } from '../model/inventory/vm.js';
import type { Site } from '../model/site.js';
import { unproven } from './scope/listed.js';
import { result } from './shared/agreed.js';

const o = Type.Optional;

interface UuidConflict {
	/** No VM of the destination has the instance UUID. */
	instanceFree?: boolean;
	/** No VM of the destination has the BIOS UUID. */
	biosFree?: boolean;
	/** VMs that have one of them. */
	instanceHolders: string[];
	biosHolders: string[];
}

type Kind = 'instanceUuid' | 'uuid';

/** VMs of the destination that bear the identity of a VM that moves: an earlier copy, or a restored one. */
export default fact({
	subjects: ['vm'],
	schema: Type.Object({
		instanceFree: o(Type.Boolean()),
		biosFree: o(Type.Boolean()),
		instanceHolders: Type.Array(Type.String()),
		biosHolders: Type.Array(Type.String()),
	}),
	prepare: ({ scope }) => {
		const { vms } = scope.destination.inventory;
		return {
			instanceUuid: holders(vms, 'instanceUuid'),
			uuid: holders(vms, 'uuid'),
			blind: {
				instanceUuid: blindSpot(scope.destination, 'instanceUuid'),
				uuid: blindSpot(scope.destination, 'uuid'),
			},
			unlisted: unproven(scope.destination, 'vms'),
		};
	},
	// What matters of an identity is who else has it.
	vmKey: ({ vm }, { scope }, prepared) =>
		(['instanceUuid', 'uuid'] as const)
			.map((kind) =>
				vm[kind] === undefined
					? scope.source.reason('vms', vm, kind)
					: JSON.stringify(prepared[kind].get(vm[kind].toLowerCase()) ?? []),
			)
			.join(' '),
	derive: ({ move: { vm } }, { scope }, prepared) => {
		const value: UuidConflict = { instanceHolders: [], biosHolders: [] };
		const missing: Record<string, MissingDatum[]> = {};
		for (const [kind, free, list] of [
			['instanceUuid', 'instanceFree', 'instanceHolders'],
			['uuid', 'biosFree', 'biosHolders'],
		] as const) {
			const uuid = vm[kind];
			if (uuid !== undefined) value[list] = prepared[kind].get(uuid.toLowerCase()) ?? [];
			if (value[list].length > 0) value[free] = false;
			else if (uuid === undefined)
				missing[free] = [{ datum: `vm.${kind}`, reason: scope.source.reason('vms', vm, kind) }];
			else if (prepared.unlisted) missing[free] = [prepared.unlisted];
			else if (prepared.blind[kind]) missing[free] = [prepared.blind[kind]];
			else value[free] = true;
		}
		return result(value, { missing });
	},
});

/** A VM of the destination whose identity nobody tells may bear any. */
function blindSpot(destination: Site, kind: Kind): MissingDatum | undefined {
	const vm = destination.inventory.vms.find((one) => one[kind] === undefined);
	return vm && { datum: `vm.${kind}`, reason: destination.reason('vms', vm, kind) };
}

function holders(vms: readonly Vm[], kind: Kind): ReadonlyMap<string, string[]> {
	const known = new Map<string, string[]>();
	for (const vm of vms) {
		const uuid = vm[kind]?.toLowerCase();
		if (uuid !== undefined) known.set(uuid, [...(known.get(uuid) ?? []), vm.name]);
	}
	return known;
}
