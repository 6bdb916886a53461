import type { Inventory } from '../../model/inventory/inventory.js';
import type { Vm } from '../../model/inventory/vm.js';
import { ref } from '../wire/value.js';
import type { SavedObject } from './contract.js';
import type { PlainObject } from './plain.js';

const TASK_MANAGER = 'ScheduledTaskManager';

/** Keys of the custom attributes of VMs by name. */
export function attributeKeys(vms: readonly Vm[]): ReadonlyMap<string, number> {
	const names = new Set(vms.flatMap(({ customAttributes = [] }) => customAttributes));
	return new Map([...names].sort().map((name, index) => [name, index + 1]));
}

/** Registered products, definitions of custom attributes, and scheduled tasks. */
export function savedBelongings({ vms, vcenter }: Inventory): SavedObject[] {
	const one = (type: string, id: string, properties: PlainObject, unknown: string[] = []): SavedObject => ({
		type,
		id,
		parent: undefined,
		properties,
		unknown,
	});
	const field = [...attributeKeys(vms)].map(([name, key]) => ({ key, name, type: 'string' }));
	const tasks = vms
		.flatMap(({ id, scheduledTasks = [] }) => scheduledTasks.map((name) => ({ vm: id, name })))
		.map((task, index) => ({ ...task, id: `schedule-${index + 1}` }));
	// One list for all VMs: it is not known whole while one of them does not tell its own.
	const told = vms.every(({ scheduledTasks }) => scheduledTasks !== undefined);
	const extensionList = vcenter.extensions?.map(({ key, servers }) => ({
		key,
		server: servers.map((server) => ({ url: `https://${server}/` })),
	}));
	return [
		one(
			'ExtensionManager',
			'ExtensionManager',
			{ extensionList },
			extensionList === undefined ? ['extensionList'] : [],
		),
		one('CustomFieldsManager', 'CustomFieldsManager', { field }),
		one(
			TASK_MANAGER,
			TASK_MANAGER,
			{ scheduledTask: tasks.map(({ id }) => ref({ type: 'ScheduledTask', id })) },
			told ? [] : ['scheduledTask'],
		),
		...tasks.map(({ id, name, vm }) =>
			one('ScheduledTask', id, { info: { name, entity: ref({ type: 'VirtualMachine', id: vm }) } }),
		),
	];
}
