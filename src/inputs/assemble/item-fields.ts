import type { MissingReason } from '../../model/coverage.js';
import type { Collection } from '../../model/inventory/inventory.js';
import type { NamedDatum } from './plan-of-data.js';
import type { Noted, Tally } from './tally.js';

/**
 * Counts the fields that items of a list lack (`disks.encrypted`): once per object, with the reason that `why` gives for the
 * field. Returns whether any was missing. `example` is the place that could not be read, else the object is named.
 */
export function tallyFields(
	tally: Tally,
	collection: Collection,
	{ name, datum }: NamedDatum,
	object: Noted & { id: string; name?: string },
	value: unknown,
	why: (field: string) => MissingReason,
	example?: string,
): boolean {
	if (datum.items === undefined || !Array.isArray(value)) return false;
	let noted = false;
	for (const field of datum.items)
		if (value.some((item: Record<string, unknown>) => item[field] === undefined && !ofNoNetwork(item, field))) {
			tally.add(collection, `${name}.${field}`, why(field), example ?? object.name ?? object.id, object);
			noted = true;
		}
	return noted;
}

/** A NIC without a network has no name to report. */
function ofNoNetwork(item: Record<string, unknown>, field: string): boolean {
	return item.unattached === true && field === 'networkName';
}
