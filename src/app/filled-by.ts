import { COLLECTIONS, type Inventory } from '../model/inventory/inventory.js';
import type { ReportInput } from '../model/report.js';

type Noted = { readonly filledBy?: Readonly<Record<string, string>> };

/** What each lesser input filled in, by its label: the data, and of how many objects (`*`: objects that only it lists). */
export function filledBy(inventory: Inventory): ReadonlyMap<string, NonNullable<ReportInput['filled']>> {
	const found = new Map<string, NonNullable<ReportInput['filled']>>();
	for (const collection of COLLECTIONS) {
		const items = (collection === 'vcenter' ? [inventory.vcenter] : inventory[collection]) as readonly Noted[];
		for (const { filledBy: labels } of items)
			for (const [datum, label] of Object.entries(labels ?? {})) {
				const data = found.get(label) ?? [];
				found.set(label, data);
				const known = data.find((one) => one.collection === collection && one.datum === datum);
				if (known === undefined) data.push({ collection, datum, count: 1 });
				else known.count++;
			}
	}
	return found;
}
