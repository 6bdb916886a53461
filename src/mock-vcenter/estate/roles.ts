import type { RoleSpec } from '../scenario/access-schema.js';

/** A role of a vCenter, with the privileges that it grants. */
export interface Role {
	readonly id: number;
	/** One that every vCenter has. */
	readonly system: boolean;
	readonly name: string;
	readonly label: string;
	readonly privileges: readonly string[];
}

const READ_ONLY = ['System.Anonymous', 'System.Read', 'System.View'];

/** Privileges that the mock knows beside those that a scenario names: what reading, moving and encryption ask for. */
const PRIVILEGES = [
	'Authorization.ModifyPermissions',
	'Certificate.Manage',
	'Cryptographer.Access',
	'Cryptographer.Clone',
	'Cryptographer.EncryptNew',
	'Cryptographer.ManageKeyServers',
	'Cryptographer.ManageKeys',
	'Cryptographer.Migrate',
	'Cryptographer.RegisterHost',
	'Datastore.AllocateSpace',
	'Datastore.Browse',
	'Global.Licenses',
	'Global.Settings',
	'Network.Assign',
	'Resource.AssignVMToPool',
	'Resource.ColdMigrate',
	'Resource.HotMigrate',
	'Resource.QueryVMotion',
	'Sessions.TerminateSession',
	'StorageProfile.Update',
	'StorageProfile.View',
	...READ_ONLY,
	'VirtualMachine.Inventory.Create',
	'VirtualMachine.Inventory.Delete',
	'VirtualMachine.Inventory.Move',
	'VirtualMachine.Inventory.Register',
	'VirtualMachine.Inventory.Unregister',
];

/** All privilege ids, sorted. */
export function privilegesOf(roles: readonly RoleSpec[]): string[] {
	return [...new Set([...PRIVILEGES, ...roles.flatMap(({ privileges }) => privileges)])].sort();
}

/** The roles that every vCenter has, and those of the scenario, which hold what reading needs as well. */
export function rolesOf(own: readonly RoleSpec[]): Role[] {
	const all = privilegesOf(own);
	const system = (id: number, name: string, label: string, privileges: readonly string[]): Role => ({
		id,
		system: true,
		name,
		label,
		privileges,
	});
	return [
		system(-1, 'Admin', 'Administrator', all),
		system(-2, 'ReadOnly', 'Read-only', READ_ONLY),
		system(-3, 'View', 'View', ['System.Anonymous', 'System.View']),
		system(-4, 'Anonymous', 'Anonymous', ['System.Anonymous']),
		system(-5, 'NoAccess', 'No access', []),
		system(
			-6,
			'NoCryptoAdmin',
			'No cryptography administrator',
			all.filter((privilege) => !privilege.startsWith('Cryptographer.')),
		),
		...own.map(({ name, privileges }, index) => ({
			id: 1001 + index,
			system: false,
			name,
			label: name,
			privileges: [...new Set([...READ_ONLY, ...privileges])].sort(),
		})),
	];
}
