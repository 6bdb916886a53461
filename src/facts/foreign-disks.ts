import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { Vm, VmDisk } from '../model/inventory/vm.js';
import { result } from './shared/agreed.js';

const o = Type.Optional;

interface ForeignDisks {
	/** No disk of the VM is one of another VM. */
	none?: boolean;
	labels: string[];
	owners: string[];
}

interface Prepared {
	/** VMs by the folder of their configuration file. */
	readonly byFolder: ReadonlyMap<string, readonly Vm[]>;
	/** A VM of which nobody tells the folder. */
	readonly untold: Vm | undefined;
}

/**
 * Disks that lie in the folder of another VM and belong to its disks: a backup proxy has them for as long as a backup runs. Disks
 * that VMs share on purpose (multi-writer, bus sharing, raw mappings) and linked clones, whose base lies elsewhere, are others' matter.
 */
export default fact({
	subjects: ['vm'],
	schema: Type.Object({
		none: o(Type.Boolean()),
		labels: Type.Array(Type.String()),
		owners: Type.Array(Type.String({ description: 'names of the VMs whose disks they are' })),
	}),
	prepare: ({ scope }) => prepare(scope.source.inventory.vms),
	vmKey: ({ vm }, { scope }, prepared) => {
		const { foreign, unclear } = disksOf(vm, prepared);
		if (vm.disks === undefined) return scope.source.reason('vms', vm, 'disks');
		return foreign.length > 0 || unclear !== undefined ? vm : '';
	},
	derive: ({ move: { vm } }, { scope }, prepared) => {
		const { foreign, unclear } = disksOf(vm, prepared);
		const value: ForeignDisks = {
			labels: foreign.map(({ disk }) => disk.label ?? disk.id),
			owners: [...new Set(foreign.map(({ owner }) => owner.name))],
		};
		if (foreign.length > 0) return result({ ...value, none: false });
		if (unclear === undefined) return result({ ...value, none: true });
		const lacking = unclear === 'homePath' ? (prepared.untold ?? vm) : vm;
		const missing: MissingDatum[] = [{ datum: `vm.${unclear}`, reason: scope.source.reason('vms', lacking, unclear) }];
		return result(value, { missing: { none: missing } });
	},
});

function prepare(vms: readonly Vm[]): Prepared {
	const byFolder = new Map<string, Vm[]>();
	for (const vm of vms) {
		if (vm.homePath === undefined) continue;
		const known = byFolder.get(vm.homePath);
		if (known === undefined) byFolder.set(vm.homePath, [vm]);
		else known.push(vm);
	}
	return { byFolder, untold: vms.find(({ homePath }) => homePath === undefined) };
}

interface Found {
	readonly foreign: readonly { readonly disk: VmDisk; readonly owner: Vm }[];
	/** The datum that would tell whose a disk is. */
	readonly unclear?: 'disks' | 'disks.path' | 'homePath';
}

function disksOf(vm: Vm, { byFolder, untold }: Prepared): Found {
	if (vm.disks === undefined) return { foreign: [], unclear: 'disks' };
	const foreign: { disk: VmDisk; owner: Vm }[] = [];
	let unclear: Found['unclear'];
	for (const disk of vm.disks) {
		if (ofItsOwn(disk)) continue;
		if (disk.path === undefined) unclear = 'disks.path';
		else {
			const folder = disk.path.slice(0, disk.path.lastIndexOf('/'));
			if (folder === vm.homePath) continue;
			const owner = byFolder.get(folder)?.find((other) => other !== vm && mayOwn(other, disk.path ?? ''));
			if (owner !== undefined) foreign.push({ disk, owner });
			else if (untold !== undefined && !byFolder.has(folder)) unclear ??= 'homePath';
		}
	}
	return { foreign, ...(unclear && { unclear }) };
}

function ofItsOwn({ raw, sharing, sharedBus, linkedClone }: VmDisk): boolean {
	const shared = sharing === 'sharingMultiWriter' || (sharedBus !== undefined && sharedBus !== 'noSharing');
	return raw === true || shared || linkedClone === true;
}

/** Whether a disk is one of another VM, which itself may write to a snapshot of it. */
function mayOwn({ disks }: Vm, path: string): boolean {
	return disks === undefined || disks.some((disk) => disk.path !== undefined && base(disk.path) === base(path));
}

/** The base disk of a snapshot: `app-000002.vmdk` grows from `app.vmdk`. */
function base(path: string): string {
	return path.replace(/-\d{6}(?=\.vmdk$)/, '');
}
