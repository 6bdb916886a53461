import type { Folder, ResourcePool } from '../../model/inventory/containers.js';
import type { Move, Scope } from '../../model/scope.js';

/** The named pools, or the root pool of the cluster that a VM lands in; several where nothing tells which. */
export function landingPools({ placement }: Move, { plan, destination }: Scope): readonly ResourcePool[] {
	const cluster = placement.hosts[0]?.cluster;
	const { resourcePool } = plan.placement;
	const name = cluster === undefined ? undefined : destination.cluster(cluster)?.name;
	if (resourcePool === undefined)
		return destination.inventory.resourcePools.filter(({ path }) => name !== undefined && path === name);
	return destination
		.resourcePoolsNamed(resourcePool)
		.filter((pool) => cluster === undefined || pool.cluster === undefined || pool.cluster === cluster);
}

/** The named folder; without one vCenter takes the root folder of the datacenter (VirtualMachineRelocateSpec.folder). */
export function landingFolders({ plan, destination, destinationHosts }: Scope): readonly Folder[] {
	const { folder } = plan.placement;
	if (folder !== undefined) return destination.foldersAt(folder);
	const datacenters = new Set(destinationHosts.flatMap(({ datacenterName }) => datacenterName ?? []));
	return [...datacenters].flatMap((name) => destination.foldersAt(`/${name}`));
}
