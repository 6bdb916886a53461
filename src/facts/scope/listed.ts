import type { MissingDatum } from '../../model/coverage.js';
import type { Collection } from '../../model/inventory/inventory.js';
import type { Site } from '../../model/site.js';

/** Collections of which RVTools shows only the members that something uses (clarifications 4.3). */
const PARTIAL_IN_RVTOOLS: readonly string[] = ['folders'];
/** Sources that answer a list completely, so that an empty one means none. */
const COMPLETE: readonly string[] = ['vcenter', 'mock', 'govc'];

/**
 * Why the absence of an object from a collection proves nothing: the source lists it partly or not at all.
 * Undefined when the list is complete, so that what is not in it does not exist.
 */
export function unproven(site: Site, collection: Exclude<Collection, 'vcenter'>): MissingDatum | undefined {
	const { source, coverage } = site.inventory;
	const datum = `${site.side}.${collection}`;
	const whole = coverage.find((entry) => entry.collection === collection && entry.datum === '*');
	if (whole) return { datum, reason: whole.reason };
	if (source.kind === 'rvtools' && PARTIAL_IN_RVTOOLS.includes(collection)) return { datum, reason: 'not-in-source' };
	if (site.inventory[collection].length > 0 || COMPLETE.includes(source.kind)) return undefined;
	return { datum, reason: coverage.find((entry) => entry.collection === collection)?.reason ?? 'not-reported' };
}
