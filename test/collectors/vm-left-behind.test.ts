import { describe, expect, it } from 'vitest';
import { fromTabs, fromVim, reasonOf, tab, vim, vimVm } from '../support/collected.js';

const READ = { 'config.template': 'false', 'runtime.connectionState': 'connected' };
const attribute = (key: number, value: string) =>
	`<CustomFieldValue xsi:type="CustomFieldStringValue"><key>${key}</key><value>${value}</value></CustomFieldValue>`;
const FIELDS = vim('CustomFieldsManager', 'CustomFieldsManager', {
	field: [
		'ArrayOfCustomFieldDef',
		'<CustomFieldDef><key>5</key><name>Owner</name></CustomFieldDef><CustomFieldDef><key>7</key><name>Cost center</name></CustomFieldDef>',
	],
});
const list = (...ids: string[]) =>
	vim('ScheduledTaskManager', 'ScheduledTaskManager', {
		scheduledTask: [
			'ArrayOfManagedObjectReference',
			ids.map((id) => `<ManagedObjectReference type="ScheduledTask">${id}</ManagedObjectReference>`).join(''),
		],
	});
const task = (id: string, vm: string, name: string) =>
	vim('ScheduledTask', id, { 'info.entity': vm, 'info.name': name });

describe('vm-belongings', () => {
	it('names the custom attributes that have a value, and keeps none of the values', async () => {
		const customValue = ['ArrayOfCustomFieldValue', attribute(7, '4711') + attribute(5, 'ops') + attribute(9, '')];
		const vm = await vimVm({ customValue: customValue as [string, string] }, [FIELDS]);
		expect(vm.customAttributes).toEqual(['Cost center', 'Owner']);
		expect(JSON.stringify(vm)).not.toContain('4711');
	});

	it('tells no attributes from attributes of which nobody tells', async () => {
		expect((await vimVm({ customValue: ['ArrayOfCustomFieldValue', ''] }, [FIELDS])).customAttributes).toEqual([]);
		expect(await vimVm({}, [FIELDS])).not.toHaveProperty('customAttributes');
	});

	it('reads permissions on the VM itself', async () => {
		const one = '<Permission><principal>EXAMPLE\\admins</principal><roleId>-1</roleId></Permission>';
		expect((await vimVm({ permission: ['ArrayOfPermission', one] })).permissions).toEqual(['EXAMPLE\\admins']);
		expect((await vimVm({ permission: ['ArrayOfPermission', ''] })).permissions).toEqual([]);
	});

	it('finds the scheduled tasks of a VM, and none while one of them does not tell whose it is', async () => {
		const own = [list('schedule-1', 'schedule-2'), task('schedule-1', 'vm-1', 'Snapshot')];
		const both = [...own, task('schedule-2', 'vm-2', 'Power off')];
		const tasksOf = async (objects: typeof own) =>
			(await fromVim([vim('VirtualMachine', 'vm-1', { name: 'app-01' }), ...objects])).vms[0]?.scheduledTasks;
		expect(await tasksOf(both)).toEqual(['Snapshot']);
		expect(await tasksOf(own)).toBeUndefined();
		expect(await tasksOf([list()])).toEqual([]);
		expect(await tasksOf([])).toBeUndefined();
	});

	it('reads custom attributes of an export that has columns of them', async () => {
		const HEAD = { VM: 'app-01', 'VM ID': 'vm-1', Annotation: 'note' };
		const TAIL = { Datacenter: 'DC', Cluster: 'A', Host: 'esx01', 'OS according to the configuration file': 'Linux' };
		const named = { Owner: 'ops', 'Cost center': '', vInfo_tags_Environment: 'prod' };
		const { vms } = await fromTabs([tab('vInfo', [{ ...HEAD, ...named, ...TAIL }])]);
		expect(vms[0]?.customAttributes).toEqual(['Owner']);
		const without = await fromTabs([tab('vInfo', [{ ...HEAD, ...TAIL }])]);
		expect(without.vms[0]).not.toHaveProperty('customAttributes');
		expect(reasonOf(without, 'vms', 'customAttributes')).toBe('not-in-source');
	});
});

describe('vm-owner', () => {
	it('reads the content library item, and "" where the VM is linked to none', async () => {
		const linked = '<contentLibraryItemUuid>6f1d</contentLibraryItemUuid>';
		const of = async (more: object) => (await vimVm({ ...READ, ...more })).libraryItem;
		expect(await of({ 'config.contentLibItemInfo': ['VirtualMachineContentLibraryItemInfo', linked] })).toBe('6f1d');
		expect(await of({})).toBe('');
		const unread = await fromVim([vim('VirtualMachine', 'vm-1', { name: 'app-01' })]);
		expect(unread.vms[0]).not.toHaveProperty('libraryItem');
		expect(unread.vms[0]).not.toHaveProperty('vAppName');
	});

	it('reads constraints by type and kind', async () => {
		const one =
			'<constraint><constraintName>x</constraintName><constraintType>SERVICE</constraintType><constraintKind>INVARIANT</constraintKind></constraint>';
		const vm = await vimVm({
			...READ,
			'config.extensionCompatibilityConstraint': ['VirtualMachineExtensionCompatibilityConstraintSet', one],
		});
		expect(vm.extensionConstraints).toEqual(['SERVICE INVARIANT']);
		expect((await vimVm(READ)).extensionConstraints).toEqual([]);
	});
});
