/** Keys of one item; an absent key leaves the item out. */
type KeysOf<T> = (item: T) => readonly (string | undefined)[] | string | undefined;

const NONE: readonly never[] = [];

/** A look-up from key to items that is built when first asked, so that a small question on a large vCenter stays cheap. */
export function lookup<T>(items: () => readonly T[], keys: KeysOf<T>): (key: string) => readonly T[] {
	let index: Map<string, T[]> | undefined;
	return (key) => {
		index ??= build(items(), keys);
		return index.get(key) ?? NONE;
	};
}

/** The same for keys of which each object has one of its own, such as ids. */
export function lookupOne<T>(items: () => readonly T[], key: KeysOf<T>): (key: string) => T | undefined {
	const all = lookup(items, key);
	return (wanted) => all(wanted)[0];
}

function build<T>(items: readonly T[], keysOf: KeysOf<T>): Map<string, T[]> {
	const index = new Map<string, T[]>();
	for (const item of items) {
		const keys = keysOf(item);
		for (const key of typeof keys === 'object' ? new Set(keys) : [keys]) {
			if (key === undefined) continue;
			const found = index.get(key);
			if (found) found.push(item);
			else index.set(key, [item]);
		}
	}
	return index;
}
