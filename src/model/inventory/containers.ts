import { type Static, Type } from 'typebox';
import { Bytes, notes, privileges } from './parts.js';

const o = Type.Optional;
const closed = { additionalProperties: false } as const;

export const Datacenter = Type.Object({ id: Type.String(), name: Type.String(), ...notes }, closed);
export type Datacenter = Static<typeof Datacenter>;

/** A VM folder. `path` without the hidden `vm` level, `/DC1/Prod`. */
export const Folder = Type.Object(
	{
		id: Type.String(),
		name: Type.String(),
		path: o(Type.String()),
		datacenter: o(Type.String()),
		...privileges,
		...notes,
	},
	closed,
);
export type Folder = Static<typeof Folder>;

/**
 * A DRS rule: its VMs stay `together`, `apart`, or on `hosts` and off `notHosts` (ids of what the groups hold now; kind `hosts`).
 * A `mandatory` one forbids, another one prefers.
 */
export const ClusterRule = Type.Object(
	{
		name: Type.String(),
		kind: Type.Enum(['together', 'apart', 'hosts']),
		enabled: o(Type.Boolean()),
		mandatory: o(Type.Boolean()),
		vms: Type.Array(Type.String()),
		hosts: o(Type.Array(Type.String())),
		notHosts: o(Type.Array(Type.String())),
	},
	closed,
);
export type ClusterRule = Static<typeof ClusterRule>;

/** A cluster (stand-alone hosts are not clusters). `path` is `Datacenter/Cluster`. */
export const Cluster = Type.Object(
	{
		id: Type.String(),
		name: Type.String(),
		path: o(Type.String()),
		datacenter: o(Type.String()),
		drsEnabled: o(Type.Boolean()),
		/** `fullyAutomated` | `partiallyAutomated` | `manual` */
		drsBehavior: o(Type.String()),
		haEnabled: o(Type.Boolean()),
		evcMode: o(Type.String()),
		/** Ids of hosts set aside for failover (ClusterFailoverHostAdmissionControlPolicy). */
		failoverHosts: o(Type.Array(Type.String())),
		rules: o(Type.Array(ClusterRule)),
		/** Ids of VMs with DRS or HA settings of their own. */
		vmOverrides: o(Type.Array(Type.String())),
		...notes,
	},
	closed,
);
export type Cluster = Static<typeof Cluster>;

/** A resource pool. `path` is `Cluster/Pool`, the root pool of a cluster is `Cluster`. */
export const ResourcePool = Type.Object(
	{
		id: Type.String(),
		name: Type.String(),
		path: o(Type.String()),
		cluster: o(Type.String()),
		memoryUnreservedBytes: o(Bytes),
		/** Hz that VMs of the pool may still reserve. */
		cpuUnreservedHz: o(Type.Number()),
		...privileges,
		...notes,
	},
	closed,
);
export type ResourcePool = Static<typeof ResourcePool>;
