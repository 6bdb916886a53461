import { UserError } from '../../shared/errors.js';
import type { HostGroup } from '../scenario/host-schema.js';
import { countOf, nameAt } from '../scenario/pattern.js';
import type { ClusterSpec, DatacenterSpec } from '../scenario/schema.js';
import type {
	ComputeEntity,
	DatacenterEntity,
	Entity,
	FolderEntity,
	HostEntity,
	NetworkEntity,
	PoolEntity,
	SwitchEntity,
} from './entities.js';
import { switchUuidOf, uuidOf } from './identity.js';
import type { Ids } from './ids.js';

/** Makes a datacenter with everything but its VMs. `scope` is the name of the vCenter, from which identities are made. */
export function buildDatacenter(spec: DatacenterSpec, root: FolderEntity, ids: Ids, scope: string): DatacenterEntity {
	const datacenter = emptyDatacenter(spec, root, ids);
	root.children.push(datacenter);
	for (const path of spec.folders ?? []) folderAt(datacenter, path, ids);
	for (const item of spec.switches ?? []) buildSwitch(datacenter, item, ids, scope);
	for (const item of spec.networks ?? []) buildNetwork(datacenter, item, ids);
	for (const item of spec.datastores ?? []) {
		const uuid = item.uuid ?? uuidOf(scope, spec.name, 'datastore', item.name);
		const entity = {
			type: 'Datastore',
			id: ids.next('datastore-'),
			name: item.name,
			parent: datacenter.datastoreFolder,
		} as const;
		const datastore = { ...entity, datacenter, spec: item, uuid };
		datacenter.datastores.push(datastore);
		datacenter.datastoreFolder.children.push(datastore);
	}
	for (const cluster of spec.clusters ?? []) buildCluster(datacenter, cluster, ids);
	for (const group of spec.hosts ?? [])
		for (let index = 0; index < countOf(group.names); index++) buildStandAlone(datacenter, group, index, ids);
	return datacenter;
}

function emptyDatacenter(spec: DatacenterSpec, root: FolderEntity, ids: Ids): DatacenterEntity {
	const own = { type: 'Datacenter', id: ids.next('datacenter-'), name: spec.name, parent: root } as const;
	const folder = (prefix: string, name: string, childTypes: string[]): FolderEntity => ({
		type: 'Folder',
		id: ids.next(prefix),
		name,
		parent: own as Entity,
		childTypes,
		children: [],
	});
	return Object.assign(own, {
		spec,
		vmFolder: folder('group-v', 'vm', ['Folder', 'VirtualMachine', 'VirtualApp']),
		hostFolder: folder('group-h', 'host', ['Folder', 'ComputeResource']),
		datastoreFolder: folder('group-s', 'datastore', ['Folder', 'Datastore', 'StoragePod']),
		networkFolder: folder('group-n', 'network', ['Folder', 'Network', 'DistributedVirtualSwitch']),
		hosts: [],
		computeResources: [],
		networks: [],
		switches: [],
		datastores: [],
		vms: [],
	});
}

/** The VM folder of a path below the hidden `vm` folder, made where it does not exist. */
export function folderAt(datacenter: DatacenterEntity, path: string, ids: Ids): FolderEntity {
	let folder = datacenter.vmFolder;
	for (const name of path.split('/').filter((part) => part !== '')) {
		const known = folder.children.find(
			(child): child is FolderEntity => child.type === 'Folder' && child.name === name,
		);
		const next: FolderEntity = known ?? {
			type: 'Folder',
			id: ids.next('group-v'),
			name,
			parent: folder,
			childTypes: folder.childTypes,
			children: [],
		};
		if (known === undefined) folder.children.push(next);
		folder = next;
	}
	return folder;
}

function buildSwitch(datacenter: DatacenterEntity, spec: SwitchEntity['spec'], ids: Ids, scope: string): void {
	const parent = datacenter.networkFolder;
	const entity: SwitchEntity = {
		type: 'VmwareDistributedVirtualSwitch',
		id: ids.next('dvs-'),
		name: spec.name,
		parent,
		datacenter,
		spec,
		uuid: switchUuidOf(scope, datacenter.name, spec.name),
		portGroups: [],
	};
	datacenter.switches.push(entity);
	parent.children.push(entity);
	const name = `${spec.name}-DVUplinks-${entity.id.slice('dvs-'.length)}`;
	addNetwork(datacenter, { name, switch: spec.name, trunk: [{ from: 0, to: 4094 }] }, ids, entity, true);
}

function buildNetwork(datacenter: DatacenterEntity, spec: NetworkEntity['spec'], ids: Ids): void {
	const own = datacenter.switches.find(({ name }) => name === spec.switch);
	if (spec.switch !== undefined && own === undefined)
		throw new UserError(
			'scenario-invalid',
			`The network ${spec.name} names the switch ${spec.switch}, which ${datacenter.name} does not have.`,
		);
	addNetwork(datacenter, spec, ids, own, false);
}

function addNetwork(
	datacenter: DatacenterEntity,
	spec: NetworkEntity['spec'],
	ids: Ids,
	own: SwitchEntity | undefined,
	uplink: boolean,
): void {
	const type = own !== undefined ? 'DistributedVirtualPortgroup' : spec.opaque === true ? 'OpaqueNetwork' : 'Network';
	const prefix = { DistributedVirtualPortgroup: 'dvportgroup-', OpaqueNetwork: 'network-o', Network: 'network-' }[type];
	const network: NetworkEntity = {
		type,
		id: ids.next(prefix),
		name: spec.name,
		parent: datacenter.networkFolder,
		datacenter,
		spec,
		switch: own,
		uplink,
	};
	own?.portGroups.push(network);
	datacenter.networks.push(network);
	datacenter.networkFolder.children.push(network);
}

function buildCluster(datacenter: DatacenterEntity, spec: ClusterSpec, ids: Ids): void {
	const cluster = buildCompute(datacenter, 'ClusterComputeResource', ids.next('domain-c'), spec.name, spec, ids);
	for (const path of spec.pools ?? []) poolAt(cluster, path, ids);
	for (const group of spec.hosts)
		for (let index = 0; index < countOf(group.names); index++) addHost(cluster, group, index, ids);
}

function buildStandAlone(datacenter: DatacenterEntity, group: HostGroup, index: number, ids: Ids): void {
	const name = nameAt(group.names, index);
	addHost(buildCompute(datacenter, 'ComputeResource', ids.next('domain-s'), name, undefined, ids), group, index, ids);
}

function buildCompute(
	datacenter: DatacenterEntity,
	type: ComputeEntity['type'],
	id: string,
	name: string,
	spec: ClusterSpec | undefined,
	ids: Ids,
): ComputeEntity {
	const own = { type, id, name, parent: datacenter.hostFolder, datacenter, spec, hosts: [], pools: [] };
	const compute = own as unknown as ComputeEntity;
	const rootPool: PoolEntity = {
		type: 'ResourcePool',
		id: ids.next('resgroup-'),
		name: 'Resources',
		parent: compute,
		owner: compute,
		children: [],
	};
	Object.assign(own, { rootPool });
	datacenter.computeResources.push(compute);
	datacenter.hostFolder.children.push(compute);
	return compute;
}

function poolAt(compute: ComputeEntity, path: string, ids: Ids): void {
	let pool = compute.rootPool;
	for (const name of path.split('/')) {
		let next = pool.children.find((child) => child.name === name);
		if (next === undefined) {
			next = { type: 'ResourcePool', id: ids.next('resgroup-'), name, parent: pool, owner: compute, children: [] };
			pool.children.push(next);
			compute.pools.push(next);
		}
		pool = next;
	}
}

function addHost(compute: ComputeEntity, group: HostGroup, index: number, ids: Ids): void {
	const { datacenter } = compute;
	const id = ids.next('host-');
	const host: HostEntity = {
		type: 'HostSystem',
		id,
		name: nameAt(group.names, index),
		parent: compute,
		group,
		index,
		compute,
		datacenter,
	};
	compute.hosts.push(host);
	datacenter.hosts.push(host);
}
