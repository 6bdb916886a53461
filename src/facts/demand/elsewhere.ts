import type { Datastore } from '../../model/inventory/storage.js';
import type { Scope } from '../../model/scope.js';
import { addParts, fitsIn, NOTHING, scale, totalOf } from './amount.js';
import type { Landing, Pool } from './landings.js';
import type { Factor } from './verdict.js';

/** A datastore that takes what another one has no space for. */
export interface Room {
	readonly name: string;
	readonly freeBytes: number;
}

/**
 * The roomiest destination datastore that surely takes these VMs beside what lands there anyway, keeps the headroom that the
 * plan wants, and is seen by a host of each of them. Undefined when nothing is certain.
 */
export function roomElsewhere(
	stay: readonly Landing[],
	full: Pool,
	poolOf: (datastore: Datastore) => Pool,
	factors: (datastore: Datastore) => Factor,
	{ destination, plan }: Scope,
): Room | undefined {
	let best: { datastore: Datastore; left: number } | undefined;
	for (const datastore of destination.inventory.datastores) {
		const { freeBytes: free, capacityBytes: capacity } = datastore;
		const pool = poolOf(datastore);
		if (free === undefined || capacity === undefined || pool === full || pool.open.length > 0) continue;
		if (!isUsable(datastore) || !stay.every((landing) => reaches(landing, datastore))) continue;
		const parts = [...pool.landings, ...stay].reduce((sum, landing) => addParts(sum, landing.parts), NOTHING);
		const factor = factors(datastore);
		const need = scale(totalOf(parts), factor.low, factor.high);
		const left = free - need.high;
		if (fitsIn(need, free - capacity * plan.policy.datastoreHeadroom) !== true) continue;
		if (best === undefined || left > best.left) best = { datastore, left };
	}
	return best && { name: best.datastore.name, freeBytes: best.datastore.freeBytes as number };
}

function isUsable({ accessible, maintenanceMode }: Datastore): boolean {
	return accessible !== false && (maintenanceMode === undefined || maintenanceMode === 'normal');
}

/** A source that does not tell who sees a datastore does not exclude it. */
function reaches({ move }: Landing, { hosts }: Datastore): boolean {
	return hosts === undefined || move.placement.hosts.some((host) => hosts.includes(host.id));
}
