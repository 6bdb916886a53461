import { listAt, textAt } from '../shared/xml-value.js';
import { type Collector, CUSTOM_ATTRIBUTES, part, type VimContext, type VimProperties } from './contract.js';
import { refs } from './read/vim.js';

const FIELDS = { type: 'CustomFieldsManager', paths: ['field'] };
const TASK_MANAGER = { type: 'ScheduledTaskManager', paths: ['scheduledTask'] };
const TASK = { type: 'ScheduledTask', paths: ['info.entity', 'info.name'] };

/** Custom attributes that have a value (clarifications 5.8). The values are nobody's business but the owners'. */
function attributes(vm: VimProperties, context: VimContext): string[] {
	const names = namesOf(context);
	const set = listAt(vm.get('customValue')).filter((one) => (textAt(one, 'value') ?? '') !== '');
	const keys = set.map((one) => textAt(one, 'key') ?? '');
	return [...new Set(keys.map((key) => names.get(key) ?? `attribute ${key}`))].sort();
}

function permissions(vm: VimProperties): string[] {
	return [...new Set(listAt(vm.get('permission')).flatMap((one) => textAt(one, 'principal') ?? []))].sort();
}

const NAMES = new WeakMap<VimContext, ReadonlyMap<string, string>>();

function namesOf(context: VimContext): ReadonlyMap<string, string> {
	let names = NAMES.get(context);
	if (names === undefined) {
		const defined = context.ids(FIELDS.type).flatMap((id) => listAt(context.property(id, 'field')));
		names = new Map(defined.map((field) => [textAt(field, 'key') ?? '', textAt(field, 'name') ?? '']));
		NAMES.set(context, names);
	}
	return names;
}

const TASKS = new WeakMap<VimContext, { readonly byEntity: ReadonlyMap<string, string[]> | undefined }>();

/** Scheduled tasks of a VM by name. A task of which nobody tells whose it is may be any VM's. */
function tasksOf(vm: VimProperties, context: VimContext): string[] | undefined {
	let known = TASKS.get(context);
	if (known === undefined) {
		known = { byEntity: tasksByEntity(context) };
		TASKS.set(context, known);
	}
	return known.byEntity && (known.byEntity.get(vm.id) ?? []);
}

function tasksByEntity(context: VimContext): ReadonlyMap<string, string[]> | undefined {
	const lists = context.ids(TASK_MANAGER.type).map((id) => context.property(id, 'scheduledTask'));
	if (lists.length === 0 || lists.includes(undefined)) return undefined;
	const tasks = new Map<string, string[]>();
	for (const id of lists.flatMap(refs)) {
		const entity = textAt(context.property(id, 'info.entity'));
		if (entity === undefined) return undefined;
		const name = textAt(context.property(id, 'info.name')) ?? id;
		tasks.set(entity, [...(tasks.get(entity) ?? []), name].sort());
	}
	return tasks;
}

export default {
	concern: 'vm-belongings',
	title: 'What stays behind when a VM leaves: permissions of its own, custom attributes, scheduled tasks',
	parts: [
		part('vms', {
			permissions: { vim: { paths: ['permission'], read: permissions } },
			customAttributes: {
				vim: { paths: ['customValue'], needs: [FIELDS], read: attributes },
				rvtools: { tab: 'vInfo', columns: [CUSTOM_ATTRIBUTES], one: (row) => row.customAttributes() },
			},
			scheduledTasks: {
				vim: { paths: [], needs: [TASK_MANAGER, TASK], absenceMeans: true, read: tasksOf },
			},
		}),
	],
} satisfies Collector;
