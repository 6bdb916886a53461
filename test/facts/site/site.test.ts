import { describe, expect, it } from 'vitest';
import { makeSite } from '../../../src/facts/site/site.js';
import { inventory } from '../support.js';

describe('site', () => {
	it('finds a cluster by name, by path and without case', () => {
		const site = makeSite(
			'destination',
			inventory({
				datacenters: [{ id: 'dc-1', name: 'DC2' }],
				clusters: [{ id: 'c-1', name: 'Prod', datacenter: 'dc-1' }],
			}),
		);
		expect(['Prod', 'prod', 'DC2/Prod', 'DC1/Prod'].map((name) => site.clustersNamed(name).length)).toEqual([
			1, 1, 1, 0,
		]);
	});

	it('finds a pool by its name or any ending of its path', () => {
		const site = makeSite(
			'destination',
			inventory({ resourcePools: [{ id: 'rp-1', name: 'Gold', path: 'Prod/Tier/Gold', cluster: 'c-1' }] }),
		);
		expect(['Gold', 'Tier/Gold', 'Prod/Tier/Gold', 'Prod/Gold'].map((n) => site.resourcePoolsNamed(n).length)).toEqual([
			1, 1, 1, 0,
		]);
	});

	it('finds a pool by the full path of its cluster, and the root pool as Resources', () => {
		const site = makeSite(
			'destination',
			inventory({
				clusters: [{ id: 'c-1', name: 'Prod', path: 'DC2/Prod' }],
				resourcePools: [
					{ id: 'rp-0', name: 'Resources', path: 'Prod', cluster: 'c-1' },
					{ id: 'rp-1', name: 'Gold', path: 'Prod/Gold', cluster: 'c-1' },
				],
			}),
		);
		const found = (name: string): string[] => site.resourcePoolsNamed(name).map((pool) => pool.id);
		expect(found('DC2/Prod/Gold')).toEqual(['rp-1']);
		expect([found('Prod'), found('Prod/Resources'), found('DC2/Prod')]).toEqual([['rp-0'], ['rp-0'], ['rp-0']]);
	});

	it('compares folder paths without the hidden vm level', () => {
		const site = makeSite(
			'destination',
			inventory({ folders: [{ id: 'f-1', name: 'Migrated', path: '/DC2/Migrated' }] }),
		);
		expect(site.foldersAt('/DC2/vm/Migrated').map((folder) => folder.id)).toEqual(['f-1']);
		expect(site.foldersAt('DC2/migrated/').map((folder) => folder.id)).toEqual(['f-1']);
		expect(site.foldersAt('/DC2')).toEqual([]);
	});

	it('leaves uplink port groups and networks without a host out, and tells port group labels apart by case', () => {
		const site = makeSite(
			'destination',
			inventory({
				networks: [
					{ id: 'n-1', name: 'App', vlan: { id: 10 } },
					{ id: 'n-2', name: 'App', uplink: true, vlan: { id: 10 } },
					{ id: 'n-3', name: 'App', hosts: [], vlan: { id: 10 } },
				],
			}),
		);
		expect(site.networksNamed('App').map((network) => network.id)).toEqual(['n-1']);
		expect(site.networksNamed('app')).toEqual([]);
		expect(site.networksWithVlan(10).map((network) => network.id)).toEqual(['n-1']);
	});

	it('says why a datum is missing: own gap, then coverage of it or of what it is part of, then not-reported', () => {
		const site = makeSite(
			'source',
			inventory({
				coverage: [
					{ collection: 'hosts', datum: 'evc', reason: 'not-in-source', count: 2, examples: [] },
					{ collection: 'folders', datum: '*', reason: 'no-privilege', count: 1, examples: [] },
				],
			}),
		);
		expect(site.reason('hosts', { gaps: { evc: 'stale' } }, 'evc.max')).toBe('stale');
		expect(site.reason('hosts', undefined, 'evc.max')).toBe('not-in-source');
		expect(site.reason('folders', undefined, 'path')).toBe('no-privilege');
		expect(site.reason('hosts', undefined, 'version')).toBe('not-reported');
	});

	it('finds VMs by MAC without case', () => {
		const vm = { id: 'vm-1', name: 'a', nics: [{ id: '1', mac: '00:50:56:AA:00:01' }] };
		const site = makeSite('destination', inventory({ vms: [vm] }));
		expect(site.vmsWithMac('00:50:56:aa:00:01')).toEqual([vm]);
	});
});
