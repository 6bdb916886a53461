import type { MissingReason } from './coverage.js';
import type { Cluster, Folder, ResourcePool } from './inventory/containers.js';
import type { Host } from './inventory/host.js';
import type { Inventory } from './inventory/inventory.js';
import type { Network, Switch } from './inventory/network.js';
import type { License } from './inventory/service.js';
import type { Datastore } from './inventory/storage.js';
import type { Vm } from './inventory/vm.js';
import type { Side } from './site-pair.js';

/**
 * One side of the pair with indexed look-ups, as facts and rules use it (`source`, `destination`). Look-ups never scan.
 * A look-up by name returns all objects of that name: names are not unique across datacenters.
 */
export interface Site {
	readonly side: Side;
	readonly inventory: Inventory;
	host(id: string): Host | undefined;
	hostsNamed(name: string): readonly Host[];
	vm(id: string): Vm | undefined;
	vmsNamed(name: string): readonly Vm[];
	datastore(id: string): Datastore | undefined;
	datastoresNamed(name: string): readonly Datastore[];
	datastoresBackedBy(backingId: string): readonly Datastore[];
	network(id: string): Network | undefined;
	/** Networks that carry VMs: uplink port groups and networks that no host carries are left out. */
	networksNamed(name: string): readonly Network[];
	networksWithVlan(vlan: number): readonly Network[];
	cluster(id: string): Cluster | undefined;
	/** By name or by `Datacenter/Cluster` path. */
	clustersNamed(name: string): readonly Cluster[];
	hostsOfCluster(id: string): readonly Host[];
	resourcePoolsNamed(name: string): readonly ResourcePool[];
	foldersAt(path: string): readonly Folder[];
	switchById(id: string): Switch | undefined;
	license(id: string): License | undefined;
	/** VMs that use a MAC address, compared without case. */
	vmsWithMac(mac: string): readonly Vm[];
	/** Why `datum` of an object is missing: its own gap, else the collection's usual reason, else `not-reported`. */
	reason(collection: string, object: { gaps?: Record<string, string> } | undefined, datum: string): MissingReason;
}
