import { describe, expect, it } from 'vitest';
import datastoreOvercommit from '../../src/facts/datastore-overcommit.js';
import dirtyRate from '../../src/facts/dirty-rate.js';
import durationEstimate from '../../src/facts/duration-estimate.js';
import runningHost from '../../src/facts/running-host.js';
import vmKind from '../../src/facts/vm-kind.js';
import type { Host } from '../../src/model/inventory/host.js';
import type { Datastore } from '../../src/model/inventory/storage.js';
import type { Vm } from '../../src/model/inventory/vm.js';
import type { Plan } from '../../src/model/plan.js';
import { derive, lacks } from './fact-harness.js';
import { GIB, plan, scope } from './support.js';

const VM: Vm = {
	id: 'vm-1',
	name: 'app-01',
	host: 'h-1',
	powerState: 'poweredOn',
	template: false,
	memoryBytes: 16 * GIB,
	memoryReservationBytes: 16 * GIB,
	usedBytes: 40 * GIB,
	snapshots: [],
	disks: [{ id: '2000', capacityBytes: 100 * GIB, usedBytes: 40 * GIB, thin: true }],
};

describe('the dirty rate', () => {
	const rate = (vm: Partial<Vm>, parts: Partial<Plan> = { link: { bandwidth: 1e9 } }) => {
		const s = scope({ vms: [{ ...VM, ...vm }] }, {}, parts);
		return derive(dirtyRate, { move: s.moves[0]! }, s);
	};
	it('is that of all active memory written once a minute', () => {
		expect(rate({ activeMemoryBytes: 6e9 }).value).toEqual({ rate: 1e8, throughput: 1.25e8, calm: false });
		expect(rate({ activeMemoryBytes: 5e9 }).value.calm).toBe(true);
		expect(rate({ activeMemoryBytes: 6e9 }).assumptions).toHaveLength(1);
	});
	it('stands against the share of one of the moves that run at the same time', () => {
		const policy = { ...plan().policy, concurrency: 4 };
		expect(rate({ activeMemoryBytes: 5e9 }, { link: { bandwidth: 1e9 }, policy }).value.throughput).toBe(1e9 / 32);
	});
	it('counts what was measured where that is less than the bandwidth', () => {
		expect(rate({ activeMemoryBytes: 5e9 }, { link: { bandwidth: 10e9, measured: 1e8 } }).value.throughput).toBe(1e8);
	});
	it('is unknown without active memory or a link, and calm in an idle guest', () => {
		expect(lacks(rate({}), 'calm')).toEqual(['vm.activeMemoryBytes not-reported']);
		expect(lacks(rate({ activeMemoryBytes: 1 }, {}), 'calm')).toEqual(['plan.link.bandwidth not-declared']);
		expect(rate({ activeMemoryBytes: 0 }, {}).value.calm).toBe(true);
	});
});

describe('the duration estimate', () => {
	const WINDOW = { ...plan().policy, windowStart: '2026-11-24T20:00:00Z', windowEnd: '2026-11-24T20:10:00Z' };
	const PLAN: Partial<Plan> = { link: { bandwidth: 1e9 }, policy: WINDOW };
	const world = (vm: Partial<Vm>, host: Partial<Host>, parts: Partial<Plan> = PLAN) =>
		scope({ vms: [{ ...VM, ...vm }], hosts: [{ id: 'h-1', name: 'esx01', ...host }] }, {}, parts);
	const one = (vm: Partial<Vm>, parts?: Partial<Plan>, host: Partial<Host> = {}) => {
		const s = world(vm, host, parts);
		return derive(durationEstimate, { move: s.moves[0]! }, s, { 'vm-kind': vmKind });
	};

	it('is the disks and memory of a VM over the link', () => {
		const { value } = one({});
		expect(value.bytes).toBe(56 * GIB + 100 * 1024 ** 2);
		expect(value.seconds).toBeCloseTo((56.1 * GIB * 8) / 1e9, 0);
		expect(value).toMatchObject({ windowed: true, windowSeconds: 600, fits: true });
	});
	it('leaves disks out that stay on shared storage', () => {
		expect(one({}, { ...PLAN, storage: 'keep' }).value.bytes).toBe(16 * GIB);
	});
	it('is that of NFC for a powered-off VM where a host is older than 8.0', () => {
		const fast: Partial<Plan> = { ...PLAN, link: { bandwidth: 100e9 } };
		const off = { powerState: 'poweredOff' };
		expect(one(off, fast, { version: '7.0.3' }).value.seconds).toBeCloseTo((40.1 * GIB * 8) / 1.3e9, 0);
		expect(one(off, fast, { version: '8.0.0' }).value.seconds).toBeCloseTo((40.1 * GIB * 8) / 100e9, 0);
	});
	it('is limited by the vMotion streams before 7.0 U2', () => {
		const fast: Partial<Plan> = { ...PLAN, link: { bandwidth: 100e9 } };
		const old = { version: '6.7.0', vmotionAdapters: ['vmk1'] };
		expect(one({}, fast, old).value.seconds).toBeCloseTo((56.1 * GIB * 8) / 15e9, 0);
	});
	it('adds up for the pair, without what does not move', () => {
		const vms = [VM, { ...VM, id: 'vm-2', name: 'app-02' }, { ...VM, id: 'vm-3', name: 'gold', template: true }];
		const s = scope({ vms }, {}, PLAN);
		const { value } = derive(durationEstimate, s, s, { 'vm-kind': vmKind });
		expect(value).toMatchObject({ vms: 2, bytes: 2 * (56 * GIB + 100 * 1024 ** 2), fits: false });
	});
	it('is unknown without a link, and where a datum could make it too long', () => {
		expect(lacks(one({}, { policy: WINDOW }), 'fits')).toEqual(['plan.link.bandwidth not-declared']);
		const { disks: _, ...untold } = VM;
		const s = scope({ vms: [untold] }, {}, PLAN);
		const result = derive(durationEstimate, { move: s.moves[0]! }, s, { 'vm-kind': vmKind });
		expect(lacks(result, 'fits')).toContain('vm.disks not-reported');
	});
	it('is not asked for without a window', () => {
		expect(one({}, {}).value).toEqual({ windowed: false, vms: 0 });
	});
});

describe('overcommitment', () => {
	const overcommit = (datastore: Partial<Datastore>, vm: Partial<Vm> = {}) => {
		const store: Datastore = { id: 'd-1', name: 'ds-fr', type: 'VMFS', accessible: true, ...datastore };
		const s = scope({ vms: [{ ...VM, ...vm }] }, { datastores: [store] }, { datastoreDefault: 'ds-fr' });
		return derive(datastoreOvercommit, { datastore: store }, s, { 'vm-kind': vmKind });
	};
	it('counts thin disks at their full size', () => {
		const { value } = overcommit({ capacityBytes: 1000 * GIB, freeBytes: 100 * GIB, provisionedBytes: 950 * GIB });
		expect(value).toMatchObject({ vms: 1, within: false });
		expect(value.provisionedBytes).toBe(1050 * GIB + 100 * 1024 ** 2);
		expect(value.ratio).toBeCloseTo(1.05, 3);
	});
	it('is within the capacity where all fit', () => {
		expect(overcommit({ capacityBytes: 1000 * GIB, provisionedBytes: 100 * GIB }).value.within).toBe(true);
	});
	it('holds already where more is promised than there is', () => {
		expect(overcommit({ capacityBytes: 10 * GIB, provisionedBytes: 20 * GIB }).value.within).toBe(false);
	});
	it('is unknown while the datastore does not tell', () => {
		expect(lacks(overcommit({ capacityBytes: 1000 * GIB }), 'within')).toEqual([
			'datastore.provisionedBytes not-reported',
		]);
	});
});

describe('the host that a VM runs on', () => {
	const host = (vm: Partial<Vm>, own: Partial<Host> = {}) => {
		const s = scope({ vms: [{ ...VM, ...vm }], hosts: [{ id: 'h-1', name: 'esx01', ...own }] }, {});
		return derive(runningHost, { move: s.moves[0]! }, s);
	};
	it('tells its release', () => {
		expect(host({}, { version: '7.0.3' }).value).toEqual({ version: '7.0.3' });
	});
	it('is unknown where it does not, or where the VM does not name it', () => {
		expect(lacks(host({}), 'version')).toEqual(['sourceHost.version not-reported']);
		expect(lacks(host({ host: 'h-9' }), 'version')).toEqual(['vm.host not-reported']);
	});
});
