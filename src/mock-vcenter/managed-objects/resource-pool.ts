import type { PoolEntity } from '../estate/entities.js';
import { bytesOf } from '../scenario/units.js';
import { boolean, data, enumeration, int, list, long, ref, refs, string } from '../wire/value.js';
import { inventoryType } from './contract.js';
import { encodeName, managedEntity } from './shared/managed-entity.js';

export default inventoryType<PoolEntity>({
	type: 'ResourcePool',
	bases: ['ManagedEntity'],
	properties: (pool, { estate }) => ({
		...managedEntity(pool),
		childConfiguration: list('ResourceConfigSpec', []),
		config: () => config(pool),
		namespace: undefined,
		owner: () => ref(pool.owner),
		resourcePool: () => refs(pool.children),
		runtime: () => runtime(pool),
		summary: () =>
			data('ResourcePoolSummary', {
				name: string(encodeName(pool.name)),
				config: () => config(pool),
				runtime: () => runtime(pool),
			}),
		vm: () => refs(pool.owner.hosts.flatMap((host) => estate.vmsOf(host)).filter((vm) => vm.pool === pool)),
	}),
});

function config(pool: PoolEntity) {
	const allocation = () =>
		data('ResourceAllocationInfo', {
			reservation: long(0),
			expandableReservation: boolean(true),
			limit: long(-1),
			shares: data('SharesInfo', { shares: int(4000), level: enumeration('SharesLevel', 'normal') }),
		});
	return data('ResourceConfigSpec', { entity: ref(pool), cpuAllocation: allocation, memoryAllocation: allocation });
}

function runtime(pool: PoolEntity) {
	const memory = pool.owner.hosts.reduce((sum, { group }) => sum + bytesOf(group.memory ?? '256GiB'), 0);
	const usage = (max: number) =>
		data('ResourcePoolResourceUsage', {
			reservationUsed: long(0),
			reservationUsedForVm: long(0),
			unreservedForPool: long(max),
			unreservedForVm: long(max),
			overallUsage: long(0),
			maxUsage: long(max),
		});
	return data('ResourcePoolRuntimeInfo', {
		memory: () => usage(memory),
		cpu: () => usage(100_000),
		overallStatus: enumeration('ManagedEntityStatus', 'green'),
	});
}
