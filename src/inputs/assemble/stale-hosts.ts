import { read, remove } from './assign.js';
import type { NamedDatum } from './plan-of-data.js';
import type { Noted, Tally } from './tally.js';

/** What vCenter itself knows of a host, whether or not it can reach it. */
const OF_VCENTER = new Set([
	'uuid',
	'cluster',
	'clusterName',
	'datacenter',
	'datacenterName',
	'connectionState',
	'powerState',
	'licenseKeyId',
]);

/**
 * Takes from hosts that are not connected what only the host could tell: vCenter shows what it last saw, hours or months old
 * (clarifications 6.6). The data are noted as `stale`.
 */
export function dropStaleHostData(
	hosts: readonly (Noted & { id: string; name?: string })[],
	data: readonly NamedDatum[],
	tally: Tally,
): void {
	for (const host of hosts) {
		const state = read(host, 'connectionState');
		if (state === undefined || state === 'connected') continue;
		for (const { name } of data) {
			if (OF_VCENTER.has(name) || read(host, name) === undefined) continue;
			remove(host, name);
			tally.add('hosts', name, 'stale', host.name ?? host.id, host);
		}
	}
}
