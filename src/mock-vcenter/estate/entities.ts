import type { HostGroup } from '../scenario/host-schema.js';
import type { ClusterSpec, DatacenterSpec, DatastoreSpec, NetworkSpec, SwitchSpec } from '../scenario/schema.js';
import type { VmGroup } from '../scenario/vm-schema.js';

/** Anything in the inventory tree. */
export interface Entity {
	readonly type: string;
	readonly id: string;
	readonly name: string;
	readonly parent: Entity | undefined;
}

export interface FolderEntity extends Entity {
	readonly type: 'Folder';
	readonly childTypes: readonly string[];
	readonly children: Entity[];
}

export interface DatacenterEntity extends Entity {
	readonly type: 'Datacenter';
	readonly spec: DatacenterSpec;
	readonly vmFolder: FolderEntity;
	readonly hostFolder: FolderEntity;
	readonly datastoreFolder: FolderEntity;
	readonly networkFolder: FolderEntity;
	readonly hosts: HostEntity[];
	readonly computeResources: ComputeEntity[];
	readonly networks: NetworkEntity[];
	readonly switches: SwitchEntity[];
	readonly datastores: DatastoreEntity[];
	readonly vms: VmEntity[];
}

/** A cluster, or the stand-in of a stand-alone host (`spec` absent). */
export interface ComputeEntity extends Entity {
	readonly type: 'ClusterComputeResource' | 'ComputeResource';
	readonly datacenter: DatacenterEntity;
	readonly spec: ClusterSpec | undefined;
	readonly hosts: HostEntity[];
	readonly rootPool: PoolEntity;
	readonly pools: PoolEntity[];
}

export interface PoolEntity extends Entity {
	readonly type: 'ResourcePool';
	readonly owner: ComputeEntity;
	readonly children: PoolEntity[];
}

/** Host number `index` of its group. */
export interface HostEntity extends Entity {
	readonly type: 'HostSystem';
	readonly group: HostGroup;
	readonly index: number;
	readonly compute: ComputeEntity;
	readonly datacenter: DatacenterEntity;
}

export interface NetworkEntity extends Entity {
	readonly type: 'Network' | 'DistributedVirtualPortgroup' | 'OpaqueNetwork';
	readonly datacenter: DatacenterEntity;
	readonly spec: NetworkSpec;
	readonly switch: SwitchEntity | undefined;
	readonly uplink: boolean;
}

export interface SwitchEntity extends Entity {
	readonly type: 'VmwareDistributedVirtualSwitch';
	readonly datacenter: DatacenterEntity;
	readonly spec: SwitchSpec;
	readonly uuid: string;
	readonly portGroups: NetworkEntity[];
}

export interface DatastoreEntity extends Entity {
	readonly type: 'Datastore';
	readonly datacenter: DatacenterEntity;
	readonly spec: DatastoreSpec;
	readonly uuid: string;
}

/** VM number `index` of its group. */
export interface VmEntity extends Entity {
	readonly type: 'VirtualMachine';
	readonly group: VmGroup;
	readonly index: number;
	readonly datacenter: DatacenterEntity;
	readonly host: HostEntity;
	readonly folder: FolderEntity;
	readonly pool: PoolEntity;
}
