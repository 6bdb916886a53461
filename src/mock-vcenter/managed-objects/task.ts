import type { TaskEntity } from '../estate/tasks.js';
import { any, boolean, data, dateTime, derived, enumeration, int, list, ref, string } from '../wire/value.js';
import { inventoryType } from './contract.js';
import { encodeName } from './shared/managed-entity.js';

/** A task; its `info` changes while it runs, which WaitForUpdatesEx tells. */
export default inventoryType<TaskEntity>({
	type: 'Task',
	bases: ['ExtensibleManagedObject'],
	properties: (task) => ({
		availableField: list('CustomFieldDef', []),
		info: () => info(task),
		value: list('CustomFieldValue', []),
	}),
});

function info({ id, number, subject, started, completed, outcome }: TaskEntity) {
	const { target } = subject;
	return data('TaskInfo', {
		key: string(id),
		task: ref({ type: 'Task', id }),
		description: undefined,
		name: string(subject.method),
		descriptionId: string(subject.descriptionId),
		entity: target === undefined ? undefined : ref(target),
		entityName: target === undefined ? undefined : string(encodeName(target.name)),
		locked: undefined,
		state: enumeration('TaskInfoState', stateOf({ completed, outcome })),
		cancelled: boolean(false),
		cancelable: boolean(false),
		error: outcome?.error,
		result: outcome?.result === undefined ? undefined : any(outcome.result),
		progress: undefined,
		reason: derived('TaskReasonUser', { userName: string(subject.userName) }),
		queueTime: dateTime(started),
		startTime: dateTime(started),
		completeTime: completed === undefined ? undefined : dateTime(completed),
		eventChainId: int(number),
	});
}

function stateOf({ completed, outcome }: Pick<TaskEntity, 'completed' | 'outcome'>): string {
	if (completed === undefined) return 'running';
	return outcome?.error === undefined ? 'success' : 'error';
}
