import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { Vm } from '../model/inventory/vm.js';
import type { Move } from '../model/scope.js';
import { HOME } from './scope/datastores.js';
import { result } from './shared/agreed.js';

const o = Type.Optional;
const SEEN = 'Only folders of registered VMs are known; one that a deleted VM left behind is not seen.';

interface HomeFolder {
	free?: boolean;
	holder: string;
	datastore: string;
}

/** Whether the datastore where the home of a VM lands has a folder of its name, as far as registered VMs tell. */
export default fact({
	subjects: ['vm'],
	schema: Type.Object({
		free: o(Type.Boolean()),
		holder: Type.String({ description: 'VM of the destination that lies in it: "" for none' }),
		datastore: Type.String(),
	}),
	prepare: ({ scope: { destination } }) => {
		const { vms } = destination.inventory;
		const byFolder = new Map(vms.flatMap((vm) => (vm.homePath === undefined ? [] : [[vm.homePath.toLowerCase(), vm]])));
		return { byFolder, untold: vms.find(({ homePath }) => homePath === undefined) };
	},
	vmKey: (move, _, { byFolder }) => (holderOf(move, byFolder) ? move : undefined),
	vmData: ['placement.datastores', 'homePath'],
	derive: ({ move }, { scope: { destination, plan } }, { byFolder, untold }) => {
		const datastore = move.placement.datastores.get(HOME)?.name;
		const value: HomeFolder = { holder: '', datastore: datastore ?? '' };
		if (plan.storage === 'keep') return result({ ...value, free: true });
		const lacks = (missing: MissingDatum) => result(value, { missing: { free: [missing] } });
		if (datastore === undefined) return lacks({ datum: 'placement.datastores', reason: 'ambiguous-placement' });
		const holder = holderOf(move, byFolder);
		if (holder) return result({ ...value, holder: holder.name, free: false });
		if (untold)
			return lacks({ datum: 'destination.vm.homePath', reason: destination.reason('vms', untold, 'homePath') });
		return result({ ...value, free: true }, { assumptions: [SEEN] });
	},
});

function holderOf({ vm, placement }: Move, byFolder: ReadonlyMap<string, Vm>): Vm | undefined {
	const datastore = placement.datastores.get(HOME)?.name;
	return datastore === undefined ? undefined : byFolder.get(`[${datastore}] ${vm.name}`.toLowerCase());
}
