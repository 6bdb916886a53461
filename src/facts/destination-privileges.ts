import { Type } from 'typebox';
import { type FactResult, fact } from '../model/fact.js';
import type { Move, Scope } from '../model/scope.js';
import { result } from './shared/agreed.js';
import { landingFolders, landingPools } from './shared/landing.js';
import { type Asked, accountOf, privilegesOf } from './shared/privileges.js';

const o = Type.Optional;

interface DestinationPrivileges {
	account: string;
	/** What the account lacks at the destination; absent while that is not known. */
	lacking?: string[];
	/** The plan gives the VMs a storage policy. */
	profiles: boolean;
	profileLacking?: string[];
	/** CheckRelocate found nothing wrong with a VM. */
	dryRunGreen: boolean;
}

/** What the account that moves may do at the destination (requirements A18, B7). */
export default fact({
	subjects: ['pair'],
	schema: Type.Object({
		account: Type.String(),
		lacking: o(Type.Array(Type.String())),
		profiles: Type.Boolean(),
		profileLacking: o(Type.Array(Type.String())),
		dryRunGreen: Type.Boolean(),
	}),
	derive: (scope): FactResult<DestinationPrivileges> => {
		const judge = privilegesOf(scope, 'destination');
		const places = judge(whereVmsLand(scope));
		const profiles = judge(profilePrivileges(scope));
		const value: DestinationPrivileges = {
			account: accountOf(scope, 'destination'),
			profiles: scope.plan.storagePolicy !== undefined,
			dryRunGreen: green(scope),
		};
		if (places.lacking.length > 0 || places.missing.length === 0) value.lacking = [...new Set(places.lacking)];
		if (profiles.lacking.length > 0 || profiles.missing.length === 0) value.profileLacking = [...profiles.lacking];
		return result(value, {
			missing: {
				...(value.lacking === undefined && { lacking: places.missing }),
				...(value.profileLacking === undefined && { profileLacking: profiles.missing }),
			},
			declared: [...new Set([...places.declared, ...profiles.declared])],
		});
	},
});

/** Pools, datastores, networks and folder that the plan resolves to, each once; what it leaves open stands for all of its kind. */
function whereVmsLand(scope: Scope): Asked[] {
	const found = new Map<string, Asked>();
	const add = (privilege: string, collection: string) => (object: Asked['object'] & { id?: string }) =>
		found.set(`${collection} ${object.id}`, {
			privilege,
			collection,
			datum: `destination.${collection}.privileges`,
			object,
		});
	const [pool, store] = [add('Resource.AssignVMToPool', 'resourcePools'), add('Datastore.AllocateSpace', 'datastores')];
	const [network, folder] = [add('Network.Assign', 'networks'), add('VirtualMachine.Inventory.Register', 'folders')];
	each(landingFolders(scope), folder, 'the folder');
	const seen = new Set<unknown>();
	for (const move of scope.moves) {
		const { hosts, networks } = move.placement;
		if (!seen.has(hosts)) each(landingPools(move, scope), pool, 'the resource pool');
		seen.add(hosts);
		if (scope.plan.storage !== 'keep') each(storesOf(move), store, 'the datastore');
		for (const { candidates } of networks.values()) for (const one of candidates) network(one);
	}
	return [...found.values()];
}

/** An object that nobody knows has no privileges that anybody could know. */
function each<T extends Asked['object']>(
	objects: Iterable<T>,
	add: (object: Asked['object']) => void,
	name: string,
): void {
	const all = [...objects];
	for (const object of all) add(object);
	if (all.length === 0) add({ name });
}

/** While the datastore is open, all that may be taken. */
function storesOf({ placement }: Move) {
	return placement.datastores.size > 0 ? placement.datastores.values() : placement.datastoreCandidates;
}

function profilePrivileges({ destination, plan }: Scope): Asked[] {
	if (plan.storagePolicy === undefined) return [];
	const { name = 'the vCenter', privileges, gaps } = destination.inventory.vcenter;
	const object = { name, ...(privileges && { privileges }), ...(gaps && { gaps }) };
	return ['StorageProfile.Update', 'StorageProfile.View'].map((privilege) => ({
		privilege,
		collection: 'vcenter',
		datum: 'destination.vcenter.privileges',
		object,
	}));
}

function green({ probes = [] }: Scope): boolean {
	return probes.some(({ checkRelocate }) =>
		checkRelocate.some(
			({ outcome, errors, warnings }) => outcome === 'checked' && errors.length + warnings.length === 0,
		),
	);
}
