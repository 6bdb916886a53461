/** `rules/tables/evc-order.yaml` as facts read it. */
export interface EvcOrder {
	readonly sequences: readonly { readonly vendor: string; readonly keys: readonly string[] }[];
	readonly aliases: Readonly<Record<string, string>>;
}

/** The key in the table's spelling: lower case, aliases replaced. */
export function evcKey(order: EvcOrder, key: string): string {
	const lower = key.toLowerCase();
	return order.aliases[lower] ?? lower;
}

/** `intel`, `amd`, or undefined for a key that the table cannot place. */
export function evcVendor(order: EvcOrder, key: string): string | undefined {
	const wanted = evcKey(order, key);
	const known = order.sequences.find(({ keys }) => keys.includes(wanted));
	return known?.vendor ?? order.sequences.find(({ vendor }) => wanted.startsWith(`${vendor}-`))?.vendor;
}

/**
 * Whether the features of baseline `required` are all in `offered`: both stand in one sequence and `offered` is not lower.
 * Equal keys contain each other also when the table does not know them. Undefined when the table lacks one of the keys.
 */
export function evcContains(order: EvcOrder, offered: string, required: string): boolean | undefined {
	const [high, low] = [evcKey(order, offered), evcKey(order, required)];
	if (high === low) return true;
	const vendors = [evcVendor(order, high), evcVendor(order, low)];
	if (vendors[0] !== undefined && vendors[1] !== undefined && vendors[0] !== vendors[1]) return false;
	const places = order.sequences.map(({ keys }) => [keys.indexOf(high), keys.indexOf(low)] as const);
	if (places.some(([h, l]) => h >= 0 && l >= 0 && l <= h)) return true;
	const knows = (index: 0 | 1): boolean => places.some((place) => place[index] >= 0);
	return knows(0) && knows(1) ? false : undefined;
}
