import type { VCenterSpec } from '../scenario/schema.js';
import type { Entity, VmEntity } from './entities.js';

/** A task that runs by the clock on a VM. */
export interface ScheduledTaskEntity extends Entity {
	readonly type: 'ScheduledTask';
	readonly vm: VmEntity;
}

/** The scheduled tasks of all VMs, as their groups name them. */
export function scheduledTasksOf(vms: Iterable<VmEntity>): ScheduledTaskEntity[] {
	const tasks: ScheduledTaskEntity[] = [];
	for (const vm of vms)
		for (const name of vm.group.scheduledTasks ?? [])
			tasks.push({ type: 'ScheduledTask', id: `schedule-${tasks.length + 1}`, name, parent: undefined, vm });
	return tasks;
}

/** Names of the custom attributes that VMs have, in the order of their keys. */
export function attributesOf({ datacenters }: VCenterSpec): string[] {
	const groups = datacenters.flatMap(({ vms = [] }) => vms);
	return [...new Set(groups.flatMap(({ customAttributes = {} }) => Object.keys(customAttributes)))].sort();
}
