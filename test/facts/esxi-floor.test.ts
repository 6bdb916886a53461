import { describe, expect, it } from 'vitest';
import esxiFloor from '../../src/facts/esxi-floor.js';
import migrationMode from '../../src/facts/migration-mode.js';
import { derive, lacks } from './fact-harness.js';
import { scope } from './support.js';

function floor(hostVersion: string | undefined, vcenters: [string, string], ssoDomain?: 'same' | 'different') {
	const host = { id: 'h-1', name: 'esx01', ...(hostVersion && { version: hostVersion }) };
	const s = scope(
		{ vcenter: { version: vcenters[0] }, hosts: [host] },
		{ vcenter: { version: vcenters[1] } },
		{
			declared: {
				objects: [],
				firewall: [],
				dns: [],
				...(ssoDomain && { pair: { ssoDomain, evidence: 'review', where: 'declared.pair' } }),
			},
		},
	);
	return derive(esxiFloor, { host, side: 'source' }, s, { 'migration-mode': migrationMode });
}

describe('the lowest ESXi release', () => {
	it('is 6.5 between two domains with a driver from 7.0 U1c on', () => {
		expect(floor('6.0.0', ['8.0.3', '6.5.0'], 'different').value).toEqual({ floor: '6.5', reached: false });
		expect(floor('6.5.0', ['8.0.3', '6.5.0'], 'different').value.reached).toBe(true);
	});
	it('is 6.7 in one domain with an 8.x vCenter, else 6.0', () => {
		expect(floor('6.5.0', ['8.0.3', '7.0.3'], 'same').value).toEqual({ floor: '6.7', reached: false });
		expect(floor('6.0.0', ['6.7.0', '6.7.0'], 'same').value).toEqual({ floor: '6.0', reached: true });
	});
	it('is decided without the mode where all modes agree', () => {
		expect(floor('6.7.0', ['8.0.3', '8.0.3']).value.reached).toBe(true);
		expect(floor('5.5.0', ['8.0.3', '8.0.3']).value.reached).toBe(false);
		const open = floor('6.5.0', ['8.0.3', '8.0.3']);
		expect(open.value.reached).toBeUndefined();
		expect(lacks(open, 'reached')).toEqual(['pair.ssoDomain not-declared']);
	});
	it('names the version that the source does not tell', () => {
		expect(lacks(floor(undefined, ['8.0.3', '8.0.3'], 'same'), 'reached')).toEqual(['host.version not-reported']);
	});
});
