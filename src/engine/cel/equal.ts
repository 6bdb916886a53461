/** Equality of CEL values: scalars by value, lists and maps by content. */
export function equal(a: unknown, b: unknown): boolean {
	if (a === b) return true;
	if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
	if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => equal(item, b[i]));
	if (Array.isArray(b)) return false;
	const left = entries(a);
	const right = new Map(entries(b));
	return left.length === right.size && left.every(([key, value]) => right.has(key) && equal(value, right.get(key)));
}

function entries(object: object): [string, unknown][] {
	return Object.entries(object).filter(([, value]) => value !== undefined);
}
