import type { ScheduledTaskEntity } from '../estate/scheduled-tasks.js';
import { boolean, data, list, ref, string } from '../wire/value.js';
import { inventoryType } from './contract.js';

/** A task that is scheduled for a VM. */
export default inventoryType<ScheduledTaskEntity>({
	type: 'ScheduledTask',
	bases: ['ExtensibleManagedObject'],
	properties: (task) => ({
		availableField: list('CustomFieldDef', []),
		info: () =>
			data('ScheduledTaskInfo', {
				name: string(task.name),
				description: string(''),
				enabled: boolean(true),
				scheduledTask: ref(task),
				entity: ref(task.vm),
				taskObject: ref(task.vm),
			}),
		value: list('CustomFieldValue', []),
	}),
});
