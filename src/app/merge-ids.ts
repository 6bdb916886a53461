import type { Collection } from '../model/inventory/inventory.js';

type Item = { id: string; name?: string } & Record<string, unknown>;
type Many = Exclude<Collection, 'vcenter'>;
/** Ids of the lesser input as the best one names the same objects, by collection. */
export type IdMaps = Readonly<Record<Many, ReadonlyMap<string, string>>>;

/** Which keys of objects hold ids, and of which collection. */
const REFERENCES: Readonly<Record<string, Many>> = {
	datacenter: 'datacenters',
	folder: 'folders',
	cluster: 'clusters',
	resourcePool: 'resourcePools',
	host: 'hosts',
	hosts: 'hosts',
	failoverHosts: 'hosts',
	notHosts: 'hosts',
	vms: 'vms',
	vmOverrides: 'vms',
	datastore: 'datastores',
	datastores: 'datastores',
	isoDatastore: 'datastores',
	network: 'networks',
	switch: 'switches',
	licenseKeyId: 'licenses',
};

/** Identities beside the id, from the surest to the least sure. */
const IDENTITIES = ['instanceUuid', 'uuid', 'name'] as const;

/** For each object of `others`: the id of the same object in `own`, by id, UUID, or a name that each list has once. */
export function matchItems(own: readonly Item[], others: readonly Item[]): ReadonlyMap<string, string> {
	const ids = new Set(own.map((item) => item.id));
	const map = new Map<string, string>();
	for (const item of others) if (ids.has(item.id)) map.set(item.id, item.id);
	for (const key of IDENTITIES) {
		const mine = unique(own, key);
		const theirs = unique(others, key);
		for (const [value, item] of theirs) {
			const match = mine.get(value);
			if (match && !map.has(item.id) && !proveDifferent(match, item)) map.set(item.id, match.id);
		}
	}
	return map;
}

/** Two objects of one name with two instance UUIDs are two objects. */
function proveDifferent(a: Item, b: Item): boolean {
	const [one, other] = [a['instanceUuid'], b['instanceUuid']];
	return typeof one === 'string' && typeof other === 'string' && one.toLowerCase() !== other.toLowerCase();
}

function unique(items: readonly Item[], key: string): Map<string, Item> {
	const found = new Map<string, Item>();
	const twice = new Set<string>();
	for (const item of items) {
		const value = item[key];
		if (typeof value !== 'string') continue;
		const text = value.toLowerCase();
		if (found.has(text)) twice.add(text);
		found.set(text, item);
	}
	for (const text of twice) found.delete(text);
	return found;
}

/** A copy of an object whose own id and references name the best input's objects. */
export function mapIds(item: Item, maps: IdMaps, own: ReadonlyMap<string, string>): Item {
	const mapped = mapReferences(item, maps) as Item;
	return { ...mapped, id: own.get(item.id) ?? item.id };
}

function mapReferences(value: unknown, maps: IdMaps): unknown {
	if (Array.isArray(value)) return value.map((part) => mapReferences(part, maps));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, part]) => {
			const target = REFERENCES[key];
			const replace = (id: unknown): unknown =>
				target !== undefined && typeof id === 'string' ? (maps[target].get(id) ?? id) : mapReferences(id, maps);
			return [key, Array.isArray(part) ? part.map(replace) : replace(part)];
		}),
	);
}
