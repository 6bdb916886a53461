import { type Static, Type } from 'typebox';
import { CoverageEntry } from '../coverage.js';
import { Cluster, Datacenter, Folder, ResourcePool } from './containers.js';
import { Host } from './host.js';
import { Network, Switch } from './network.js';
import { KeyProvider, License, VCenter } from './service.js';
import { Datastore } from './storage.js';
import { Vm } from './vm.js';

const closed = { additionalProperties: false } as const;

/** Where an inventory came from. `location` never holds a credential. `sha256` is of the file, where there is one. */
export const InventorySource = Type.Object(
	{
		/** `vcenter` | `rvtools` | `inventory` | `govc` | `mock` */
		kind: Type.String(),
		location: Type.String(),
		sha256: Type.Optional(Type.String()),
		/** How `collectedAt` was found, when it was not stated: an assumption shown to the reader. */
		collectedAtFrom: Type.Optional(Type.String()),
	},
	closed,
);
export type InventorySource = Static<typeof InventorySource>;

/** One vCenter Server at one time (design 6.4). Order within a collection is the source's order. */
export const Inventory = Type.Object(
	{
		schemaVersion: Type.Literal(1),
		kind: Type.Literal('xvcheck.inventory'),
		source: InventorySource,
		collectedAt: Type.String(),
		tool: Type.Object({ name: Type.String(), version: Type.String() }, closed),
		/** What failed while it was read, when a part was wanted rather than nothing: it is not complete. */
		partial: Type.Optional(Type.Array(Type.String(), { minItems: 1 })),
		vcenter: VCenter,
		datacenters: Type.Array(Datacenter),
		folders: Type.Array(Folder),
		clusters: Type.Array(Cluster),
		resourcePools: Type.Array(ResourcePool),
		hosts: Type.Array(Host),
		datastores: Type.Array(Datastore),
		networks: Type.Array(Network),
		switches: Type.Array(Switch),
		vms: Type.Array(Vm),
		licenses: Type.Array(License),
		keyProviders: Type.Array(KeyProvider),
		coverage: Type.Array(CoverageEntry),
	},
	{ ...closed, $id: 'inventory' },
);
export type Inventory = Static<typeof Inventory>;

/** The collections of an inventory, as coverage and collectors name them. `vcenter` is the one-object collection. */
export const COLLECTIONS = [
	'vcenter',
	'datacenters',
	'folders',
	'clusters',
	'resourcePools',
	'hosts',
	'datastores',
	'networks',
	'switches',
	'vms',
	'licenses',
	'keyProviders',
] as const;
export type Collection = (typeof COLLECTIONS)[number];
/** The object type of a collection. */
export type Item<C extends Collection> = C extends 'vcenter'
	? VCenter
	: C extends keyof Inventory
		? Inventory[C] extends (infer T)[]
			? T
			: never
		: never;
