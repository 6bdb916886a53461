import type { Inventory } from './inventory/inventory.js';

/** The two ends of a move. */
export type Side = 'source' | 'destination';

/** Source and destination inventories of one question. */
export interface SitePair {
	readonly source: Inventory;
	readonly destination: Inventory;
}
