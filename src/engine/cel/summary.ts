/** Entries of a list that a finding shows. */
const MAX_ENTRIES = 10;

/** A value as findings show it: scalars as they are, objects by their name, long lists cut. */
export function summary(value: unknown): unknown {
	if (Array.isArray(value)) {
		const shown = value.slice(0, MAX_ENTRIES).map(entry);
		return value.length > MAX_ENTRIES ? [...shown, `and ${value.length - MAX_ENTRIES} more`] : shown;
	}
	return entry(value);
}

function entry(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) return value.length <= MAX_ENTRIES ? value.map(entry) : `${value.length} entries`;
	const object = value as Record<string, unknown>;
	for (const key of ['name', 'label', 'device', 'key', 'id']) if (typeof object[key] === 'string') return object[key];
	const scalars = Object.entries(object).filter(([, item]) => item !== undefined && typeof item !== 'object');
	return Object.fromEntries(scalars.slice(0, MAX_ENTRIES));
}
