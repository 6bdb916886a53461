import { Type } from 'typebox';
import { fact } from '../model/fact.js';
import { result } from './shared/agreed.js';

interface SourcePool {
	/** The VM lies in the root pool of its cluster or host. */
	root?: boolean;
	/** Path of its pool. */
	path?: string;
}

/** The resource pool that a VM leaves (requirements B10): its shares, limit and reservation stay behind. */
export default fact({
	subjects: ['vm'],
	schema: Type.Object({ root: Type.Optional(Type.Boolean()), path: Type.Optional(Type.String()) }),
	vmData: ['resourcePool', 'template'],
	prepare: ({ scope }) => new Map(scope.source.inventory.resourcePools.map((pool) => [pool.id, pool])),
	derive: ({ move: { vm } }, { scope }, pools) => {
		// A template lies in no pool.
		if (vm.template === true) return result<SourcePool>({ root: true });
		const pool = vm.resourcePool === undefined ? undefined : pools.get(vm.resourcePool);
		const path = pool?.path;
		if (path !== undefined) return result<SourcePool>({ root: !path.includes('/'), path });
		const missing = pool
			? [{ datum: 'source.resourcePool.path', reason: scope.source.reason('resourcePools', pool, 'path') }]
			: [{ datum: 'vm.resourcePool', reason: scope.source.reason('vms', vm, 'resourcePool') }];
		return result<SourcePool>({}, { missing: { root: missing, path: missing } });
	},
});
