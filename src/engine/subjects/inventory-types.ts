import { Type } from 'typebox';
import { Cluster, Datacenter, Folder, ResourcePool } from '../../model/inventory/containers.js';
import { Host, PhysicalNic, VmkernelAdapter } from '../../model/inventory/host.js';
import type { Collection } from '../../model/inventory/inventory.js';
import { Network, Switch, Vlan } from '../../model/inventory/network.js';
import { KeyProvider, License, VCenter } from '../../model/inventory/service.js';
import { Datastore } from '../../model/inventory/storage.js';
import { Vm, VmDevice, VmDisk, VmMedia, VmNic, VmSnapshot } from '../../model/inventory/vm.js';
import { PlanFacts, Policy } from '../../model/plan.js';
import { TypeRegistry } from '../cel/schema-types.js';

/** Collection of an object type: where the reason of a missing datum is looked up. */
export const COLLECTION_OF: Readonly<Record<string, Collection>> = {
	VCenter: 'vcenter',
	Datacenter: 'datacenters',
	Folder: 'folders',
	Cluster: 'clusters',
	ResourcePool: 'resourcePools',
	Host: 'hosts',
	Datastore: 'datastores',
	Network: 'networks',
	Switch: 'switches',
	Vm: 'vms',
	License: 'licenses',
	KeyProvider: 'keyProviders',
};

const o = Type.Optional;

/** What becomes of one NIC, as rules see it. */
const NicTarget = Type.Object({
	nic: VmNic,
	name: o(Type.String({ description: 'name of the source network' })),
	by: Type.String({ description: 'map | vlan | name | none: how the destination was found' }),
	wanted: o(Type.String({ description: 'name that the plan asks for' })),
	candidates: Type.Array(Network, { description: 'destination networks that match' }),
});
const Problem = Type.Object({
	kind: Type.String({ description: 'cluster | host | resourcePool | folder | datastore | network' }),
	name: Type.String(),
	unproven: Type.Boolean({ description: 'the source cannot prove that it is absent' }),
});
/** What rules read as `placement`. */
const PlacementView = Type.Object({
	clusterName: o(Type.String()),
	open: Type.Boolean({ description: 'several clusters are possible' }),
	allowedHosts: Type.Array(Host),
	hosts: Type.Array(Host, { description: 'allowed hosts that are usable' }),
	datastores: Type.Array(Datastore, { description: 'where something of the VM lands' }),
	datastoreCandidates: Type.Array(Datastore, { description: 'candidates while the datastore is open' }),
	networks: Type.Array(NicTarget),
	problems: Type.Array(Problem, { description: 'what the plan names and the destination lacks' }),
});

/** What rules read as `pair`. */
const PairView = Type.Object({
	id: Type.String(),
	name: Type.String({ description: 'SOURCE -> DESTINATION' }),
	sourceName: Type.String(),
	destinationName: Type.String(),
	vms: Type.Number({ description: 'selected VMs' }),
	hotMoves: o(Type.Number({ description: 'selected VMs that move hot' })),
	coldMoves: o(Type.Number({ description: 'selected VMs that move cold' })),
});

/** A registry that knows the model: names of types are the model's own. */
export function modelTypes(): TypeRegistry {
	const types = new TypeRegistry();
	const named = { VmkernelAdapter, PhysicalNic, VmNic, VmDisk, VmMedia, VmDevice, VmSnapshot, Vlan };
	const objects = { VCenter, Datacenter, Folder, Cluster, ResourcePool, Host, Datastore, Network, Switch };
	for (const [name, schema] of Object.entries({ ...named, ...objects, Vm, License, KeyProvider }))
		types.name(name, schema);
	types.name('Plan', PlanFacts);
	types.name('Policy', Policy);
	types.name('NicTarget', NicTarget);
	types.name('Placement', PlacementView);
	types.name('Pair', PairView);
	types.define('Site', { side: 'string', vcenter: 'VCenter', kind: 'string' });
	types.extend('HostSubject', 'Host', { side: 'string', hotMoves: 'double', coldMoves: 'double' });
	types.extend('VmSubject', 'Vm', { mode: 'string' });
	types.extend('DatastoreSubject', 'Datastore', { users: 'list<Vm>' });
	types.extend('NetworkSubject', 'Network', { users: 'list<Vm>' });
	return types;
}
