/**
 * A copy without the keys whose value is `undefined`: unknown data is absent in every document that xvcheck writes.
 * The input is not changed.
 */
export function defined<T extends object>(value: T): T {
	const out: Record<string, unknown> = {};
	for (const key in value) {
		const item = value[key];
		if (item !== undefined) out[key] = item;
	}
	return out as T;
}
