import { describe, expect, it } from 'vitest';
import clusterSettings from '../../src/facts/cluster-settings.js';
import failoverTarget from '../../src/facts/failover-target.js';
import haState from '../../src/facts/ha-state.js';
import moveLoad from '../../src/facts/move-load.js';
import sourcePool from '../../src/facts/source-pool.js';
import vmKind from '../../src/facts/vm-kind.js';
import vmotionUplinks from '../../src/facts/vmotion-uplinks.js';
import type { Cluster, ClusterRule } from '../../src/model/inventory/containers.js';
import type { Host } from '../../src/model/inventory/host.js';
import type { Vm } from '../../src/model/inventory/vm.js';
import type { Plan } from '../../src/model/plan.js';
import type { Scope } from '../../src/model/scope.js';
import { derive, lacks } from './fact-harness.js';
import { plan, scope } from './support.js';

const CLUSTER = { id: 'c-2', name: 'Frankfurt' };

describe('moves at a time', () => {
	const needs = { 'vm-kind': vmKind, 'vmotion-uplinks': vmotionUplinks };
	const estate = (parts: Partial<Plan>, vm: Partial<Vm> = {}, hosts = 1, nic: object = { speedMbps: 1000 }): Scope => {
		const vms = Array.from({ length: 12 }, (_, i) => ({
			id: `vm-${i}`,
			name: `app-${i}`,
			host: 'h-1',
			powerState: 'poweredOn',
			template: false,
			managedBy: { extensionKey: '' },
			...vm,
		}));
		const to = Array.from({ length: hosts }, (_, i) => ({
			id: `h-1${i}`,
			name: `esx1${i}`,
			cluster: 'c-2',
			physicalNics: [{ device: 'vmnic0', fullDuplex: true, ...nic }],
		}));
		const datastores = [{ id: 'ds-1', name: 'ds-fr-01' }];
		const base = plan();
		return scope(
			{ vms, hosts: [{ id: 'h-1', name: 'esx01' }] },
			{ hosts: to, clusters: [CLUSTER], datastores },
			{ ...parts, policy: { ...base.policy, ...parts.policy } },
		);
	};
	const at = (concurrency: number, parts: Partial<Plan> = {}): Partial<Plan> => ({
		...parts,
		policy: { ...plan().policy, concurrency },
	});
	const onHost = (s: Scope, side: 'source' | 'destination') => {
		const host = (side === 'source' ? s.sourceHosts : s.destinationHosts)[0]!;
		return derive(moveLoad, { host, side }, s, needs);
	};

	it('are nothing to ask where the plan does not say how many', () => {
		expect(onHost(estate({}), 'source').value).toEqual({ planned: false });
	});
	it('are two with their disks, eight without or powered off', () => {
		expect(onHost(estate(at(2)), 'source').value).toMatchObject({ moves: 2, runs: 2, within: true });
		expect(onHost(estate(at(3)), 'source').value).toMatchObject({ moves: 3, runs: 2, within: false });
		expect(onHost(estate(at(8, { storage: 'keep' })), 'source').value).toMatchObject({ runs: 8, within: true });
		expect(onHost(estate(at(9, { storage: 'keep' })), 'source').value).toMatchObject({ runs: 8, within: false });
		expect(onHost(estate(at(8), { powerState: 'poweredOff' }), 'source').value.within).toBe(true);
	});
	it('spread evenly over the hosts where they may land', () => {
		expect(onHost(estate(at(8), {}, 4), 'destination').value).toMatchObject({ moves: 2, within: true });
		expect(onHost(estate(at(9), {}, 4), 'destination').value).toMatchObject({ moves: 3, within: false });
	});
	it('are eight with their disks to one datastore', () => {
		const onDatastore = (s: Scope) => derive(moveLoad, { datastore: s.datastores[0]! }, s, needs).value;
		expect(onDatastore(estate(at(8)))).toMatchObject({ moves: 8, within: true });
		expect(onDatastore(estate(at(9)))).toMatchObject({ moves: 9, runs: 8, within: false });
	});
	it('are four over 1 Gbit/s, of those that the host runs', () => {
		const slow = onHost(estate(at(8, { storage: 'keep' })), 'destination');
		expect(slow.value).toMatchObject({ networkLimit: 4, networkWithin: false });
		expect(onHost(estate(at(8)), 'destination').value.networkWithin).toBe(true);
		const fast = onHost(estate(at(8, { storage: 'keep' }), {}, 1, { speedMbps: 10_000 }), 'destination');
		expect(fast.value).toMatchObject({ networkLimit: 8, networkWithin: true });
		const blind = onHost(estate(at(8, { storage: 'keep' }), {}, 1, {}), 'destination');
		expect(lacks(blind, 'networkWithin')).toEqual(['host.physicalNics not-reported']);
	});
	it('are unknown while power states decide', () => {
		const open = (concurrency: number) => onHost(estate(at(concurrency), { powerState: undefined }), 'source');
		expect(lacks(open(3), 'within')).toEqual(['vm.powerState not-reported']);
		expect(open(2).value.within).toBe(true);
		expect(open(9).value.within).toBe(false);
	});
});

describe('a host set aside for failover', () => {
	const target = (hosts: readonly Partial<Host>[], cluster: Partial<Cluster>) => {
		const to = hosts.map((host, i) => ({ id: `h-1${i}`, name: `esx1${i}`, cluster: 'c-2', ...host }));
		const s = scope({ vms: [{ id: 'vm-1', name: 'app-01' }] }, { hosts: to, clusters: [{ ...CLUSTER, ...cluster }] });
		return derive(failoverTarget, { move: s.moves[0]! }, s);
	};
	it('matters where no other is left', () => {
		expect(target([{}], { failoverHosts: ['h-10'] }).value).toEqual({ hosts: 1, open: false, names: ['esx10'] });
		expect(target([{}, {}], { failoverHosts: ['h-10'] }).value.open).toBe(true);
		expect(target([{}, {}], {}).value.open).toBe(true);
	});
	it('is not known of one host, unless HA is off', () => {
		expect(lacks(target([{}], {}), 'open')).toEqual(['destination.cluster.failoverHosts not-reported']);
		expect(target([{}], { haEnabled: false }).value.open).toBe(true);
	});
});

describe('HA at the destination', () => {
	const state = (host: Partial<Host>, cluster: Partial<Cluster>, source: Partial<Cluster> = { haEnabled: true }) => {
		const s = scope(
			{
				vms: [{ id: 'vm-1', name: 'app-01', host: 'h-1' }],
				hosts: [{ id: 'h-1', name: 'esx01', cluster: 'c-1' }],
				clusters: [{ id: 'c-1', name: 'Milan', ...source }],
			},
			{ hosts: [{ id: 'h-2', name: 'esx11', cluster: 'c-2', ...host }], clusters: [{ ...CLUSTER, ...cluster }] },
		);
		return derive(haState, { host: s.destination.inventory.hosts[0]!, side: 'destination' }, s);
	};
	it('works on a master and on those that reach it', () => {
		expect(state({ haState: 'master' }, { haEnabled: true }).value.healthy).toBe(true);
		expect(state({ haState: 'election' }, { haEnabled: true }).value).toMatchObject({ healthy: false, off: false });
	});
	it('is missed where it is off, and on at the source', () => {
		expect(state({}, { haEnabled: false }).value).toMatchObject({ healthy: false, off: true });
		expect(state({}, { haEnabled: false }, { haEnabled: false }).value).toMatchObject({ healthy: true, off: false });
		expect(lacks(state({}, { haEnabled: false }, {}), 'healthy')).toEqual(['source.cluster.haEnabled not-reported']);
	});
	it('is unknown while nobody tells', () => {
		expect(lacks(state({}, { haEnabled: true }), 'healthy')).toEqual(['host.haState not-reported']);
		expect(state({ haState: 'master' }, {}).value.healthy).toBe(true);
		expect(lacks(state({}, {}), 'healthy')).toEqual(['destination.cluster.haEnabled not-reported']);
		expect(state({ cluster: undefined }, {}).value.asked).toBe(false);
	});
});

describe('settings that a cluster holds of VMs', () => {
	const RULE: ClusterRule = { name: 'db', kind: 'apart', enabled: true, vms: ['vm-1', 'vm-2'] };
	const settings = (cluster: Partial<Cluster>, vm: Partial<Vm> = {}, hosts = 1) => {
		const to = Array.from({ length: hosts }, (_, i) => ({ id: `h-1${i}`, name: `esx1${i}`, cluster: 'c-2' }));
		const vms = ['vm-1', 'vm-2'].map((id) => ({ id, name: id, host: 'h-1', ...vm }));
		const clusters = [{ id: 'c-1', name: 'Milan', ...cluster }];
		const source = { vms, clusters, hosts: [{ id: 'h-1', name: 'esx01', cluster: 'c-1' }] };
		const s = scope(source, { hosts: to, clusters: [CLUSTER] });
		return derive(clusterSettings, { move: s.moves[0]! }, s);
	};
	it('are none where both lists are empty', () => {
		expect(settings({ rules: [], vmOverrides: [] }).value).toMatchObject({ none: true, kept: true });
	});
	it('are rules and overrides by name', () => {
		expect(settings({ rules: [RULE], vmOverrides: ['vm-1'] }, {}, 2).value).toMatchObject({
			none: false,
			own: ['DRS rule db', 'DRS or HA settings of its own'],
			kept: true,
		});
		expect(settings({ rules: [{ ...RULE, enabled: false }], vmOverrides: [] }).value.none).toBe(true);
	});
	it('cannot be kept where VMs that are to be apart share too few hosts', () => {
		expect(settings({ rules: [RULE], vmOverrides: [] }).value).toMatchObject({
			kept: false,
			broken: ['db keeps 2 VMs apart, and they may land on one host only'],
		});
		expect(settings({ rules: [{ ...RULE, kind: 'together' }], vmOverrides: [] }).value.kept).toBe(true);
	});
	it('are unknown while the cluster does not tell; an export tells the names of rules', () => {
		expect(lacks(settings({}), 'none')).toEqual([
			'source.cluster.rules not-reported',
			'source.cluster.vmOverrides not-reported',
		]);
		expect(settings({}, { clusterRules: [] }).value.kept).toBe(true);
		expect(lacks(settings({}, { clusterRules: ['db'] }), 'kept')).toEqual(['source.cluster.rules not-reported']);
		expect(settings({}, { clusterRules: [], clusterOverride: false }).value.none).toBe(true);
	});
});

describe('the resource pool of a VM', () => {
	const pool = (vm: Partial<Vm>) => {
		const resourcePools = [
			{ id: 'p-1', name: 'Resources', path: 'Prod' },
			{ id: 'p-2', name: 'Gold', path: 'Prod/Gold' },
			{ id: 'p-3', name: 'Lost' },
		];
		const s = scope({ vms: [{ id: 'vm-1', name: 'app-01', ...vm }], resourcePools }, {});
		return derive(sourcePool, { move: s.moves[0]! }, s);
	};
	it('is the root pool or another one; a template has none', () => {
		expect(pool({ resourcePool: 'p-1' }).value).toEqual({ root: true, path: 'Prod' });
		expect(pool({ resourcePool: 'p-2' }).value).toEqual({ root: false, path: 'Prod/Gold' });
		expect(pool({ template: true }).value).toEqual({ root: true });
	});
	it('is unknown where its path or the pool is not told', () => {
		expect(lacks(pool({ resourcePool: 'p-3' }), 'root')).toEqual(['source.resourcePool.path not-reported']);
		expect(lacks(pool({}), 'root')).toEqual(['vm.resourcePool not-reported']);
	});
});
