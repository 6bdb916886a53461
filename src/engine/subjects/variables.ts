import type { Collection } from '../../model/inventory/inventory.js';
import type { Side } from '../../model/site-pair.js';
import type { SubjectType } from '../../model/vocabulary.js';

/** Slots of `State.slots`: one per variable and per field that the engine adds to one. Facts follow after them. */
export const SLOTS = [
	'plan',
	'policy',
	'source',
	'destination',
	'pair',
	'host',
	'host.side',
	'host.hotMoves',
	'host.coldMoves',
	'sourceHost',
	'sourceHost.side',
	'sourceHost.hotMoves',
	'sourceHost.coldMoves',
	'destinationHost',
	'destinationHost.side',
	'destinationHost.hotMoves',
	'destinationHost.coldMoves',
	'vm',
	'vm.mode',
	'nic',
	'disk',
	'datastore',
	'datastore.users',
	'network',
	'network.users',
	'placement',
] as const;
export type SlotName = (typeof SLOTS)[number];
export const SLOT = Object.fromEntries(SLOTS.map((name, index) => [name, index])) as Readonly<Record<SlotName, number>>;

/** A variable of expressions (clarifications 8.13). */
export interface Variable {
	readonly name: string;
	readonly type: string;
	readonly slot: number;
	/** Fields that stand in slots of their own, because the engine adds them to the object of the inventory. */
	readonly extras: Readonly<Record<string, number>>;
	/** Whose inventory the object belongs to; `subject` is the side of the current subject. */
	readonly side?: Side | 'subject';
	/** Where the reason of a missing datum is looked up, and below which datum (`nics` for `nic`). */
	readonly owner?: { readonly collection: Collection; readonly slot: number; readonly path: readonly string[] };
	readonly description: string;
}

const own = (collection: Collection, name: SlotName, path: readonly string[] = []) => ({
	collection,
	slot: SLOT[name],
	path,
});
const extras = (name: string, fields: readonly string[]) =>
	Object.fromEntries(fields.map((field) => [field, SLOT[`${name}.${field}` as SlotName]]));

function host(name: 'host' | 'sourceHost' | 'destinationHost', side: Side | 'subject', description: string): Variable {
	return {
		name,
		type: 'HostSubject',
		slot: SLOT[name],
		extras: extras(name, ['side', 'hotMoves', 'coldMoves']),
		side,
		owner: own('hosts', name),
		description,
	};
}
function plain(name: SlotName, type: string, description: string): Variable {
	return { name, type, slot: SLOT[name], extras: {}, description };
}

const VM: Variable = {
	name: 'vm',
	type: 'VmSubject',
	slot: SLOT.vm,
	extras: extras('vm', ['mode']),
	side: 'source',
	owner: own('vms', 'vm'),
	description: 'the VM; vm.mode is how it moves: hot or cold',
};
const ALWAYS: readonly Variable[] = [
	plain('plan', 'Plan', 'the plan with its defaults filled in'),
	plain('policy', 'Policy', 'the policy of the plan'),
	{ ...plain('source', 'Site', 'the source vCenter with its look-ups'), side: 'source' },
	{ ...plain('destination', 'Site', 'the destination vCenter with its look-ups'), side: 'destination' },
];
const HOST = host(
	'host',
	'subject',
	'the host; host.hotMoves and host.coldMoves count the VMs that move from or to it',
);
const SPECIFIC: Readonly<Record<SubjectType, readonly Variable[]>> = {
	pair: [plain('pair', 'Pair', 'both vCenters')],
	host: [HOST],
	'host-pair': [
		host('sourceHost', 'source', 'the source host'),
		host('destinationHost', 'destination', 'the destination host'),
	],
	'vm-host': [VM, HOST],
	datastore: [
		{
			name: 'datastore',
			type: 'DatastoreSubject',
			slot: SLOT.datastore,
			extras: extras('datastore', ['users']),
			side: 'destination',
			owner: own('datastores', 'datastore'),
			description: 'the destination datastore; datastore.users are the VMs that land on it',
		},
	],
	network: [
		{
			name: 'network',
			type: 'NetworkSubject',
			slot: SLOT.network,
			extras: extras('network', ['users']),
			side: 'source',
			owner: own('networks', 'network'),
			description: 'the source network; network.users are the selected VMs with a NIC on it',
		},
	],
	vm: [VM],
	'vm-nic': [VM, { ...plain('nic', 'VmNic', 'the virtual NIC'), side: 'source', owner: own('vms', 'vm', ['nics']) }],
	'vm-disk': [
		VM,
		{ ...plain('disk', 'VmDisk', 'the virtual disk'), side: 'source', owner: own('vms', 'vm', ['disks']) },
	],
	placement: [VM, { ...plain('placement', 'Placement', 'where the VM may land'), side: 'destination' }],
};

/** Variables that expressions of a rule with these subjects may read: those common to all of them. */
export function variablesFor(subjects: readonly SubjectType[]): readonly Variable[] {
	const [first, ...others] = subjects;
	const specific = first === undefined ? [] : SPECIFIC[first];
	return [...ALWAYS, ...specific.filter((variable) => others.every((other) => SPECIFIC[other].includes(variable)))];
}

/** `evc-baseline` -> `evcBaseline`: how rules name a fact. */
export function factVariable(file: string): string {
	return file.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
