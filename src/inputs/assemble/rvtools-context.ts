import type { SheetContext } from '../../collectors/contract.js';
import type { Collection } from '../../model/inventory/inventory.js';
import type { RvtoolsItem, RvtoolsItems } from './rvtools-items.js';
import type { Row } from './sheet.js';
import type { VCenterBook } from './workbook.js';

/** Where an object says what it lies within: the switch of a network, the datacenter of a cluster, the path of a pool. */
const WITHIN: Partial<Record<Collection, readonly (readonly [string, string])[]>> = {
	networks: [
		['vport', 'Switch'],
		['dvport', 'Switch'],
		['vport', 'Datacenter'],
	],
	clusters: [['placed', 'Datacenter']],
	resourcePools: [
		['vrp', 'Resource Pool path'],
		['vinfo', 'Resource pool'],
	],
};

/** Look-ups by name over the objects of one vCenter; names compare without case. */
export class RvtoolsContext implements SheetContext {
	readonly #names = new Map<Collection, Map<string, RvtoolsItem[]>>();

	readonly #inside = new Map<string, string | undefined>();

	constructor(
		private readonly book: VCenterBook,
		private readonly items: RvtoolsItems,
	) {}

	rows(tab: string): readonly Row[] {
		return this.book.rows(tab);
	}

	has(tab: string, column?: string): boolean {
		return this.book.has(tab, column);
	}

	idByName(collection: Collection, name: string, within?: string): string | undefined {
		const named = this.#named(collection).get(name.toLowerCase());
		if (named === undefined) return undefined;
		if (named.length === 1) return named[0]!.object.id;
		if (within === undefined) return undefined;
		const key = `${collection}\n${name}\n${within}`;
		if (!this.#inside.has(key)) {
			const inside = named.filter((item) => withinOf(collection, item).includes(within));
			this.#inside.set(key, inside.length === 1 ? inside[0]!.object.id : undefined);
		}
		return this.#inside.get(key);
	}

	#named(collection: Collection): Map<string, RvtoolsItem[]> {
		let names = this.#names.get(collection);
		if (names === undefined) {
			names = new Map();
			for (const item of this.items.get(collection) ?? []) {
				const name = item.object.name?.toLowerCase() ?? '';
				names.set(name, [...(names.get(name) ?? []), item]);
			}
			this.#names.set(collection, names);
		}
		return names;
	}
}

function withinOf(collection: Collection, item: RvtoolsItem): (string | undefined)[] {
	return (WITHIN[collection] ?? []).flatMap(([tab, column]) =>
		(item.rows.get(tab) ?? []).map((row) => row.text(column)),
	);
}
