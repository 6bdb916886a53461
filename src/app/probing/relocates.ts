import { HOME } from '../../facts/scope/datastores.js';
import type { Move, NetworkTarget, Scope } from '../../model/scope.js';
import type { NicEdit, RelocateRequest } from '../../probes/contract.js';
import { defined } from '../../shared/defined.js';

/**
 * What `CheckRelocate` is asked about the first `most` VMs of a plan: the placement as the plan resolves it. What it leaves open
 * is named, and not tested. Without a host the vCenter tries every host of the cluster of the pool.
 */
export function relocatesOf(scope: Scope, most: number): readonly RelocateRequest[] {
	return scope.moves.slice(0, most).map((move) => requestOf(move, scope));
}

function requestOf(move: Move, scope: Scope): RelocateRequest {
	const { vm, placement } = move;
	const open: string[] = [];
	const [host] = placement.hosts;
	const named = placement.hosts.length === 1 ? host : undefined;
	if (host === undefined || placement.hostsOpen !== undefined) open.push('host');
	const pool = poolOf(move, scope);
	if (pool === undefined) open.push('resource pool');
	const folder = folderOf(scope);
	if (folder === undefined) open.push('folder');
	const home = placement.datastores.get(HOME)?.id;
	const keeps = scope.plan.storage === 'keep';
	if (home === undefined && !keeps) open.push('datastore');
	const disks = (vm.disks ?? []).flatMap(({ id }) => {
		const datastore = placement.datastores.get(id)?.id;
		return datastore === undefined || datastore === home ? [] : [{ key: id, datastore }];
	});
	const nics = [...placement.networks.values()].flatMap((target) => {
		const edit = nicOf(target, scope);
		if (edit === undefined && target.nic.unattached !== true)
			open.push(`network of ${target.nic.label ?? target.nic.id}`);
		return edit ?? [];
	});
	return defined({
		vm: { id: vm.id, name: vm.name },
		folder,
		pool,
		host: named?.id,
		datastore: home,
		disks,
		nics,
		open,
	});
}

/** The named pool, or the root pool of the cluster that the VM lands in. */
function poolOf({ placement }: Move, { plan, destination }: Scope): string | undefined {
	const cluster = placement.hosts[0]?.cluster;
	const { resourcePool } = plan.placement;
	const pools =
		resourcePool === undefined
			? destination.inventory.resourcePools.filter(
					(pool) => cluster !== undefined && pool.path === pathOf(cluster, destination),
				)
			: destination
					.resourcePoolsNamed(resourcePool)
					.filter((pool) => cluster === undefined || pool.cluster === cluster);
	return pools.length === 1 ? pools[0]?.id : pools.find((pool) => pool.cluster === cluster)?.id;
}

function pathOf(cluster: string, destination: Scope['destination']): string | undefined {
	return destination.cluster(cluster)?.name;
}

/** The named folder; without one vCenter takes the root folder of the datacenter. */
function folderOf({ plan, destination }: Scope): string | undefined {
	const { folder } = plan.placement;
	const found = folder === undefined ? [] : destination.foldersAt(folder);
	return found.length === 1 ? found[0]?.id : undefined;
}

function nicOf({ nic, candidates }: NetworkTarget, { destination }: Scope): NicEdit | undefined {
	const [network] = candidates;
	if (network === undefined || candidates.length !== 1) return undefined;
	if (network.kind === 'standard') return { key: nic.id, network: network.name, networkId: network.id };
	const uuid = network.switch === undefined ? undefined : destination.switchById(network.switch)?.uuid;
	if (network.kind !== 'distributed' || uuid === undefined) return undefined;
	return { key: nic.id, switchUuid: uuid, portgroup: network.id };
}
