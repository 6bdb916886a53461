import { describe, expect, it } from 'vitest';
import foreignDisks from '../../src/facts/foreign-disks.js';
import homeFolder from '../../src/facts/home-folder.js';
import managementAppliance from '../../src/facts/management-appliance.js';
import vmProduct from '../../src/facts/vm-product.js';
import type { VCenter } from '../../src/model/inventory/service.js';
import type { Vm, VmDisk } from '../../src/model/inventory/vm.js';
import { derive, lacks } from './fact-harness.js';
import { scope } from './support.js';

const app = (more: Partial<Vm> = {}): Vm => ({ id: 'vm-1', name: 'app-01', ...more });
const ORDINARY = { managedBy: { extensionKey: '' }, linkedClone: false, conditions: [] };

describe('the product that made a VM', () => {
	const product = (more: Partial<Vm>) => {
		const s = scope({ vms: [app(more)] }, {});
		return derive(vmProduct, { move: s.moves[0]! }, s);
	};
	const ID = '0b3c9a52-7a7f-4d0c-9a39-5d8d7c1f0001';

	it('is none where nobody manages the VM and its name is an ordinary one', () => {
		expect(product(ORDINARY).value).toEqual({ cloud: false, horizon: false, horizonClone: false, sign: '' });
	});
	it('is Cloud Director by the id behind a name, or by the extension', () => {
		expect(product({ name: `app (${ID})` }).value.cloud).toBe(true);
		expect(product({ path: `/DC/org (${ID})/vdc` }).value.cloud).toBe(true);
		expect(product({ managedBy: { extensionKey: 'com.vmware.vcloud' } }).value.cloud).toBe(true);
		expect(product({ ...ORDINARY, name: `vCLS-${ID}` }).value.cloud).toBe(false);
	});
	it('is Horizon by name, folder or extension, and a clone where a disk or the VM is one', () => {
		const managedBy = { extensionKey: 'com.vmware.view' };
		expect(product({ ...ORDINARY, managedBy }).value).toMatchObject({ horizon: true, horizonClone: false });
		expect(product({ ...ORDINARY, managedBy, linkedClone: true }).value.horizonClone).toBe(true);
		expect(product({ name: 'cp-parent-1' }).value).toMatchObject({ horizon: true, horizonClone: true });
		expect(product({ path: '/DC/ClonePrepReplicaVmFolder' }).value.horizon).toBe(true);
		expect(lacks(product({ managedBy }), 'horizonClone')).toEqual(['vm.linkedClone not-reported']);
	});
	it('is unknown while nobody tells who manages the VM', () => {
		const result = product({});
		expect(result.value).toEqual({ sign: '' });
		expect(lacks(result, 'cloud')).toEqual(['vm.managedBy not-reported']);
		expect(lacks(result, 'horizon')).toEqual(['vm.managedBy not-reported']);
	});
});

describe('a management appliance', () => {
	const NSX = [{ key: 'com.vmware.nsx', servers: ['nsx.example.com'] }];
	const FROM: VCenter = { name: 'vc-mi.example.com', extensions: NSX };
	const TO: VCenter = { name: 'vc-fr.example.com' };
	const role = (more: Partial<Vm>, from = FROM, to = TO) => {
		const s = scope({ vms: [app(more)], vcenter: from }, { vcenter: to });
		return derive(managementAppliance, { move: s.moves[0]! }, s);
	};

	it('is known by the name of its guest, with or without the domain', () => {
		expect(role({ guestHostName: 'VC-MI.example.com' }).value).toEqual({
			role: 'the vCenter of the source',
			drives: true,
		});
		expect(role({ guestHostName: 'vc-fr' }).value).toEqual({ role: 'the vCenter of the destination', drives: false });
		expect(role({ guestHostName: 'nsx.example.com' }).value.role).toBe('com.vmware.nsx');
		expect(role({ guestHostName: 'vc-mi.example.com' }, { ...FROM, name: 'vc-mi' }).value.drives).toBe(true);
	});
	it('is none where the guest has another name, or tells none without VMware Tools', () => {
		expect(role({ guestHostName: 'app-01.example.com' }).value).toEqual({ role: '', drives: false });
		expect(role({ guestHostName: '' }).value.role).toBe('');
	});
	it('is unknown while a name is, and an address is no name', () => {
		expect(lacks(role({}), 'role')).toEqual(['vm.guestHostName not-reported']);
		const typed = role({ guestHostName: 'app-01' }, { ...FROM, name: '10.1.1.5' });
		expect(lacks(typed, 'role')).toEqual(['source.vcenter.name not-reported']);
		expect(lacks(role({ guestHostName: 'app-01' }, { name: 'vc-mi.example.com' }), 'role')).toEqual([
			'vm.appliance not-reported',
		]);
	});
	it('is settled by what the plan says, never against what was seen', () => {
		expect(role({ appliance: '' }, {}, {}).value.role).toBe('');
		expect(role({ appliance: '', guestHostName: 'vc-mi' }).value.drives).toBe(true);
	});
});

describe('disks of other VMs', () => {
	const disk = (path: string | undefined, more: Partial<VmDisk> = {}): VmDisk => ({
		id: path ?? 'd',
		sharing: 'sharingNone',
		...(path !== undefined && { path }),
		...more,
	});
	const HOME = '[ds] app-01';
	const other = (more: Partial<Vm> = {}): Vm => ({ id: 'vm-2', name: 'db-01', homePath: '[ds] db-01', ...more });
	const found = (disks: VmDisk[] | undefined, second: Vm = other()) => {
		const s = scope(
			{ vms: [app({ homePath: HOME, ...(disks && { disks }) }), second] },
			{},
			{ select: { vms: ['app-01'] } },
		);
		return derive(foreignDisks, { move: s.moves[0]! }, s);
	};

	it('are those that grow in the folder of another VM and that it has too', () => {
		const running = other({ disks: [disk('[ds] db-01/db-01-000001.vmdk')] });
		expect(found([disk('[ds] db-01/db-01.vmdk', { label: 'Hard disk 2' })], running).value).toEqual({
			none: false,
			labels: ['Hard disk 2'],
			owners: ['db-01'],
		});
		expect(found([disk('[ds] db-01/db-01.vmdk')]).value.none).toBe(false);
	});
	it('are not its own, what another VM no longer has, nor what VMs share on purpose', () => {
		expect(found([disk('[ds] app-01/app-01.vmdk'), disk('[ds2] app-01_1/app-01.vmdk')]).value.none).toBe(true);
		expect(found([disk('[ds] db-01/old.vmdk')], other({ disks: [disk('[ds] db-01/db-01.vmdk')] })).value.none).toBe(
			true,
		);
		const shared = { sharing: 'sharingMultiWriter' };
		expect(found([disk('[ds] db-01/q.vmdk', shared), disk('[ds] db-01/r.vmdk', { raw: true })]).value.none).toBe(true);
		expect(found([disk('[ds] db-01/base.vmdk', { linkedClone: true })]).value.none).toBe(true);
	});
	it('are unknown without disks, files or the folders of the other VMs', () => {
		expect(lacks(found(undefined), 'none')).toEqual(['vm.disks not-reported']);
		expect(lacks(found([disk(undefined)]), 'none')).toEqual(['vm.disks.path not-reported']);
		const { homePath: _, ...homeless } = other();
		expect(lacks(found([disk('[ds] db-01/db-01.vmdk')], homeless), 'none')).toEqual(['vm.homePath not-reported']);
	});
});

describe('the folder at the destination', () => {
	const DATASTORES = [{ id: 'ds-1', name: 'ds-fr', accessible: true }];
	const folder = (vms: Vm[], parts: object = { placement: { datastore: 'ds-fr' } }) => {
		const s = scope({ vms: [app({ disks: [] })] }, { vms, datastores: DATASTORES }, parts);
		return derive(homeFolder, { move: s.moves[0]! }, s);
	};

	it('is taken where another VM lies in one of its name, and free as far as registered VMs tell', () => {
		const taken = folder([{ id: 'vm-9', name: 'app-01-old', homePath: '[ds-fr] APP-01' }]);
		expect(taken.value).toEqual({ free: false, holder: 'app-01-old', datastore: 'ds-fr' });
		const free = folder([{ id: 'vm-9', name: 'x', homePath: '[other] app-01' }]);
		expect(free.value.free).toBe(true);
		expect(free.assumptions).toHaveLength(1);
	});
	it('is unknown while a VM of the destination does not tell where it lies', () => {
		expect(lacks(folder([{ id: 'vm-9', name: 'x' }]), 'free')).toEqual(['destination.vm.homePath not-reported']);
	});
});
