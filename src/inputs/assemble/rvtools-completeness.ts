import type { Collection } from '../../model/inventory/inventory.js';
import type { Tally } from './tally.js';
import type { VCenterBook } from './workbook.js';

/** The tabs that list a collection, with their key column. Without one of them the collection is incomplete. */
const LISTED_BY: readonly (readonly [Collection, string, string])[] = [
	['vms', 'vInfo', 'VM|VM Name'],
	['clusters', 'vHost', 'Cluster'],
	['hosts', 'vHost', 'Host|Name|Host Name'],
	['datastores', 'vDatastore', 'Name'],
	['networks', 'vPort', 'Port Group'],
	['networks', 'dvPort', 'Port|Port Group'],
	['switches', 'vSwitch', 'Switch'],
	['switches', 'dvSwitch', 'Switch|Name'],
	['resourcePools', 'vRP', 'Resource Pool path'],
	['licenses', 'vLicense', 'Key'],
];

/** Notes under the datum `*` which collections a workbook cannot list completely, and why. */
export function noteIncompleteCollections(book: VCenterBook, tally: Tally): void {
	for (const [collection, tab, column] of LISTED_BY) {
		if (!book.has(tab)) tally.add(collection, '*', 'not-in-source', `tab ${tab} is absent`);
		else if (!book.has(tab, column)) tally.add(collection, '*', 'not-in-source', `tab ${tab} has no key column`);
		const lost = book.unattributed.get(tab.toLowerCase());
		if (lost !== undefined)
			tally.add(collection, '*', 'read-error', `${tab} row ${lost.row} does not say which vCenter it belongs to`);
	}
	tally.add('folders', '*', 'not-in-source', 'RVTools shows only folders that hold VMs');
	tally.add('keyProviders', '*', 'not-in-source', 'RVTools does not export key providers');
}
