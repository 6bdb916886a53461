import { describe, expect, it } from 'vitest';
import type { Host } from '../../src/model/inventory/host.js';
import type { Inventory } from '../../src/model/inventory/inventory.js';
import type { Datastore } from '../../src/model/inventory/storage.js';
import type { Vm } from '../../src/model/inventory/vm.js';
import type { Plan } from '../../src/model/plan.js';
import { deriver } from './derive.js';
import { GIB, plan, scope } from './support.js';

const TB = 1024 * GIB;
function ask(
	datastore: Partial<Datastore>,
	more: {
		vm?: Partial<Vm>;
		host?: Partial<Host>;
		source?: Partial<Inventory>;
		others?: Datastore[];
		plan?: Partial<Plan>;
	} = {},
) {
	const vm: Vm = {
		id: 'vm-1',
		name: 'app',
		memoryBytes: 8 * GIB,
		disks: [{ id: '2000', label: 'Hard disk 1', capacityBytes: 100 * GIB, datastoreName: 'old', raw: false }],
		...more.vm,
	};
	const target = { id: 'ds-1', name: 'new', type: 'VMFS', vmfsVersion: 6, hosts: ['h-1'], ...datastore };
	const asked = scope(
		{ vms: [vm], ...more.source },
		{
			hosts: [{ id: 'h-1', name: 'esx11', version: '8.0.3', ...more.host }],
			datastores: [target, ...(more.others ?? [])],
		},
		more.plan ?? {},
	);
	const subject = asked.destination.inventory.datastores[0];
	return deriver(asked)<Record<string, unknown>>('landing-limits', 'datastore', { datastore: subject });
}

describe('what lands on a datastore', () => {
	it('fits below the limit of its kind, and beyond it does not', () => {
		expect(ask({}).value).toMatchObject({ vms: 1, diskFits: true, memoryFits: true, vmfs3: false, hostsReadIt: true });
		const big = { disks: [{ id: '2000', label: 'Hard disk 1', capacityBytes: 63 * TB, datastoreName: 'old' }] };
		expect(ask({}, { vm: big }).value).toMatchObject({ diskFits: false, largestDisk: 'app / Hard disk 1' });
		expect(ask({ maxDiskBytes: 50 * GIB }).value['diskFits']).toBe(false);
		expect(ask({ maxMemoryFileBytes: 4 * GIB }).value).toMatchObject({ memoryFits: false, largestMemory: 'app' });
	});
	it('is unknown while neither kind nor limit is told, and certain once one disk is too large', () => {
		const { type: _, ...untyped } = { type: undefined, vmfsVersion: 6 };
		const blind = ask({ ...untyped, type: 'ODD' });
		expect(blind.missing?.['diskFits']).toEqual([{ datum: 'datastore.vmfsVersion', reason: 'not-reported' }]);
		const half = {
			disks: [{ id: '1', capacityBytes: 63 * TB }, { id: '2' }].map((disk) => ({ ...disk, datastoreName: 'old' })),
		};
		expect(ask({}, { vm: half }).value['diskFits']).toBe(false);
	});
	it('meets hosts too old for VMFS6, and hosts that no longer take VMFS3', () => {
		expect(ask({}, { host: { version: '6.0.0' } }).value).toMatchObject({ hostsReadIt: false, oldHosts: 'esx11' });
		expect(ask({ vmfsVersion: 3 }).value).toMatchObject({ vmfs3: true, newHosts: true });
		expect(ask({ vmfsVersion: 3 }, { host: { version: '6.0.0' } }).value).toMatchObject({ newHosts: false });
		expect(ask({ type: 'NFS' }).value).toMatchObject({ vmfs3: false, hostsReadIt: true });
	});
	it('may promise more than there is', () => {
		expect(ask({ capacityBytes: TB, provisionedBytes: 950 * GIB }).value).toMatchObject({
			promised: false,
			promisedBytes: 1050 * GIB,
		});
		expect(ask({ capacityBytes: TB, provisionedBytes: 0 }).value['promised']).toBe(true);
		expect(ask({ capacityBytes: TB }).missing?.['promised']).toEqual([
			{ datum: 'datastore.provisionedBytes', reason: 'not-reported' },
		]);
	});
	it('has a twin at the source by its storage, or only by its name', () => {
		const twin = (more: Partial<Datastore>) => ({ source: { datastores: [{ id: 's-1', name: 'new', ...more }] } });
		expect(ask({ backingId: 'a' }, twin({ backingId: 'b' })).value).toMatchObject({ twin: 'name', twinName: 'new' });
		expect(ask({ backingId: 'a' }, twin({ backingId: 'a', name: 'x' })).value).toMatchObject({
			twin: 'same',
			twinName: 'x',
		});
		expect(ask({ backingId: 'a' }, twin({})).value['twin']).toBeUndefined();
		expect(ask({ backingId: 'a' }).value['twin']).toBe('none');
	});
	it('must be of sectors that the datastore takes', () => {
		const vm = { sectorFormats: ['native_4k'] };
		expect(ask({ sectorFormats: ['native_512'] }, { vm }).value['sectorsFit']).toBe(false);
		expect(ask({}, { vm }).missing?.['sectorsFit']).toEqual([
			{ datum: 'datastore.sectorFormats', reason: 'not-reported' },
		]);
		expect(ask({}, { vm: { sectorFormats: [] } }).value['sectorsFit']).toBe(true);
	});
	it('is unknown while nobody lists the disks of a VM or tells their sectors', () => {
		const { value, missing } = ask({}, { vm: { disks: undefined } as unknown as Partial<Vm> });
		expect(value).not.toHaveProperty('diskFits');
		expect(missing?.['diskFits']).toEqual([{ datum: 'vm.disks', reason: 'not-reported' }]);
		expect(missing?.['sectorsFit']).toEqual([{ datum: 'vm.sectorFormats', reason: 'not-reported' }]);
	});
	it('is left open within a datastore cluster', () => {
		const other = { id: 'ds-2', name: 'new2', datastoreCluster: 'pod', hosts: ['h-1'], accessible: true };
		const asked = ask(
			{ datastoreCluster: 'pod', accessible: true },
			{ others: [other], plan: { ...plan(), datastoreDefault: 'pod' } },
		);
		expect(asked.value).toMatchObject({ clusterOpen: true, clusterName: 'pod' });
	});
});
