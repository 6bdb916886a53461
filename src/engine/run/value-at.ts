/** Reads a datum of an object. */
export type Reader = (object: unknown) => unknown;

/**
 * Reads what stands under a dotted name. In a list or map that is what stands under it in every item (`disks.mode`), or the
 * number of items (`disks.length`).
 */
export function readerOf(path: string): Reader {
	const steps = path.split('.');
	return (object) => valueAt(object, steps, 0);
}

function valueAt(object: unknown, steps: readonly string[], from: number): unknown {
	let value = object;
	for (let i = from; i < steps.length; i++) {
		if (value === undefined || value === null) return undefined;
		const step = steps[i] as string;
		const items = value instanceof Map ? [...value.values()] : value;
		if (Array.isArray(items)) return step === 'length' ? items.length : items.map((item) => valueAt(item, steps, i));
		value = (value as Readonly<Record<string, unknown>>)[step];
	}
	return value;
}
