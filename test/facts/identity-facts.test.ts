import { describe, expect, it } from 'vitest';
import type { Inventory } from '../../src/model/inventory/inventory.js';
import type { Vm } from '../../src/model/inventory/vm.js';
import type { Plan } from '../../src/model/plan.js';
import { deriver, moveOf } from './derive.js';
import { plan, scope } from './support.js';

type Value = Record<string, unknown>;
const MAC = '00:50:56:aa:00:01';

describe('mac-conflict', () => {
	const conflict = (vm: Partial<Vm>, there: Vm[], more: Partial<Inventory> = {}): Value & { missing?: unknown } => {
		const asked = scope({ vms: [{ id: 'vm-1', name: 'app-01', ...vm }] }, { vms: there, ...more });
		const { value, missing } = deriver(asked)<Value>('mac-conflict', 'vm', { move: moveOf(asked, 'app-01') });
		return { ...value, ...(missing && { missing }) };
	};
	const mine = { nics: [{ id: '1', mac: MAC }] };
	const other = (more: Partial<Vm> = {}): Vm => ({
		id: 'x',
		name: 'old-app',
		nics: [{ id: '1', mac: MAC.toUpperCase() }],
		...more,
	});

	it('finds a VM that uses the address, and whether it runs', () => {
		expect(conflict(mine, [other({ powerState: 'poweredOn' })])).toEqual({
			free: false,
			otherOn: true,
			conflicts: [`${MAC} (old-app)`],
		});
		expect(conflict(mine, [other({ powerState: 'poweredOff' })])).toMatchObject({ free: false, otherOn: false });
		expect(conflict(mine, [other()])).toMatchObject({
			free: false,
			missing: { otherOn: [{ datum: 'destination.vm.powerState' }] },
		});
	});

	it('is free when nobody uses it, and for the address of all zeros', () => {
		expect(conflict(mine, [])).toMatchObject({ free: true });
		const zero = { nics: [{ id: '1', mac: '00:00:00:00:00:00' }] };
		expect(conflict(zero, [other(zero)])).toMatchObject({ free: true });
	});

	it('is unknown when addresses of either side are not told', () => {
		expect(conflict({}, [])).toMatchObject({ missing: { free: [{ datum: 'vm.nics' }] } });
		expect(conflict({ nics: [{ id: '1' }] }, [])).toMatchObject({ missing: { free: [{ datum: 'nic.mac' }] } });
		expect(conflict(mine, [{ id: 'x', name: 'x' }])).toMatchObject({
			missing: { free: [{ datum: 'destination.vm.nics' }] },
		});
		const partly: Partial<Inventory> = {
			coverage: [{ collection: 'vms', datum: '*', reason: 'no-privilege', count: 1, examples: [] }],
		};
		expect(conflict(mine, [], partly)).toMatchObject({
			missing: { free: [{ datum: 'destination.vms', reason: 'no-privilege' }] },
		});
	});

	it('does not wait for the addresses of orphaned VMs and templates', () => {
		const dead = [
			{ id: 'x', name: 'x', connectionState: 'orphaned' },
			{ id: 'y', name: 'y', template: true },
		];
		expect(conflict(mine, dead)).toMatchObject({ free: true });
	});
});

describe('name-conflict', () => {
	const hosts = [{ id: 'h', name: 'h', cluster: 'c', datacenterName: 'DC2' }];
	const dest: Partial<Inventory> = {
		clusters: [{ id: 'c', name: 'C' }],
		hosts,
		folders: [{ id: 'f', name: 'M', path: '/DC2/M' }],
	};
	const conflict = (
		there: Vm[],
		folder?: string,
		names = ['App-01'],
		more: Partial<Inventory> = {},
	): Value & { missing?: unknown } => {
		const asked = scope(
			{ vms: names.map((name, i) => ({ id: `vm-${i}`, name })) },
			{ ...dest, vms: there, ...more },
			{ placement: { ...plan().placement, ...(folder && { folder }) } },
		);
		const { value, missing } = deriver(asked)<Value>('name-conflict', 'vm', { move: asked.moves[0] });
		return { ...value, ...(missing && { missing }) };
	};

	it('compares without case, in the folder of the plan only', () => {
		const there = [{ id: 'x', name: 'APP-01', path: '/DC2/M' }];
		expect(conflict(there, '/DC2/vm/M')).toMatchObject({ free: false });
		expect(conflict(there, '/DC2/Other')).toMatchObject({ free: true });
	});

	it('takes the root folder of the datacenter when the plan names none', () => {
		expect(conflict([{ id: 'x', name: 'app-01', path: '/DC2' }])).toMatchObject({ free: false });
		expect(conflict([{ id: 'x', name: 'app-01', path: '/DC2/M' }])).toMatchObject({ free: true });
	});

	it('sees two selected VMs of one name', () => {
		expect(conflict([], undefined, ['a', 'A'])).toMatchObject({ free: false });
	});

	it('is unknown when the folder of the other VM or the target is not told', () => {
		expect(conflict([{ id: 'x', name: 'app-01' }])).toMatchObject({
			missing: { free: [{ datum: 'destination.vm.path' }] },
		});
		const nowhere = { hosts: [{ id: 'h', name: 'h', cluster: 'c' }] };
		expect(conflict([{ id: 'x', name: 'app-01', path: '/DC2' }], undefined, ['app-01'], nowhere)).toMatchObject({
			missing: { free: [{ datum: 'placement.folder', reason: 'ambiguous-placement' }] },
		});
		expect(conflict([], undefined, ['app-01'], nowhere)).toMatchObject({ free: true });
	});
});

describe('placement-problems', () => {
	const dest: Partial<Inventory> = {
		clusters: [
			{ id: 'c-1', name: 'Prod', path: 'DC2/Prod' },
			{ id: 'c-2', name: 'Test', path: 'DC2/Test' },
		],
		hosts: [{ id: 'h', name: 'h', cluster: 'c-1' }],
		datastores: [{ id: 'd', name: 'ds' }],
	};
	const ask = (parts: Partial<Plan>, more: Partial<Inventory> = {}): Record<'pair' | 'a' | 'b', Value> => {
		const vms = ['a', 'b'].map((name) => ({ id: name, name }));
		const asked = scope({ vms }, { ...dest, ...more }, parts);
		const derive = deriver(asked);
		const read = (type: 'pair' | 'placement', subject: unknown): Value => {
			const { value, missing } = derive<Value>('placement-problems', type, subject);
			return { ...value, ...(missing && { missing: missing['complete']?.map(({ datum }) => datum) }) };
		};
		return {
			pair: read('pair', asked),
			a: read('placement', { move: moveOf(asked, 'a') }),
			b: read('placement', { move: moveOf(asked, 'b') }),
		};
	};
	const cluster = { ...plan().placement, cluster: 'Prod' };

	it('says once, on the pair, what holds for every VM', () => {
		const found = ask({ placement: { ...plan().placement, cluster: 'Nope' }, datastoreDefault: 'nods' });
		expect(found.pair).toMatchObject({ complete: false, lacks: ['cluster Nope', 'datastore nods'] });
		expect(found.a).toMatchObject({ complete: true, lacks: [] });
	});

	it('says on the VM what its own override lacks', () => {
		const found = ask({ placement: cluster, overrides: [{ names: ['a'], host: 'esx99' }] });
		expect([found.pair['complete'], found.a['lacks'], found.b['complete']]).toEqual([true, ['host esx99'], true]);
	});

	it('names the clusters to choose from while the placement is open', () => {
		expect(ask({}).pair).toMatchObject({ choices: ['DC2/Prod', 'DC2/Test'], missing: ['placement.cluster'] });
	});

	it('doubts a folder only, where the export cannot prove that it is absent', () => {
		const found = ask(
			{ placement: { ...cluster, folder: '/DC2/New' } },
			{ source: { kind: 'rvtools', location: 'x' } },
		);
		expect(found.pair).toMatchObject({
			onlyFolder: true,
			lacks: ['folder /DC2/New'],
			missing: ['destination.folders'],
		});
	});

	it('believes a declared folder that the export cannot show, and none that a vCenter does not have', () => {
		const folders = [{ names: ['/dc2/new/'], evidence: 'seen', where: 'declared.folders[0]' }];
		const parts = { placement: { ...cluster, folder: '/DC2/New' }, declared: { ...plan().declared, folders } };
		expect(ask(parts, { source: { kind: 'rvtools', location: 'x' } }).pair).toMatchObject({ complete: true });
		expect(ask(parts).pair).toMatchObject({ complete: false, lacks: ['folder /DC2/New'] });
	});

	it('says that no datastore is left when none can be taken', () => {
		expect(ask({ placement: cluster }, { datastores: [] }).pair).toMatchObject({
			complete: false,
			lacks: ['datastore that a host of the placement mounts'],
		});
	});

	it('leaves missing networks to the mapping', () => {
		expect(ask({ placement: cluster, networkMap: { App: 'Nope' } }).pair).toMatchObject({ complete: true });
	});
});
