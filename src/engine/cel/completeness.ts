import type { MissingReason } from '../../model/coverage.js';
import type { Inventory } from '../../model/inventory/inventory.js';

const BY_INVENTORY = new WeakMap<Inventory, ReadonlyMap<string, MissingReason>>();

/**
 * Why a collection of an inventory is incomplete (coverage of the datum `*`), undefined when it is complete. In an incomplete
 * collection an object that is not listed may exist all the same.
 */
export function incompleteReason(inventory: Inventory, collection: string): MissingReason | undefined {
	let reasons = BY_INVENTORY.get(inventory);
	if (reasons === undefined) {
		reasons = new Map(
			inventory.coverage.filter(({ datum }) => datum === '*').map((entry) => [entry.collection, entry.reason]),
		);
		BY_INVENTORY.set(inventory, reasons);
	}
	return reasons.get(collection);
}
