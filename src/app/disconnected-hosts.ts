import type { MissingReason } from '../model/coverage.js';
import type { Host } from '../model/inventory/host.js';
import type { Inventory } from '../model/inventory/inventory.js';

/** What vCenter knows of a host without asking it: who it is, where it belongs, and in what state it was put. */
const KEPT: ReadonlySet<string> = new Set([
	'id',
	'name',
	'uuid',
	'cluster',
	'clusterName',
	'datacenter',
	'datacenterName',
	'connectionState',
	'powerState',
	'maintenanceMode',
	'quarantineMode',
	'licenseKeyId',
	'gaps',
	'declared',
]);

/**
 * The inventory with what hosts last reported before they were lost taken out, noted as `stale`: of a host that is not
 * connected vCenter shows old data (clarifications 6.6). The argument is not changed.
 */
export function withoutDisconnectedHosts(inventory: Inventory): Inventory {
	if (!inventory.hosts.some(isLost)) return inventory;
	return { ...inventory, hosts: inventory.hosts.map((host) => (isLost(host) ? strip(host) : host)) };
}

function isLost(host: Host): boolean {
	return host.connectionState === 'disconnected' || host.connectionState === 'notResponding';
}

function strip(host: Host): Host {
	const entries = Object.entries(host);
	const lost = entries.filter(([key]) => !KEPT.has(key)).map(([key]) => [key, 'stale' as MissingReason]);
	const kept = Object.fromEntries(entries.filter(([key]) => KEPT.has(key)));
	return { ...kept, gaps: { ...host.gaps, ...Object.fromEntries(lost) } } as unknown as Host;
}
