import type { Plan } from '../../model/plan.js';
import type { ProbeResults } from '../../model/probes.js';
import type { Scope } from '../../model/scope.js';
import { writeFileSafely } from '../../shared/write-file.js';
import { type AppContext, evaluationTime } from '../context.js';
import { loadCollectors } from '../extensions.js';
import { prepareScope } from '../prepare-scope.js';
import { readSides } from '../sides.js';
import { type ProbingOptions, runProbes } from './run-probes.js';
import { type TargetOptions, targetsOf } from './targets.js';

export interface ProbeOptions extends ProbingOptions, TargetOptions {}

/**
 * Reads both sides, and probes what the plan is about from this machine.
 * @throws UserError when an input cannot be read or nothing is selected.
 */
export async function probePlan(plan: Plan, options: ProbeOptions, context: AppContext): Promise<ProbeResults> {
	const sides = await readSides(plan, context, await loadCollectors());
	const { scope } = prepareScope(plan, sides, evaluationTime(context));
	return probeScope(scope, options, context);
}

/** Probes what a scope is about. */
export async function probeScope(scope: Scope, options: ProbeOptions, context: AppContext): Promise<ProbeResults> {
	return runProbes(targetsOf(scope, options), context, options);
}

/** The results file in pieces: one result per line. */
export function* probeText(results: ProbeResults): Iterable<string> {
	let first = true;
	for (const [key, value] of Object.entries(results)) {
		yield `${first ? '{\n' : ',\n'}${JSON.stringify(key)}: `;
		first = false;
		if (!Array.isArray(value) || value.length === 0) yield JSON.stringify(value);
		else {
			for (const [index, item] of value.entries()) yield `${index === 0 ? '[\n' : ',\n'}\t${JSON.stringify(item)}`;
			yield '\n]';
		}
	}
	yield '\n}\n';
}

export async function writeProbes(results: ProbeResults, file: string): Promise<void> {
	await writeFileSafely(file, 'the results of the probes', probeText(results));
}
