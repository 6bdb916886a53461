import type { Datastore } from '../../model/inventory/storage.js';
import type { Scope } from '../../model/scope.js';
import { add, scale, totalOf, ZERO } from './amount.js';
import { landings } from './landings.js';
import { factorOf, type VsanTable } from './vsan.js';

/**
 * Bytes that the moves of a plan take at most on each destination datastore, by id; `undefined` where nothing bounds them or
 * the plan leaves the datastore open. A datastore that shares its space with another is named with all that both take.
 */
export function spaceTaken(scope: Scope, table: VsanTable): ReadonlyMap<string, number | undefined> {
	const poolOf = landings(scope, () => true);
	const factors = factorOf(scope.plan.placement.redundancy, table);
	const taken = new Map<string, number | undefined>();
	const note = (datastore: Datastore): void => {
		const pool = poolOf(datastore);
		if (pool.landings.length + pool.open.length === 0) return;
		const factor = factors(datastore);
		const need = pool.landings.reduce((sum, landing) => add(sum, totalOf(landing.parts)), ZERO);
		const most = scale(need, factor.low, factor.high).high;
		taken.set(datastore.id, pool.open.length === 0 && Number.isFinite(most) ? most : undefined);
	};
	for (const datastore of scope.destination.inventory.datastores) note(datastore);
	return taken;
}
