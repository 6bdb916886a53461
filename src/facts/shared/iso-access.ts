import type { MissingDatum } from '../../model/coverage.js';
import type { VmMedia } from '../../model/inventory/vm.js';
import type { Scope } from '../../model/scope.js';
import type { Site } from '../../model/site.js';
import { unproven } from '../scope/listed.js';

/**
 * Whether the destination has the datastore that holds an ISO or image (clarifications 6.12). A path without datastore
 * (`[] /vmimages/…`) is on every host. A datastore is the same by what is behind it, never by its name alone: the same name
 * proves nothing, a name that the destination does not have proves that it is not there.
 */
export function isoAtDestination(
	item: VmMedia,
	{ source, destination }: Scope,
): { present: boolean } | { present: undefined; missing: MissingDatum } {
	const name = item.isoDatastoreName;
	if (name === '') return { present: true };
	const unlisted = unproven(destination, 'datastores');
	if (unlisted) return { present: undefined, missing: unlisted };
	if (destination.inventory.datastores.length === 0)
		return { present: undefined, missing: { datum: 'destination.datastores', reason: 'not-reported' } };
	const backingId = backingOf(item, source);
	if (backingId !== undefined) {
		if (destination.datastoresBackedBy(backingId).length > 0) return { present: true };
		if (destination.inventory.datastores.every((datastore) => datastore.backingId !== undefined))
			return { present: false };
	}
	if (name === undefined)
		return { present: undefined, missing: { datum: 'vm.media.isoDatastoreName', reason: 'not-reported' } };
	if (destination.datastoresNamed(name).length === 0) return { present: false };
	return { present: undefined, missing: { datum: 'destination.datastores.backingId', reason: 'not-reported' } };
}

/** What is behind the datastore of an ISO, when the source has exactly one datastore that it can be. */
function backingOf(item: VmMedia, source: Site): string | undefined {
	const byId = item.isoDatastore === undefined ? undefined : source.datastore(item.isoDatastore);
	const named = byId || item.isoDatastoreName === undefined ? [] : source.datastoresNamed(item.isoDatastoreName);
	return byId ? byId.backingId : named.length === 1 ? named[0]?.backingId : undefined;
}
