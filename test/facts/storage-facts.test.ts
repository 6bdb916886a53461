import { describe, expect, it } from 'vitest';
import type { Datastore } from '../../src/model/inventory/storage.js';
import type { Vm } from '../../src/model/inventory/vm.js';
import { deriver, moveOf } from './derive.js';
import { scope } from './support.js';

type Value = Record<string, unknown>;

describe('shared-storage', () => {
	const sharing = (from: Datastore[], to: Datastore[], vm: Partial<Vm> = {}): Value & { missing?: unknown } => {
		const disks = [{ id: '1', datastore: 'a' }];
		const asked = scope(
			{ datastores: from, vms: [{ id: 'vm-1', name: 'app-01', disks, ...vm }] },
			{ datastores: to },
			{ storage: 'keep' },
		);
		const { value, missing } = deriver(asked)<Value>('shared-storage', 'vm', { move: moveOf(asked, 'app-01') });
		return { ...value, ...(missing && { missing }) };
	};
	const old: Datastore = { id: 'a', name: 'old', backingId: 'lun-1' };

	it('compares what is behind a datastore, not its name', () => {
		expect(sharing([old], [{ id: 'x', name: 'other', backingId: 'lun-1' }])).toEqual({ shared: true, apart: [] });
		expect(sharing([old], [{ id: 'x', name: 'old', backingId: 'lun-2' }])).toEqual({ shared: false, apart: ['old'] });
	});

	it('looks at the home of the VM too', () => {
		const two = [old, { id: 'b', name: 'home', backingId: 'lun-3' }];
		const to = [{ id: 'x', name: 'other', backingId: 'lun-1' }];
		expect(sharing(two, to, { homeDatastoreName: 'home' })).toEqual({ shared: false, apart: ['home'] });
	});

	it('is unknown when a VM without disks does not tell where its home is', () => {
		expect(sharing([old], [{ id: 'x', name: 'old', backingId: 'lun-1' }], { disks: [] })).toMatchObject({
			missing: { shared: [{ datum: 'vm.homeDatastoreName' }] },
		});
	});

	it('is unknown when a backing or the disks are not told', () => {
		expect(sharing([{ id: 'a', name: 'old' }], [])).toMatchObject({
			missing: { shared: [{ datum: 'source.datastore.backingId' }] },
		});
		expect(sharing([old], [{ id: 'x', name: 'old' }])).toMatchObject({
			missing: { shared: [{ datum: 'destination.datastore.backingId' }] },
		});
		expect(sharing([old], [], { disks: undefined as never })).toMatchObject({
			missing: { shared: [{ datum: 'vm.disks' }] },
		});
	});
});

describe('datastore-access', () => {
	const hosts = ['h-1', 'h-2'].map((id) => ({ id, name: id, cluster: 'c' }));
	const ask = (datastore: Partial<Datastore>) => {
		const asked = scope(
			{ vms: [{ id: 'vm-1', name: 'app-01', disks: [{ id: '1' }] }] },
			{ clusters: [{ id: 'c', name: 'C' }], hosts, datastores: [{ id: 'd', name: 'nfs', ...datastore }] },
			{ datastoreDefault: 'nfs' },
		);
		const derive = deriver(asked);
		const move = moveOf(asked, 'app-01');
		const read = (type: 'datastore' | 'vm-host', subject: object) => {
			const { value, missing } = derive<Value>('datastore-access', type, subject);
			return missing
				? missing['usable']?.map(({ datum }) => datum)
				: [value['applies'], value['usable'], value['problem']];
		};
		return {
			datastore: read('datastore', { datastore: asked.destination.datastore('d') }),
			hosts: hosts.map((host) => read('vm-host', { move, host })),
		};
	};
	const fine = [true, true, ''];

	it('passes when it is accessible and mounted everywhere', () => {
		expect(ask({ accessible: true, hosts: ['h-1', 'h-2'] })).toEqual({ datastore: fine, hosts: [fine, fine] });
	});

	it('excludes the host that does not mount it', () => {
		expect(ask({ accessible: true, hosts: ['h-1'] })).toEqual({
			datastore: fine,
			hosts: [fine, [true, false, 'does not mount nfs']],
		});
	});

	it('reports a datastore that no placement host mounts once, on the datastore', () => {
		expect(ask({ accessible: true, hosts: ['h-9'] })).toEqual({
			datastore: [true, false, 'is mounted on no host that the placement allows'],
			hosts: [
				[false, true, ''],
				[false, true, ''],
			],
		});
	});

	it('fails when it is not accessible, and is unknown when nobody tells', () => {
		expect(ask({ accessible: false, hosts: ['h-1', 'h-2'] }).datastore).toEqual([true, false, 'is not accessible']);
		expect(ask({}).datastore).toEqual(['datastore.accessible', 'datastore.hosts']);
		expect(ask({ accessible: true }).datastore).toEqual(['datastore.hosts']);
	});
});
