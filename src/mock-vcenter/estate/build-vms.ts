import { UserError } from '../../shared/errors.js';
import { compileGlobs } from '../../shared/glob.js';
import { countOf, nameAt } from '../scenario/pattern.js';
import type { VmGroup } from '../scenario/vm-schema.js';
import { folderAt } from './build-datacenter.js';
import type { ComputeEntity, DatacenterEntity, FolderEntity, HostEntity, PoolEntity, VmEntity } from './entities.js';
import type { Ids } from './ids.js';

/** Adds the VMs of a datacenter: one small record each; everything else about them is derived when it is asked for. */
export function buildVms(datacenter: DatacenterEntity, ids: Ids): void {
	for (const group of datacenter.spec.vms ?? []) {
		checkNames(datacenter, group);
		const compute = computeOf(datacenter, group);
		const hosts = hostsOf(datacenter, compute, group);
		const folder = folderAt(datacenter, group.folder ?? '', ids);
		const pool = poolOf(compute, group);
		for (let index = 0; index < countOf(group.names); index++) {
			const host = hosts[index % hosts.length];
			if (host === undefined) continue;
			const vm = new Vm(group, index, ids.next('vm-'), host, folder, pool);
			datacenter.vms.push(vm);
			folder.children.push(vm);
		}
	}
}

class Vm implements VmEntity {
	readonly type = 'VirtualMachine' as const;
	constructor(
		readonly group: VmGroup,
		readonly index: number,
		readonly id: string,
		readonly host: HostEntity,
		readonly folder: FolderEntity,
		readonly pool: PoolEntity,
	) {}

	get name(): string {
		return nameAt(this.group.names, this.index);
	}

	get parent(): FolderEntity {
		return this.folder;
	}

	get datacenter(): DatacenterEntity {
		return this.host.datacenter;
	}
}

function computeOf(datacenter: DatacenterEntity, group: VmGroup): ComputeEntity {
	const compute =
		group.cluster === undefined
			? datacenter.computeResources[0]
			: datacenter.computeResources.find(({ name }) => name === group.cluster);
	if (compute === undefined) throw unknown(group, `the cluster ${group.cluster ?? '(any)'}`, datacenter);
	return compute;
}

function hostsOf(datacenter: DatacenterEntity, compute: ComputeEntity, group: VmGroup): readonly HostEntity[] {
	if (group.hosts === undefined) return compute.hosts;
	const wanted = compileGlobs(group.hosts);
	const hosts = (group.cluster === undefined ? datacenter.hosts : compute.hosts).filter(({ name }) => wanted(name));
	if (hosts.length === 0) throw unknown(group, `a host like ${group.hosts.join(', ')}`, datacenter);
	return hosts;
}

function poolOf(compute: ComputeEntity, group: VmGroup): PoolEntity {
	if (group.pool === undefined) return compute.rootPool;
	let pool: PoolEntity | undefined = compute.rootPool;
	for (const name of group.pool.split('/')) pool = pool?.children.find((child) => child.name === name);
	if (pool === undefined) throw unknown(group, `the resource pool ${group.pool}`, compute.datacenter);
	return pool;
}

function checkNames(datacenter: DatacenterEntity, group: VmGroup): void {
	const datastores = [group.datastore, ...group.disks.map((disk) => disk.datastore ?? group.datastore)];
	for (const name of datastores)
		if (!datacenter.datastores.some((datastore) => datastore.name === name))
			throw unknown(group, `the datastore ${name}`, datacenter);
	for (const { network } of group.nics ?? [])
		if (!datacenter.networks.some(({ name }) => name === network))
			throw unknown(group, `the network ${network}`, datacenter);
}

function unknown(group: VmGroup, what: string, datacenter: DatacenterEntity): UserError {
	return new UserError(
		'scenario-invalid',
		`The VMs ${group.names} name ${what}, which ${datacenter.name} does not have.`,
	);
}
