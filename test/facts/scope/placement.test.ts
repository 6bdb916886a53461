import { describe, expect, it } from 'vitest';
import type { Host } from '../../../src/model/inventory/host.js';
import type { Inventory } from '../../../src/model/inventory/inventory.js';
import type { Plan } from '../../../src/model/plan.js';
import type { Placement } from '../../../src/model/scope.js';
import { plan, scope } from '../support.js';

const host = (id: string, cluster: string, more: Partial<Host> = {}): Host => ({
	id,
	name: `${id}.fr`,
	cluster,
	...more,
});
const destination: Partial<Inventory> = {
	clusters: [
		{ id: 'c-1', name: 'Prod', path: 'DC2/Prod', failoverHosts: ['h-5'] },
		{ id: 'c-2', name: 'Test', path: 'DC2/Test' },
	],
	hosts: [
		host('h-1', 'c-1', { connectionState: 'connected' }),
		host('h-2', 'c-1', { maintenanceMode: true }),
		host('h-3', 'c-1', { connectionState: 'notResponding' }),
		host('h-4', 'c-1', { powerState: 'standBy' }),
		host('h-5', 'c-1'),
		host('h-6', 'c-1', { quarantineMode: true }),
		host('h-7', 'c-2'),
	],
	datastores: [
		{ id: 'd-1', name: 'gold', hosts: ['h-1'], datastoreCluster: 'pod' },
		{ id: 'd-2', name: 'silver', hosts: ['h-1', 'h-7'], accessible: false, datastoreCluster: 'pod' },
		{ id: 'd-3', name: 'test', hosts: ['h-7'], backingId: 'vmfs-1' },
		{ id: 'd-4', name: 'gold', hosts: ['h-7'] },
	],
	resourcePools: [{ id: 'rp-1', name: 'Gold', path: 'Prod/Gold', cluster: 'c-1' }],
	folders: [{ id: 'f-1', name: 'Migrated', path: '/DC2/Migrated' }],
	networks: [
		{ id: 'n-1', name: 'App', kind: 'distributed', switch: 's-1', vlan: { id: 10 } },
		{ id: 'n-2', name: 'Db', hosts: ['h-7'], kind: 'standard', vlan: { id: 20 } },
		{ id: 'n-3', name: 'App-New', hosts: ['h-1'], vlan: { id: 30 } },
		{ id: 'n-4', name: 'Std', hosts: ['h-1'], kind: 'standard', datacenter: 'dc' },
		{ id: 'n-5', name: 'Std', hosts: ['h-6'], kind: 'standard', datacenter: 'dc' },
		{ id: 'n-6', name: 'Two', hosts: ['h-1'] },
		{ id: 'n-7', name: 'Two', hosts: ['h-6'] },
	],
	switches: [{ id: 's-1', name: 'vds', kind: 'distributed', hosts: ['h-1'] }],
};
const source: Partial<Inventory> = {
	datastores: [
		{ id: 's-1', name: 'old', backingId: 'vmfs-1' },
		{ id: 's-2', name: 'old2' },
	],
	networks: [
		{ id: 'p-1', name: 'App' },
		{ id: 'p-2', name: 'Old30', vlan: { id: 30 } },
	],
	vms: [
		{
			id: 'vm-1',
			name: 'app-01',
			homeDatastoreName: 'old',
			disks: [
				{ id: '2000', datastore: 's-1' },
				{ id: '2001', path: '[old2] app-01/x.vmdk' },
			],
			nics: [{ id: '4000', network: 'p-1', networkName: 'App' }],
		},
	],
};
const prod = { ...plan().placement, cluster: 'DC2/Prod' };

function place(parts: Partial<Plan>, from = source, to = destination): Placement {
	return (scope(from, to, parts).moves[0] as { placement: Placement }).placement;
}
const withNics = (...nics: object[]): Partial<Inventory> => ({
	...source,
	vms: [{ id: 'vm-1', name: 'app-01', nics: nics.map((nic, i) => ({ id: String(i), ...nic })) }],
});
const ids = (items: readonly { id: string }[]): string[] => items.map((item) => item.id);

describe('hosts of a placement', () => {
	it('are those of the named cluster; only connected, running ones outside maintenance and failover are usable', () => {
		const placement = place({ placement: prod });
		expect(ids(placement.allowedHosts)).toEqual(['h-1', 'h-2', 'h-3', 'h-4', 'h-5', 'h-6']);
		expect(ids(placement.hosts)).toEqual(['h-1', 'h-6']);
		expect(placement.hostsOpen).toBeUndefined();
		expect(placement.clusterName).toBe('DC2/Prod');
	});

	it('stay open over all clusters when several exist and none is named', () => {
		const placement = place({});
		expect(placement.hostsOpen).toEqual({ datum: 'placement.cluster', reason: 'ambiguous-placement' });
		expect(ids(placement.hosts)).toEqual(['h-1', 'h-6', 'h-7']);
	});

	it('are those of the only cluster when none is named', () => {
		const placement = place({}, source, { ...destination, clusters: [{ id: 'c-2', name: 'Test' }] });
		expect([ids(placement.hosts), placement.hostsOpen]).toEqual([['h-7'], undefined]);
	});

	it('follow the resource pool when no cluster is named', () => {
		expect(ids(place({ placement: { ...plan().placement, resourcePool: 'Prod/Gold' } }).hosts)).toEqual(['h-1', 'h-6']);
	});

	it('are in doubt when an override names a host that exists twice', () => {
		const twins = [host('h-8', 'c-1', { name: 'twin' }), host('h-9', 'c-2', { name: 'twin' })];
		const to = { ...destination, hosts: [...(destination.hosts ?? []), ...twins] };
		const { problems } = place({ placement: prod, overrides: [{ names: ['*'], host: 'twin' }] }, source, to);
		expect(problems).toContainEqual({ kind: 'host', name: 'twin', matches: 2 });
	});

	it('follow a VM override, and VMs that share a placement share the lists', () => {
		const two = { ...source, vms: ['a', 'b', 'c'].map((name) => ({ id: name, name })) };
		const { moves } = scope(two, destination, { placement: prod, overrides: [{ names: ['c'], host: 'H-7.fr' }] });
		expect(ids(moves[2]?.placement.hosts ?? [])).toEqual(['h-7']);
		expect(moves[0]?.placement.hosts).toBe(moves[1]?.placement.hosts);
		expect(moves[0]?.placement.problems).toBe(moves[1]?.placement.problems);
	});
});

describe('things that a plan names and the destination lacks', () => {
	it('are problems by kind, for cluster, host, pool, folder, datastore and network', () => {
		const wrong = { ...prod, cluster: 'Nope', resourcePool: 'No/Pool', folder: '/DC2/Nope' };
		const result = place({ placement: wrong, datastoreDefault: 'nods', networkMap: { App: 'NoNet' } });
		expect(result.problems).toEqual([
			{ kind: 'cluster', name: 'Nope' },
			{ kind: 'resourcePool', name: 'No/Pool' },
			{ kind: 'folder', name: '/DC2/Nope' },
			{ kind: 'datastore', name: 'nods' },
			{ kind: 'network', name: 'NoNet' },
		]);
		expect(place({ overrides: [{ names: ['app-*'], host: 'nohost' }] }).problems).toEqual([
			{ kind: 'host', name: 'nohost' },
		]);
	});

	it('are unproven where the source kind cannot tell: folders of RVTools, an incomplete collection', () => {
		const rvtools = { ...destination, source: { kind: 'rvtools', location: 'x' } };
		expect(place({ placement: { ...prod, folder: '/DC2/Nope' } }, source, rvtools).problems).toEqual([
			{ kind: 'folder', name: '/DC2/Nope', unproven: { datum: 'destination.folders', reason: 'not-in-source' } },
		]);
		const partial: Partial<Inventory> = {
			...destination,
			coverage: [{ collection: 'datastores', datum: '*', reason: 'no-privilege', count: 1, examples: [] }],
		};
		expect(place({ datastoreDefault: 'nods' }, source, partial).problems[0]?.unproven?.reason).toBe('no-privilege');
	});

	it('include a pool of another cluster, and leave out a datacenter named as the folder', () => {
		const elsewhere = { ...plan().placement, cluster: 'Test', resourcePool: 'Gold' };
		expect(place({ placement: elsewhere }).problems).toEqual([{ kind: 'resourcePool', name: 'Gold' }]);
		const rooted = { ...destination, datacenters: [{ id: 'dc', name: 'DC2' }] };
		expect(place({ placement: { ...prod, folder: '/DC2' } }, source, rooted).problems).toEqual([]);
	});
});

describe('datastores of a placement', () => {
	const land = (parts: Partial<Plan>, to = destination): Record<string, string> =>
		Object.fromEntries(
			[...place({ placement: prod, ...parts }, source, to).datastores].map(([disk, ds]) => [disk, ds.id]),
		);

	it('go by override, then map, then default', () => {
		expect(land({ datastoreDefault: 'gold', datastoreMap: { old2: 'silver' } })).toEqual({
			'*': 'd-1',
			'2000': 'd-1',
			'2001': 'd-2',
		});
		const override = [{ names: ['app-*'], datastore: 'silver' }];
		expect(land({ datastoreDefault: 'gold', overrides: override })).toEqual({
			'*': 'd-2',
			'2000': 'd-2',
			'2001': 'd-2',
		});
	});

	it('take the only accessible datastore that a placement host mounts', () => {
		expect(land({})).toEqual({ '*': 'd-1', '2000': 'd-1', '2001': 'd-1' });
	});

	it('stay open between several, and within a named datastore cluster', () => {
		const both = { ...destination, datastores: destination.datastores?.map((ds) => ({ ...ds, accessible: true })) };
		const open = place({ placement: prod }, source, both as Partial<Inventory>);
		expect([open.datastores.size, ids(open.datastoreCandidates)]).toEqual([0, ['d-1', 'd-2']]);
		expect(land({ datastoreDefault: 'pod' })).toEqual({ '*': 'd-1', '2000': 'd-1', '2001': 'd-1' });
	});

	it('stay where they are with storage: keep, when the destination has the same backing', () => {
		expect(land({ storage: 'keep' })).toEqual({ '*': 'd-3', '2000': 'd-3' });
	});
});

describe('networks of a placement', () => {
	const target = (nic: object, parts: Partial<Plan> = {}, to = destination): unknown => {
		const found = [...place({ placement: prod, ...parts }, withNics(nic), to).networks.values()][0];
		return [found?.by, ids(found?.candidates ?? []), found?.wanted, found?.missing];
	};

	it('are found by name among those that a placement host sees', () => {
		expect(target({ networkName: 'App' })).toEqual(['name', ['n-1'], 'App', undefined]);
		expect(target({ networkName: 'Db' })).toEqual(['name', [], 'Db', undefined]);
	});

	it('follow the map, and a VM override before it', () => {
		expect(target({ networkName: 'Old' }, { networkMap: { Old: 'App-New' } })).toEqual([
			'map',
			['n-3'],
			'App-New',
			undefined,
		]);
		const overrides = [{ names: ['*'], networks: { Old: 'n-1' } }];
		expect(target({ networkName: 'Old' }, { networkMap: { Old: 'App-New' }, overrides })).toEqual([
			'map',
			['n-1'],
			'n-1',
			undefined,
		]);
	});

	it('are matched by VLAN when the plan says so, and by name where the VLAN is not known', () => {
		const byVlan = { placement: { ...prod, networkMatch: 'vlan' } };
		const told = { ...destination, networks: destination.networks?.map((n) => ({ vlan: { id: 99 }, ...n })) };
		expect(target({ network: 'p-2' }, byVlan, told as typeof destination)).toEqual([
			'vlan',
			['n-3'],
			undefined,
			undefined,
		]);
		expect(target({ network: 'p-1' }, byVlan)).toEqual(['name', ['n-1'], 'App', undefined]);
	});

	it('are not certain by VLAN while another network that VMs may get does not tell its own', () => {
		const byVlan = { placement: { ...prod, networkMatch: 'vlan' } };
		const missing = { datum: 'destination.network.vlan', reason: 'not-reported' };
		expect(target({ network: 'p-2' }, byVlan)).toEqual(['vlan', ['n-3'], undefined, missing]);
	});

	it('are never matched by the VLAN of an NSX network, which says nothing', () => {
		const byVlan = { placement: { ...prod, networkMatch: 'vlan' } };
		const segment = { id: 'n', name: 'segment', hosts: ['h-1'], nsxBacked: true, vlan: { id: 30 } };
		expect(target({ network: 'p-2' }, byVlan, { ...destination, networks: [segment] })).toEqual([
			'name',
			[],
			'Old30',
			undefined,
		]);
	});

	it('are not looked for with match: none', () => {
		expect(target({ networkName: 'App' }, { placement: { ...prod, networkMatch: 'none' } })).toEqual([
			'none',
			[],
			undefined,
			undefined,
		]);
	});

	it('count a standard network once, however many hosts carry it, and keep real twins apart', () => {
		expect(target({ networkName: 'Std' })).toEqual(['name', ['n-4'], 'Std', undefined]);
		expect(target({ networkName: 'Two' })).toEqual(['name', ['n-6', 'n-7'], 'Two', undefined]);
	});

	it('are unknown when the source does not name the network or the destination lists none', () => {
		expect(target({})).toEqual(['none', [], undefined, { datum: 'nic.networkName', reason: 'not-reported' }]);
		expect(target({ unattached: true })).toEqual(['none', [], undefined, undefined]);
		const none: Partial<Inventory> = { ...destination, networks: [], source: { kind: 'rvtools', location: 'x' } };
		expect(target({ networkName: 'App' }, {}, none)).toEqual([
			'name',
			[],
			'App',
			{ datum: 'destination.networks', reason: 'not-reported' },
		]);
	});
});

describe('scope', () => {
	it('lists what the moves touch, and makes a network of a name that no network has', () => {
		const result = scope(withNics({ networkName: 'Ghost' }, { networkName: 'App' }), destination, { placement: prod });
		expect(ids(result.networks)).toEqual(['Ghost', 'p-1']);
		expect(ids(result.destinationHosts)).toEqual(['h-1', 'h-6']);
		expect(ids(result.datastores)).toEqual(['d-1']);
	});

	it('moves hot only what is powered on, and does not guess an unknown power state', () => {
		const vms = [
			{ id: '1', name: '1', powerState: 'poweredOn' },
			{ id: '2', name: '2', powerState: 'suspended' },
			{ id: '3', name: '3', powerState: 'poweredOff' },
			{ id: '4', name: '4', template: true },
			{ id: '5', name: '5' },
		];
		const modes = (move: string): unknown => scope({ vms }, {}, { move }).moves.map((item) => item.mode);
		expect(modes('hot')).toEqual(['hot', 'cold', 'cold', 'cold', undefined]);
		expect(modes('cold')).toEqual(['cold', 'cold', 'cold', 'cold', 'cold']);
	});

	it('finds the source host by id, else by name', () => {
		const hosts = [
			{ id: 'h', name: 'esx01' },
			{ id: 'i', name: 'esx02' },
		];
		const vms = [
			{ id: '1', name: '1', host: 'h' },
			{ id: '2', name: '2', hostName: 'ESX02' },
		];
		const result = scope({ hosts, vms }, {});
		expect(result.moves.map((move) => move.sourceHost?.id)).toEqual(['h', 'i']);
		expect(ids(result.sourceHosts)).toEqual(['h', 'i']);
	});

	it('places 40,000 VMs in time that does not grow with their square', () => {
		const vms = Array.from({ length: 40_000 }, (_, i) => ({
			...(source.vms?.[0] as object),
			id: `vm-${i}`,
			name: `app-${i}`,
		}));
		const start = performance.now();
		const big = scope({ ...source, vms: vms as Inventory['vms'] }, destination, {
			placement: prod,
			select: { vms: ['app-*'] },
		});
		expect(performance.now() - start).toBeLessThan(15_000);
		expect(big.moves.length).toBe(40_000);
		expect(big.moves[0]?.placement.datastores).toBe(big.moves[39_999]?.placement.datastores);
	});
});
