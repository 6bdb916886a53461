import { Type } from 'typebox';
import { type FactResult, fact } from '../model/fact.js';
import type { Host } from '../model/inventory/host.js';
import type { Move, Scope } from '../model/scope.js';
import { result } from './shared/agreed.js';
import { type Asked, accountOf, privilegesOf } from './shared/privileges.js';

const o = Type.Optional;
const MIGRATE = 'Cryptographer.Migrate';

interface MovePrivileges {
	account: string;
	/** Privileges for the move itself that the account lacks on the VM; absent while that is not known. */
	lacking?: string[];
	/** The same for an encrypted VM, on both sides. */
	cryptoLacking?: string[];
}

/** What the account that moves may do with a VM (requirements A18, B7). */
export default fact({
	subjects: ['vm'],
	schema: Type.Object({
		account: Type.String(),
		lacking: o(Type.Array(Type.String())),
		cryptoLacking: o(Type.Array(Type.String())),
	}),
	vmData: ['privileges', 'mode', 'placement.hosts'],
	prepare: ({ scope }) => ({
		source: privilegesOf(scope, 'source'),
		destination: privilegesOf(scope, 'destination'),
		landing: landing(scope),
	}),
	derive: ({ move }, { scope }, { source, destination, landing: folders }): FactResult<MovePrivileges> => {
		const plain = source(ofMove(move));
		const here = source([ofVm(move, MIGRATE)]);
		const there = destination([...folders, ...hostsOf(move)]);
		const cryptoLacking = [...here.lacking, ...there.lacking];
		const cryptoMissing = [...here.missing, ...there.missing];
		const value: MovePrivileges = { account: accountOf(scope, 'source') };
		if (plain.lacking.length > 0 || plain.missing.length === 0) value.lacking = [...new Set(plain.lacking)];
		if (cryptoLacking.length > 0 || cryptoMissing.length === 0) value.cryptoLacking = cryptoLacking;
		return result(value, {
			missing: {
				...(value.lacking === undefined && { lacking: plain.missing }),
				...(value.cryptoLacking === undefined && { cryptoLacking: cryptoMissing }),
			},
			declared: [...new Set([...plain.declared, ...here.declared, ...there.declared])],
		});
	},
});

/** Every relocation asks for the first, a running VM for the second as well; a power state that nobody knows asks for both. */
function ofMove(move: Move): Asked[] {
	const privileges = move.mode === 'cold' ? ['Resource.ColdMigrate'] : ['Resource.ColdMigrate', 'Resource.HotMigrate'];
	return privileges.map((privilege) => ofVm(move, privilege));
}

/** VMs are asked in classes: the text does not name the one. */
function ofVm({ vm }: Move, privilege: string): Asked {
	const { privileges, gaps } = vm;
	return {
		privilege,
		collection: 'vms',
		datum: 'vm.privileges',
		object: { name: 'the VM', ...(privileges && { privileges }), ...(gaps && { gaps }) },
	};
}

/** The folder where encrypted VMs arrive, if the plan names one that exists. */
function landing({ plan, destination }: Scope): Asked[] {
	const { folder } = plan.placement;
	return (folder === undefined ? [] : destination.foldersAt(folder)).map((object) => ({
		privilege: MIGRATE,
		collection: 'folders',
		datum: 'destination.folders.privileges',
		object,
	}));
}

/** A host that does not hold keys yet has to enter encryption mode first (vSphere Security: RegisterHost). */
function hostsOf({ placement }: Move): Asked[] {
	const entering = (host: Host) => host.cryptoState !== 'safe' && host.cryptoState !== 'pendingIncapable';
	return placement.hosts.filter(entering).map((object) => ({
		privilege: 'Cryptographer.RegisterHost',
		collection: 'hosts',
		datum: 'destination.hosts.privileges',
		object,
	}));
}
