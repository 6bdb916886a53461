import { describe, expect, it } from 'vitest';
import type { Inventory } from '../../src/model/inventory/inventory.js';
import type { Datastore } from '../../src/model/inventory/storage.js';
import type { Vm } from '../../src/model/inventory/vm.js';
import type { Plan } from '../../src/model/plan.js';
import { deriver } from './derive.js';
import { GIB, plan, scope } from './support.js';

const SMALL = 100 * 1024 ** 2;
const vm = (name: string, gib: number, more: Partial<Vm> = {}): Vm => ({
	id: name,
	name,
	template: false,
	powerState: 'poweredOff',
	memoryBytes: 4 * GIB,
	memoryReservationBytes: GIB,
	snapshots: [],
	disks: [{ id: '2000', capacityBytes: gib * GIB, thin: false, datastoreName: 'old' }],
	...more,
});
const nfs = (more: Partial<Datastore> = {}): Datastore => ({
	id: 'd-1',
	name: 'nfs-fr-01',
	type: 'NFS',
	capacityBytes: 1000 * GIB,
	freeBytes: 100 * GIB,
	...more,
});

type Value = Record<string, unknown>;
function demand(
	vms: Vm[],
	datastores: Datastore[] = [nfs()],
	parts: Partial<Plan> = {},
	source: Partial<Inventory> = {},
): { value: Value; missing: string[]; assumptions: readonly string[] }[] {
	const question = scope({ vms, ...source }, { datastores }, { datastoreDefault: datastores[0]?.name ?? '', ...parts });
	const derive = deriver(question);
	return datastores.map((datastore) => {
		const { value, missing, assumptions } = derive<Value>('datastore-demand', 'datastore', { datastore });
		const gaps = missing?.['fits'] ?? missing?.['keepsHeadroom'] ?? [];
		return { value, missing: gaps.map(({ datum, reason }) => `${datum} ${reason}`), assumptions: assumptions ?? [] };
	});
}
const one = (...input: Parameters<typeof demand>): Value => demand(...input)[0]?.value as Value;
const withPolicy = (redundancy: string): Partial<Plan> => ({ placement: { ...plan().placement, redundancy } });

describe('what a VM needs at the destination', () => {
	it('is the capacity of thick disks and of those of unknown provisioning, and 100 MB of small files', () => {
		expect(one([vm('a', 10)])).toMatchObject({ vms: 1, neededBytes: 10 * GIB + SMALL, fits: true, otherBytes: SMALL });
		const unknown = vm('b', 0, { disks: [{ id: '1', capacityBytes: 7 * GIB }] });
		expect(one([unknown])['diskBytes']).toBe(7 * GIB);
	});

	it('is what thin disks use: their own figure, else what the VM uses beyond its other files', () => {
		const thin = { id: '1', capacityBytes: 50 * GIB, thin: true };
		expect(one([vm('a', 0, { disks: [{ ...thin, usedBytes: 5 * GIB }] })])['diskBytes']).toBe(5 * GIB);
		expect(one([vm('a', 0, { disks: [thin], usedBytes: 8 * GIB })])['diskBytes']).toBe(8 * GIB);
		const running = vm('a', 0, { disks: [thin], usedBytes: 8 * GIB, powerState: 'poweredOn' });
		expect(one([running])).toMatchObject({ diskBytes: 5 * GIB, swapBytes: 3 * GIB, neededBytes: 8 * GIB + SMALL });
	});

	it('does not take a thick disk for wholly used where it need not be', () => {
		const disks = [
			{ id: '1', capacityBytes: 30 * GIB, thin: false, datastoreName: 'old' },
			{ id: '2', capacityBytes: 90 * GIB, thin: true, datastoreName: 'old' },
		];
		const on = (type: string): Value =>
			one(
				[vm('a', 0, { disks, usedBytes: 80 * GIB })],
				[nfs({ freeBytes: 500 * GIB })],
				{},
				{
					datastores: [{ id: 's', name: 'old', type }],
				},
			);
		expect(on('VMFS')).toMatchObject({ neededBytes: 80 * GIB + SMALL, mostBytes: 80 * GIB + SMALL });
		expect(on('NFS')).toMatchObject({ neededBytes: 80 * GIB + SMALL, mostBytes: 110 * GIB + SMALL, fits: true });
	});

	it('follows the disk format of the plan', () => {
		const thin = vm('a', 0, { disks: [{ id: '1', capacityBytes: 50 * GIB, thin: true }], usedBytes: 8 * GIB });
		const as = (diskFormat: string): Partial<Plan> => ({ placement: { ...plan().placement, diskFormat } });
		expect(one([thin], [nfs()], as('eager'))['diskBytes']).toBe(50 * GIB);
		expect(one([vm('b', 20, { usedBytes: 6 * GIB })], [nfs()], as('thin'))['diskBytes']).toBe(6 * GIB);
	});

	it('has a swap file without the reservation when it runs, its memory when it is suspended, none as a template', () => {
		expect(one([vm('a', 1, { powerState: 'poweredOn' })])['swapBytes']).toBe(3 * GIB);
		expect(one([vm('a', 1, { powerState: 'suspended' })])['otherBytes']).toBe(4 * GIB + SMALL);
		expect(one([vm('a', 1, { powerState: 'poweredOn', template: true })])['swapBytes']).toBe(0);
	});

	it('has snapshot deltas and memory files', () => {
		const snapshots = [{ id: 's', memory: true, memoryBytes: 2 * GIB }];
		expect(one([vm('a', 1, { snapshots, snapshotDeltaBytes: 3 * GIB })])['snapshotBytes']).toBe(5 * GIB);
		expect(one([vm('a', 1, { snapshots: [{ id: 's', sizeBytes: 6 * GIB }] })])['snapshotBytes']).toBe(6 * GIB);
	});

	it('is nothing for physical raw device mappings, vCLS VMs, placeholders and disks that stay on their storage', () => {
		const rdm = vm('a', 0, { disks: [{ id: '1', capacityBytes: GIB, raw: true, rdmMode: 'physicalMode' }] });
		expect(one([rdm])['diskBytes']).toBe(0);
		const cluster = vm('vCLS (4)', 2, { managedBy: { extensionKey: 'com.vmware.vim.eam' } });
		expect(one([cluster, vm('b', 2, { srmPlaceholder: true })])).toMatchObject({ vms: 0, neededBytes: 0, fits: true });
		const shared: Partial<Inventory> = { datastores: [{ id: 's-1', name: 'old', backingId: 'lun-1' }] };
		expect(one([vm('a', 10)], [nfs({ backingId: 'lun-1' })], {}, shared)['vms']).toBe(0);
		expect(one([vm('a', 10)], [nfs({ backingId: 'lun-1' })], { storage: 'keep' }, shared)['vms']).toBe(0);
	});

	it('splits over datastores by disk', () => {
		const disks = [
			{ id: '1', capacityBytes: 3 * GIB, datastoreName: 'old' },
			{ id: '2', capacityBytes: 5 * GIB, datastoreName: 'old2' },
		];
		const found = demand([vm('a', 0, { disks })], [nfs(), nfs({ id: 'd-2', name: 'other' })], {
			datastoreMap: { old2: 'other' },
		});
		expect(found.map(({ value }) => value['neededBytes'])).toEqual([3 * GIB + SMALL, 5 * GIB]);
	});
});

describe('what a VM of an RVTools export needs', () => {
	const rvtools: Partial<Inventory> = { source: { kind: 'rvtools', location: 'x' } };
	const of = (more: Partial<Vm>, gib = 10): Value => one([vm('a', gib, more)], [nfs()], {}, rvtools);

	it('is the larger of what is in use and its thick disks, plus 100 MB', () => {
		expect(of({ usedBytes: 4 * GIB })['neededBytes']).toBe(10 * GIB + SMALL);
		expect(of({ usedBytes: 14 * GIB, powerState: 'poweredOn' })).toMatchObject({
			neededBytes: 14 * GIB + SMALL,
			swapBytes: 3 * GIB,
			diskBytes: 11 * GIB,
		});
	});

	it('follows the capacity of the disks over datastores', () => {
		const disks = [
			{ id: '1', capacityBytes: 30 * GIB, thin: true, datastoreName: 'old' },
			{ id: '2', capacityBytes: 10 * GIB, thin: true, datastoreName: 'old2' },
		];
		const found = demand(
			[vm('a', 0, { disks, usedBytes: 20 * GIB })],
			[nfs(), nfs({ id: 'd-2', name: 'other' })],
			{ datastoreMap: { old2: 'other' } },
			rvtools,
		);
		expect(found.map(({ value }) => value['neededBytes'])).toEqual([15 * GIB + 0.75 * SMALL, 5 * GIB + 0.25 * SMALL]);
	});

	it('is capped on vSAN, where used space counts replicas', () => {
		const source = { ...rvtools, datastores: [{ id: 's-1', name: 'old', type: 'vsan' }] };
		const thin = [{ id: '1', capacityBytes: 10 * GIB, thin: true, datastoreName: 'old' }];
		const used = one([vm('a', 0, { disks: thin, usedBytes: 40 * GIB })], [nfs()], {}, source);
		expect(used['neededBytes']).toBe(11 * GIB + SMALL);
	});
});

describe('whether it fits', () => {
	it('fails when more is needed than free, names where space ends and who must stay', () => {
		const vms = [vm('app-01', 40), vm('app-02', 50), vm('app-03', 30), vm('app-04', 9)];
		const value = one(vms);
		expect(value).toMatchObject({
			fits: false,
			endsAt: 'app-03',
			endsAtPosition: 3,
			mustStay: ['app-03'],
			mustStayCount: 1,
		});
		expect(value['shortBytes']).toBe(29 * GIB + 4 * SMALL);
	});

	it('names a datastore that takes the VMs that would have to stay, if one surely does', () => {
		const vms = [vm('app-01', 60), vm('app-02', 50)];
		const on = (...more: Partial<Datastore>[]) => {
			const stores = [nfs(), ...more.map((one, i) => nfs({ id: `d-${i + 2}`, name: `nfs-${i + 2}`, ...one }))];
			return demand(vms, stores, { datastoreDefault: stores[0]?.name })[0]?.value['roomOn'];
		};
		const large = { freeBytes: 90 * GIB, capacityBytes: 100 * GIB };
		expect(on({ ...large, freeBytes: 70 * GIB }, large)).toBe('nfs-3');
		expect(on({ ...large, freeBytes: 60 * GIB })).toBe('');
		expect(on({ ...large, maintenanceMode: 'inMaintenance' }, { ...large, accessible: false })).toBe('');
		expect(on({ ...large, hosts: ['host-of-another-cluster'] })).toBe('');
		expect(on({ ...large, freeBytes: undefined })).toBe('');
	});

	it('tells a breach of the headroom from a shortage', () => {
		const headroom = { policy: { ...plan().policy, datastoreHeadroom: 0.15 } };
		expect(one([vm('a', 10)], [nfs()], headroom)).toMatchObject({
			fits: true,
			keepsHeadroom: false,
			reserveBytes: 150 * GIB,
		});
		expect(one([vm('a', 10)], [nfs({ freeBytes: 400 * GIB })])).toMatchObject({ fits: true, keepsHeadroom: true });
	});

	it('is unknown without the free space, unless nothing lands', () => {
		const [found] = demand([vm('a', 10)], [{ id: 'd-1', name: 'nfs-fr-01', type: 'NFS', capacityBytes: 1 }]);
		expect(found?.value['fits']).toBeUndefined();
		expect(found?.missing).toEqual(['datastore.freeBytes not-reported']);
		expect(one([], [{ id: 'd-1', name: 'x' }])).toMatchObject({ vms: 0, fits: true });
	});

	it('decides without missing data where it can, else names them', () => {
		const blind = vm('a', 0, { disks: [{ id: '1' }] });
		expect(demand([blind])[0]?.missing).toEqual(['disk.capacityBytes not-reported']);
		expect(one([blind, vm('b', 200)])['fits']).toBe(false);
		const thin = vm('a', 0, { disks: [{ id: '1', capacityBytes: 50 * GIB, thin: true }] });
		expect(one([thin])['fits']).toBe(true);
		const { disks: _, ...none } = vm('c', 0);
		expect(demand([none as Vm])[0]?.missing).toEqual(['vm.disks not-reported']);
	});
});

describe('on vSAN', () => {
	const vsan = (free: number, more: Partial<Datastore> = {}): Datastore =>
		nfs({ name: 'vsan', type: 'vsan', freeBytes: free * GIB, hosts: ['1', '2', '3'], ...more });

	it.each([
		['raid1-ftt1', 2],
		['raid1-ftt2', 3],
		['raid5', 1.33],
		['raid5-esa', 1.5],
		['raid6', 1.5],
	])('%s takes %d times the data', (redundancy, factor) => {
		const value = one([vm('a', 10)], [vsan(500)], withPolicy(redundancy));
		expect(value['neededBytes']).toBeCloseTo((10 * GIB + SMALL) * factor, -3);
	});

	it('needs less for RAID-5 on the express architecture from six hosts on', () => {
		const many = vsan(500, { hosts: ['1', '2', '3', '4', '5', '6'] });
		expect(one([vm('a', 10)], [many], withPolicy('raid5-esa'))['factor']).toBe(1.25);
	});

	it('without a policy fails below factor 1, passes with the assumption at factor 2, else is unknown', () => {
		expect(one([vm('a', 60)], [vsan(50)])['fits']).toBe(false);
		const [roomy] = demand([vm('a', 60)], [vsan(400)]);
		expect([roomy?.value['fits'], roomy?.assumptions.length]).toEqual([true, 1]);
		expect(demand([vm('a', 60)], [vsan(100)])[0]).toMatchObject({
			missing: ['plan.placement.redundancy not-declared'],
			value: { neededBytes: 60 * GIB + SMALL },
		});
	});

	it('may be meant when nobody tells the type of the datastore', () => {
		const { type: _, ...untyped } = vsan(100);
		expect(demand([vm('a', 60)], [untyped])[0]?.missing).toEqual(['datastore.type not-reported']);
		expect(one([vm('a', 60)], [{ ...untyped, freeBytes: 400 * GIB }])['fits']).toBe(true);
	});

	it('warns when only the assumed factor breaks the headroom', () => {
		expect(one([vm('a', 60)], [vsan(260)])).toMatchObject({ fits: true, keepsHeadroom: false });
	});

	it('counts two datastores on one container as one pool', () => {
		const twins = [vsan(100), vsan(100, { id: 'd-2', name: 'vsan2' })];
		const parts = { ...withPolicy('raid0'), datastoreMap: { old2: 'vsan2' } };
		const other = vm('b', 0, { disks: [{ id: '1', capacityBytes: 60 * GIB, datastoreName: 'old2' }] });
		const found = demand([vm('a', 60), other], twins, parts);
		expect(found.map(({ value }) => [value['fits'], value['vms']])).toEqual([
			[false, 2],
			[false, 2],
		]);
		const apart = [vsan(100), vsan(100, { id: 'd-2', name: 'vsan2', hosts: ['7', '8', '9'] })];
		expect(demand([vm('a', 60), other], apart, parts).map(({ value }) => value['vms'])).toEqual([1, 1]);
	});
});

describe('the part that makes the difference', () => {
	it('is the swap only where all the rest fits', () => {
		const running = (gib: number): Vm => vm('a', gib, { powerState: 'poweredOn' });
		const flags = (gib: number): unknown => [one([running(gib)])['fits'], one([running(gib)])['swapDecides']];
		expect([flags(50), flags(98), flags(120)]).toEqual([
			[true, true],
			[false, true],
			[false, false],
		]);
		expect(one([vm('a', 120)])['swapDecides']).toBe(false);
	});

	it('is the snapshots, or the factor, likewise', () => {
		const snapped = vm('a', 98, { snapshots: [{ id: 's', sizeBytes: 5 * GIB }] });
		expect(one([snapped])).toMatchObject({ fits: false, snapshotsDecide: true, swapDecides: false });
		const raid = one([vm('a', 60)], [nfs({ type: 'vsan' })], withPolicy('raid1-ftt1'));
		expect(raid).toMatchObject({ fits: false, factorDecides: true });
		expect(one([vm('a', 60)])['factorDecides']).toBe(false);
	});
});

describe('while the datastore is open', () => {
	const two = (a: number, b: number): Datastore[] => [
		nfs({ freeBytes: a * GIB }),
		nfs({ id: 'd-2', name: 'nfs-fr-02', freeBytes: b * GIB }),
	];
	const open = (vms: Vm[], stores: Datastore[]): unknown[] => {
		const question = scope({ vms }, { datastores: stores });
		const derive = deriver(question);
		return stores.map((datastore) => {
			const { value, missing } = derive<Value>('datastore-demand', 'datastore', { datastore });
			return [value['fits'], value['vms'], missing?.['fits']?.[0]?.reason];
		});
	};

	it('passes where the whole demand fits on each', () => {
		expect(open([vm('a', 10), vm('b', 10)], two(50, 60))).toEqual([
			[true, 2, undefined],
			[true, 2, undefined],
		]);
	});

	it('fails once, on the largest, when the demand exceeds all space together or a VM fits on none', () => {
		expect(open([vm('a', 40), vm('b', 40)], two(30, 40))).toEqual([
			[true, 0, undefined],
			[false, 2, undefined],
		]);
		expect(open([vm('a', 60)], two(50, 40))).toEqual([
			[false, 1, undefined],
			[true, 0, undefined],
		]);
	});

	it('counts the space of two vSAN datastores on one container once', () => {
		const twin = { type: 'vsan', capacityBytes: 90 * GIB, freeBytes: 50 * GIB };
		const stores = [nfs(twin), nfs({ ...twin, id: 'd-2', name: 'vsan-2' })];
		expect(open([vm('a', 40), vm('b', 40)], stores)).toEqual([
			[false, 2, undefined],
			[false, 2, undefined],
		]);
	});

	it('is unknown where it depends on the choice', () => {
		expect(open([vm('a', 40), vm('b', 40)], two(50, 100))).toEqual([
			[undefined, 2, 'ambiguous-placement'],
			[true, 2, undefined],
		]);
	});
});
