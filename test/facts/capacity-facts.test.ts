import { describe, expect, it } from 'vitest';
import memoryRoom from '../../src/facts/memory-room.js';
import reservedRoom from '../../src/facts/reserved-room.js';
import vmKind from '../../src/facts/vm-kind.js';
import vmRoom from '../../src/facts/vm-room.js';
import type { Cluster, ResourcePool } from '../../src/model/inventory/containers.js';
import type { Host } from '../../src/model/inventory/host.js';
import type { Vm } from '../../src/model/inventory/vm.js';
import type { Plan } from '../../src/model/plan.js';
import { derive, lacks } from './fact-harness.js';
import { GIB, plan, scope } from './support.js';

const needs = { 'vm-kind': vmKind };
interface Estate {
	readonly vm?: Partial<Vm>;
	readonly count?: number;
	readonly host?: Partial<Host>;
	readonly hosts?: readonly Partial<Host>[];
	readonly pool?: Partial<ResourcePool>;
	readonly pools?: readonly ResourcePool[];
	readonly clusters?: readonly Cluster[];
	readonly there?: number;
	readonly placement?: Partial<Plan['placement']>;
}
const POOL = { id: 'p-1', name: 'Resources', path: 'Prod', cluster: 'c-1' };
function estate({ vm, count = 1, host, hosts = [{}], pool, pools = [], there = 0, ...rest }: Estate) {
	const vms = Array.from({ length: count }, (_, i) => ({
		id: `vm-${i}`,
		name: `app-${i}`,
		powerState: 'poweredOn',
		template: false,
		memoryBytes: 16 * GIB,
		memoryReservationBytes: 0,
		cpuReservationHz: 0,
		...vm,
	}));
	const to = hosts.map((one, i) => ({ id: `h-${i}`, name: `esx1${i}`, cluster: 'c-1', ...host, ...one }));
	const old = Array.from({ length: there }, (_, i) => ({
		id: `d-${i}`,
		name: `old-${i}`,
		host: 'h-0',
		powerState: 'poweredOn',
	}));
	const clusters = [...(rest.clusters ?? [{ id: 'c-1', name: 'Prod' }])];
	const destination = { hosts: to, clusters, resourcePools: [{ ...POOL, ...pool }, ...pools], vms: old };
	return scope({ vms }, destination, { placement: { ...plan().placement, ...rest.placement } });
}
const TWO = [
	{ id: 'c-1', name: 'Prod' },
	{ id: 'c-2', name: 'Test' },
];

describe('what VMs reserve', () => {
	const room = (parts: Estate) => {
		const s = estate(parts);
		return derive(reservedRoom, s, s, needs);
	};
	const RESERVED = { memoryReservationBytes: 16 * GIB };

	it('is added up against what the root pool has left', () => {
		expect(room({ vm: RESERVED, count: 4, pool: { memoryUnreservedBytes: 64 * GIB } }).value).toEqual({
			fits: true,
			fitsAll: true,
			reserved: true,
			short: [],
		});
		expect(room({ vm: RESERVED, count: 5, pool: { memoryUnreservedBytes: 64 * GIB } }).value).toMatchObject({
			fits: false,
			short: ['Prod: 80 GB of memory reserved, 64 GB left'],
		});
		expect(room({ vm: { cpuReservationHz: 3e9 }, pool: { cpuUnreservedHz: 2e9 } }).value.short).toEqual([
			'Prod: 3 GHz of CPU reserved, 2 GHz left',
		]);
	});
	it('is all memory where the reservation is locked', () => {
		const vm = { memoryReservationLocked: true };
		expect(room({ vm, pool: { memoryUnreservedBytes: 8 * GIB } }).value.fits).toBe(false);
	});
	it('counts against the pool that the plan names', () => {
		const pools = [{ id: 'p-2', name: 'Gold', path: 'Prod/Gold', cluster: 'c-1', memoryUnreservedBytes: GIB }];
		const parts = { vm: RESERVED, pool: { memoryUnreservedBytes: 64 * GIB }, pools };
		expect(room({ ...parts, placement: { resourcePool: 'Gold' } }).value.short).toEqual([
			'Prod/Gold: 16 GB of memory reserved, 1 GB left',
		]);
		expect(room(parts).value.fits).toBe(true);
	});
	it('of VMs that are powered off matters once they start', () => {
		const vm = { ...RESERVED, powerState: 'poweredOff' };
		expect(room({ vm, pool: { memoryUnreservedBytes: GIB } }).value).toMatchObject({ fits: true, fitsAll: false });
	});
	it('does not matter where nothing is reserved, and is unknown where what decides is not told', () => {
		expect(room({}).value.fits).toBe(true);
		expect(lacks(room({ vm: RESERVED }), 'fits')).toEqual([
			'destination.resourcePool.memoryUnreservedBytes not-reported',
		]);
		const blind = room({ vm: { memoryReservationBytes: undefined }, pool: { memoryUnreservedBytes: GIB } });
		expect(lacks(blind, 'fits')).toEqual(['vm.memoryReservationBytes not-reported']);
		const hosts = [{}, { cluster: 'c-2' }];
		expect(lacks(room({ vm: RESERVED, clusters: TWO, hosts }), 'fits')).toContain(
			'placement.cluster ambiguous-placement',
		);
		expect(room({ clusters: TWO, hosts }).value.fits).toBe(true);
	});
});

describe('memory in use', () => {
	const room = (parts: Estate) => {
		const s = estate(parts);
		return derive(memoryRoom, s, s, needs);
	};
	const HOST = { memoryBytes: 64 * GIB, memoryUsedBytes: 50 * GIB };

	it('of the VMs is added to that of the hosts of a cluster', () => {
		expect(room({ vm: { consumedMemoryBytes: 7 * GIB }, count: 2, host: HOST }).value.fits).toBe(true);
		expect(room({ vm: { consumedMemoryBytes: 8 * GIB }, count: 2, host: HOST }).value).toEqual({
			fits: false,
			short: ['Prod: 50 GB in use and 16 GB to come, of 64 GB'],
		});
		expect(room({ vm: { consumedMemoryBytes: 8 * GIB }, count: 2, hosts: [HOST, HOST] }).value.fits).toBe(true);
		expect(room({ vm: { powerState: 'poweredOff' }, count: 9, host: HOST }).value.fits).toBe(true);
	});
	it('lies between active and whole memory while it is not told', () => {
		expect(room({ vm: { activeMemoryBytes: 15 * GIB }, host: HOST }).value.fits).toBe(false);
		expect(lacks(room({ host: HOST }), 'fits')).toEqual(['vm.consumedMemoryBytes not-reported']);
		expect(room({ host: { ...HOST, memoryUsedBytes: 48 * GIB } }).value.fits).toBe(true);
	});
	it('is unknown while a host does not tell, unless the VMs alone are too much', () => {
		const vm = { consumedMemoryBytes: 8 * GIB };
		expect(lacks(room({ vm, host: { memoryBytes: 64 * GIB } }), 'fits')).toEqual([
			'destination.host.memoryUsedBytes not-reported',
		]);
		expect(room({ vm, count: 9, host: { memoryBytes: 64 * GIB } }).value.fits).toBe(false);
	});
});

describe('VMs that hosts take', () => {
	const room = (parts: Estate) => {
		const s = estate(parts);
		return derive(vmRoom, s, s, needs);
	};
	it('are those that are there and those to come', () => {
		const host = { maxVms: { registered: 10, running: 10 } };
		expect(room({ count: 4, there: 6, host }).value).toEqual({ fits: true, short: [] });
		expect(room({ count: 5, there: 6, host }).value).toEqual({
			fits: false,
			short: ['Prod: 6 VMs registered and 5 to come, of 10', 'Prod: 6 VMs running and 5 to come, of 10'],
		});
		const off = {
			count: 5,
			there: 6,
			host: { maxVms: { registered: 20, running: 10 } },
			vm: { powerState: 'poweredOff' },
		};
		expect(room(off).value.fits).toBe(true);
	});
	it('are 1,024 on a host that does not tell, which is said', () => {
		const found = room({ count: 4, there: 1020 });
		expect(found.value.fits).toBe(true);
		expect(found.assumptions).toEqual(['a host takes 1024 VMs (Configuration Maximums of ESXi 6.0 to 8.0)']);
		expect(room({ count: 5, there: 1020 }).value.fits).toBe(false);
	});
	it('are unknown in an open cluster, unless each host takes them all', () => {
		const open = { clusters: TWO, hosts: [{}, { cluster: 'c-2' }] };
		expect(room({ ...open, count: 9 }).value.fits).toBe(true);
		expect(lacks(room({ ...open, count: 9, there: 1020 }), 'fits')).toEqual(['placement.cluster ambiguous-placement']);
	});
});
