import { describe, expect, it } from 'vitest';
import { afterWave, worstExitCode } from '../../src/app/waves.js';
import { table } from '../facts/derive.js';
import { GIB, inventory, scope } from '../facts/support.js';

const TABLES = { 'vsan-factors': table('vsan-factors') };

const side = (given: ReturnType<typeof inventory>) => ({
	inventory: given,
	parts: [given],
	inputs: [],
	stale: [false],
});

describe('waves', () => {
	it('take their VMs away from the source, put them at the destination and take their space', () => {
		const source = inventory({
			vms: [
				{
					id: 'vm-1',
					name: 'app-01',
					instanceUuid: 'u1',
					host: 'h1',
					powerState: 'poweredOn',
					template: false,
					snapshots: [],
					memoryBytes: 8 * GIB,
					memoryReservationBytes: 2 * GIB,
					usedBytes: 30 * GIB,
					disks: [
						{ id: 'd1', capacityBytes: 60 * GIB, thin: true, datastore: 'ds-old' },
						{ id: 'd2', capacityBytes: 40 * GIB, thin: false, datastore: 'ds-old' },
					],
					nics: [{ id: 'n1', network: 'net-old', networkName: 'VLAN10' }],
				},
				{ id: 'vm-2', name: 'stays-01' },
			],
		});
		const destination = inventory({
			datastores: [
				{ id: 'ds', name: 'ds-fr', type: 'NFS', capacityBytes: 200 * GIB, freeBytes: 100 * GIB, accessible: true },
			],
		});
		const wave = scope(source, destination, { select: { vms: ['app-01'] }, datastoreDefault: 'ds-fr' });
		const after = afterWave({ source: side(source), destination: side(destination) }, wave, TABLES);
		expect(after.source.inventory.vms.map(({ name }) => name)).toEqual(['stays-01']);
		expect(after.destination.inventory.vms[0]).toMatchObject({ id: 'moved:vm-1', instanceUuid: 'u1' });
		expect(after.destination.inventory.vms[0]).not.toHaveProperty('host');
		expect(after.destination.inventory.vms[0]?.nics).toEqual([{ id: 'n1', networkName: 'VLAN10' }]);
		// The thick disk, 6 GiB of swap, 100 MiB of small files, and at most all else that is used in the thin disk.
		const { freeBytes } = after.destination.inventory.datastores[0] as { freeBytes: number };
		expect(freeBytes).toBe((100 - 40 - 6 - 24) * GIB - 100 * 1024 ** 2);
		expect(destination.datastores[0]?.freeBytes).toBe(100 * GIB);
	});

	it('leave it unknown what is free where the plan leaves the datastore open', () => {
		const source = inventory({
			vms: [{ id: 'vm-1', name: 'a', snapshots: [], disks: [{ id: 'd', capacityBytes: GIB }] }],
		});
		const store = { type: 'NFS', capacityBytes: 9 * GIB, freeBytes: 9 * GIB };
		const destination = inventory({
			datastores: ['ds-1', 'ds-2'].map((name) => ({ id: name, name, ...store })),
		});
		const after = afterWave(
			{ source: side(source), destination: side(destination) },
			scope(source, destination),
			TABLES,
		);
		expect(after.destination.inventory.datastores.map(({ freeBytes, gaps }) => [freeBytes, gaps])).toEqual([
			[undefined, { freeBytes: 'ambiguous-placement' }],
			[undefined, { freeBytes: 'ambiguous-placement' }],
		]);
	});

	it('end with a defect before a failure before an unknown', () => {
		expect([[0, 3, 1, 2], [0, 3, 1], [0, 3], [0]].map(worstExitCode)).toEqual([2, 1, 3, 0]);
	});
});
