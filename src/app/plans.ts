import { type PlanFlags, planFromFlags, readPlan } from '../documents/plan.js';
import type { Plan } from '../model/plan.js';
import type { PlanInput } from '../model/plan-document.js';
import { UserError } from '../shared/errors.js';

export type { PlanFlags };

/**
 * The plans of a command: files, changed by flags, or the one plan that `--source` and `--destination` describe.
 * @throws UserError when there is neither.
 */
export async function plansOf(files: readonly string[], flags: PlanFlags): Promise<readonly Plan[]> {
	if (files.length > 0) return Promise.all(files.map((file) => readPlan(file, flags)));
	if (flags.source === undefined && flags.destination === undefined)
		throw new UserError('usage', 'There is no plan and no pair of sources to check.', {
			suggestions: ['Name a plan file, or give --source SOURCE and --destination SOURCE.'],
		});
	return [await planFromFlags(flags)];
}

/** Files and folders that a plan reads: outputs may not replace them. */
export function filesOf(plan: Plan): readonly string[] {
	const inputs = [...plan.source, ...plan.destination].map(pathOf);
	const lists = (plan.select.list ?? []).map((entry) => entry.where.replace(/:\d+$/, ''));
	return [...new Set([plan.file, plan.waiversFile, ...inputs, ...lists].filter((file) => file !== undefined))];
}

function pathOf(input: PlanInput): string | undefined {
	if (typeof input !== 'string') return input.rvtools ?? input.inventory ?? input.govc ?? input.mock;
	return input.includes('://')
		? undefined
		: input.replace(/^(rvtools|inventory|govc|mock):/, '').replace(/#[^#/\\]*$/, '');
}
