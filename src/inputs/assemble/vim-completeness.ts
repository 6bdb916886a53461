import type { Collection } from '../../model/inventory/inventory.js';
import { exampleOf, refusalOf } from './refusal.js';
import type { Tally } from './tally.js';
import { TYPES_OF } from './vim-collections.js';
import type { VimIndex } from './vim-index.js';
import { referred } from './vim-spine.js';
import type { VimView } from './vim-view.js';

/**
 * Notes under the datum `*` which collections are not known completely: objects that others refer to and that were not read,
 * licences that the account may not see (every vCenter has one), key providers of a manager that was not read, and collections
 * of a recording that hold nothing although every vCenter has such objects.
 */
export function noteIncompleteReads(index: VimIndex, tally: Tally, settled?: ReadonlySet<string>): void {
	for (const [collection, id] of referred(index))
		if (settled?.has(id) !== true) tally.add(collection, '*', 'read-error', `${id} was not read`);
	if (index.recorded)
		for (const collection of NEVER_EMPTY)
			if (index.views(...TYPES_OF[collection]).length === 0)
				tally.add(collection, '*', 'not-reported', 'the recording holds none');
	const licenses = index.views('LicenseManager');
	if (!licenses.some((manager) => manager.get('licenses') !== undefined) && index.result(ASSIGNED) === undefined)
		note('licenses', licenses, 'licenses', tally);
	const crypto = index.views('CryptoManagerKmip');
	if (crypto.length === 0 || crypto.some((manager) => manager.fault('kmipServers') !== undefined))
		note('keyProviders', crypto, 'kmipServers', tally);
}

/** What every vCenter with hosts has: a recording without any was cut. */
const NEVER_EMPTY: readonly Collection[] = ['datacenters', 'hosts', 'datastores', 'networks', 'resourcePools'];

const ASSIGNED = 'QueryAssignedLicenses';

function note(collection: Collection, managers: readonly VimView[], path: string, tally: Tally): void {
	const fault = managers.map((manager) => manager.fault(path)).find((one) => one !== undefined);
	const refusal = fault === undefined ? undefined : refusalOf(fault);
	const place = managers[0] === undefined ? 'the manager was not read' : `${managers[0].id}.${path}`;
	tally.add(collection, '*', refusal?.reason ?? 'not-reported', exampleOf(place, refusal));
}
