import type { CoverageEntry, MissingReason } from '../model/coverage.js';
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
	'filledBy',
]);

/**
 * The inventory with what hosts last reported before they were lost taken out, noted as `stale`: of a host that is not
 * connected vCenter shows old data (clarifications 6.6). The argument is not changed.
 */
export function withoutDisconnectedHosts(inventory: Inventory): Inventory {
	if (!inventory.hosts.some(isLost)) return inventory;
	const lost = new Map<string, string[]>();
	const hosts = inventory.hosts.map((host) => (isLost(host) ? strip(host, lost) : host));
	const stale = [...lost].map(
		([datum, names]): CoverageEntry => ({
			collection: 'hosts',
			datum,
			reason: 'stale',
			count: names.length,
			examples: names.slice(0, 5),
		}),
	);
	return { ...inventory, hosts, coverage: [...inventory.coverage, ...stale] };
}

function isLost(host: Host): boolean {
	return host.connectionState === 'disconnected' || host.connectionState === 'notResponding';
}

function strip(host: Host, lost: Map<string, string[]>): Host {
	const kept: Record<string, unknown> = {};
	const gaps: Record<string, MissingReason> = { ...host.gaps };
	for (const [key, value] of Object.entries(host)) {
		if (KEPT.has(key)) kept[key] = value;
		else {
			gaps[key] = 'stale';
			lost.set(key, [...(lost.get(key) ?? []), host.name]);
		}
	}
	return { ...kept, gaps } as unknown as Host;
}
