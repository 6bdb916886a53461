import type { Inventory } from '../../model/inventory/inventory.js';
import { COLLECTIONS } from '../../model/inventory/inventory.js';

/** An inventory from what a case gives of it: empty collections, ids and names filled in where the case leaves them out. */
export function givenInventory(given: Readonly<Record<string, unknown>>): Inventory {
	const inventory: Record<string, unknown> = {
		schemaVersion: 1,
		kind: 'xvcheck.inventory',
		source: { kind: 'inventory', location: 'case' },
		collectedAt: '2026-01-01T00:00:00Z',
		tool: { name: 'xvcheck', version: '0.0.0' },
		coverage: [],
	};
	for (const collection of COLLECTIONS) inventory[collection] = collection === 'vcenter' ? {} : [];
	for (const [key, value] of Object.entries(given))
		inventory[key] =
			Array.isArray(value) && key !== 'coverage' ? value.map((item, i) => identified(item, key, i)) : value;
	return inventory as unknown as Inventory;
}

function identified(item: { id?: string; name?: string }, collection: string, index: number): object {
	const id = item.id ?? `${collection}-${index + 1}`;
	return { id, name: item.name ?? id, ...item };
}
