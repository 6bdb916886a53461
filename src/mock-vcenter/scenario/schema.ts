import { type Static, Type } from 'typebox';
import { PermissionSpec, RoleSpec, UserSpec } from './access-schema.js';
import { AccountSpec, FaultSpec } from './fault-schema.js';
import { HostGroup } from './host-schema.js';
import { TagCategorySpec } from './tag-schema.js';
import { SIZE_PATTERN } from './units.js';
import { VmGroup } from './vm-schema.js';

const o = Type.Optional;
const closed = { additionalProperties: false } as const;
const Size = Type.String({ pattern: SIZE_PATTERN });
const Globs = Type.Array(Type.String(), { minItems: 1 });

const SwitchSpec = Type.Object(
	{ name: Type.String(), version: Type.String(), mtu: o(Type.Integer()), uplinks: o(Type.Integer({ minimum: 1 })) },
	closed,
);
export type SwitchSpec = Static<typeof SwitchSpec>;

/** A network. With `switch` a distributed port group, else a port group of that name on every host's standard switch. */
const NetworkSpec = Type.Object(
	{
		name: Type.String(),
		switch: o(Type.String()),
		opaque: o(Type.Boolean()),
		vlan: o(Type.Integer({ minimum: 0, maximum: 4095 })),
		trunk: o(Type.Array(Type.Object({ from: Type.Integer(), to: Type.Integer() }, closed))),
		private: o(Type.Integer()),
		/** Hosts that see it; all of the datacenter when absent. */
		hosts: o(Globs),
		promiscuous: o(Type.Boolean()),
		macChanges: o(Type.Boolean()),
		forgedTransmits: o(Type.Boolean()),
		nsx: o(Type.Boolean()),
	},
	closed,
);
export type NetworkSpec = Static<typeof NetworkSpec>;

const DatastoreSpec = Type.Object(
	{
		name: Type.String(),
		type: o(Type.Enum(['VMFS', 'NFS', 'NFS41', 'vsan', 'VVOL'])),
		capacity: Size,
		free: Size,
		/** The same on both sides means the same storage. Made from names when absent. */
		uuid: o(Type.String()),
		nas: o(Type.Object({ host: Type.String(), path: Type.String() }, closed)),
		hosts: o(Globs),
		accessible: o(Type.Boolean()),
		maintenance: o(Type.Enum(['normal', 'enteringMaintenance', 'inMaintenance'])),
	},
	closed,
);
export type DatastoreSpec = Static<typeof DatastoreSpec>;

const ClusterSpec = Type.Object(
	{
		name: Type.String(),
		drs: o(Type.Enum(['fullyAutomated', 'partiallyAutomated', 'manual', 'off'])),
		ha: o(Type.Boolean()),
		/** EVC mode key, `intel-skylake`; off when absent. */
		evc: o(Type.String()),
		/** Resource pools below the root pool, `Gold/Databases`. */
		pools: o(Type.Array(Type.String())),
		failoverHosts: o(Globs),
		hosts: Type.Array(HostGroup),
	},
	closed,
);
export type ClusterSpec = Static<typeof ClusterSpec>;

const DatacenterSpec = Type.Object(
	{
		name: Type.String(),
		/** VM folders, `Prod/Billing`; those on the way are made too. */
		folders: o(Type.Array(Type.String())),
		switches: o(Type.Array(SwitchSpec)),
		networks: o(Type.Array(NetworkSpec)),
		datastores: o(Type.Array(DatastoreSpec)),
		clusters: o(Type.Array(ClusterSpec)),
		/** Hosts without a cluster. */
		hosts: o(Type.Array(HostGroup)),
		vms: o(Type.Array(VmGroup)),
	},
	closed,
);
export type DatacenterSpec = Static<typeof DatacenterSpec>;

const LicenseSpec = Type.Object(
	{
		name: Type.String(),
		edition: Type.String(),
		/** `cpuPackage:32core`, `cpuPackage`, `server` */
		unit: o(Type.String()),
		total: o(Type.Integer({ minimum: 0 })),
		/** Feature key to label. The usual ones of the edition when absent. */
		features: o(Type.Record(Type.String(), Type.String())),
		/** ISO 8601; never when absent. */
		expires: o(Type.String()),
		/** For the vCenter itself; hosts name their licence. */
		vcenter: o(Type.Boolean()),
	},
	closed,
);
export type LicenseSpec = Static<typeof LicenseSpec>;

const KeyProviderSpec = Type.Object(
	{
		id: Type.String(),
		kind: Type.Enum(['vCenter', 'nativeProvider', 'trustAuthority']),
		default: o(Type.Boolean()),
		keyId: o(Type.String()),
		hasBackup: o(Type.Boolean()),
		tpmRequired: o(Type.Boolean()),
		/** Key servers (KMIP) of a standard provider. */
		servers: o(
			Type.Array(
				Type.Object(
					{
						name: Type.String(),
						address: Type.String(),
						port: o(Type.Integer({ minimum: 1, maximum: 65_535 })),
						/** False: the vCenter does not reach it. */
						connected: o(Type.Boolean()),
					},
					closed,
				),
			),
		),
	},
	closed,
);
export type KeyProviderSpec = Static<typeof KeyProviderSpec>;

const VCenterSpec = Type.Object(
	{
		name: Type.String(),
		side: Type.Enum(['source', 'destination']),
		version: Type.String({ pattern: '^\\d+\\.\\d+\\.\\d+$' }),
		build: Type.Integer(),
		/** `7.0.3.0`; the version with `.0` when absent. */
		apiVersion: o(Type.String()),
		instanceUuid: o(Type.String()),
		/** vCenters with one SSO domain are linked (Enhanced Linked Mode). */
		ssoDomain: o(Type.String()),
		username: o(Type.String()),
		password: o(Type.String()),
		licenses: o(Type.Array(LicenseSpec)),
		keyProviders: o(Type.Array(KeyProviderSpec)),
		/** What the account may not do: property paths (with what is below them) or a method of a type. */
		denied: o(
			Type.Array(
				Type.Object({ type: Type.String(), paths: Type.Array(Type.String()), privilege: Type.String() }, closed),
			),
		),
		account: o(AccountSpec),
		roles: o(Type.Array(RoleSpec)),
		/** Of the account; without them it is an administrator. */
		permissions: o(Type.Array(PermissionSpec)),
		users: o(Type.Array(UserSpec)),
		/** Requests after which a session ends; never when absent. */
		sessionRequests: o(Type.Integer({ minimum: 1 })),
		/** `host`: the server says that it is an ESXi host. */
		product: o(Type.Enum(['vcenter', 'host'])),
		/** Refuse clients that ask with a later API version than its own; otherwise it answers them in its own. */
		refuseLaterVersions: o(Type.Boolean()),
		/** False: nobody listens at its address. */
		listening: o(Type.Boolean()),
		faults: o(Type.Array(FaultSpec)),
		tags: o(Type.Array(TagCategorySpec)),
		/** Products that registered themselves, with the hosts of their URLs. */
		extensions: o(Type.Array(Type.Object({ key: Type.String(), servers: o(Type.Array(Type.String())) }, closed))),
		datacenters: Type.Array(DatacenterSpec),
	},
	closed,
);
export type VCenterSpec = Static<typeof VCenterSpec>;

/** A scenario file: vCenters that exist in this file only. */
export const Scenario = Type.Object(
	{
		version: Type.Literal(1),
		name: o(Type.String()),
		vcenters: Type.Array(VCenterSpec, { minItems: 1 }),
	},
	{ ...closed, $id: 'scenario' },
);
export type Scenario = Static<typeof Scenario>;
