import type { Plan } from '../model/plan.js';
import type { Report } from '../model/report.js';
import type { Scope } from '../model/scope.js';
import type { Timeline } from '../model/timeline.js';
import type { RenderOptions } from '../reporters/contract.js';
import { renderDryRun } from '../reporters/text/dry-run.js';
import { Page } from '../reporters/text/page.js';
import { defined } from '../shared/defined.js';
import { UserError } from '../shared/errors.js';
import { breakCommands } from '../shared/escape.js';
import type { SimulationInput } from '../simulation/contract.js';
import { simulate } from '../simulation/simulate.js';
import { planHeader } from './build-report.js';
import { type AppContext, evaluationTime } from './context.js';
import { loadCollectors } from './extensions.js';
import { missingData } from './missing-data.js';
import { prepareScope } from './prepare-scope.js';
import { readSides } from './sides.js';

export interface DryRunOptions {
	/** Default 1: the same seed gives the same bytes. */
	readonly seed?: number;
	readonly replications?: number;
}

/** A timeline, what it is of, and the words for the data that it misses. */
export interface Rehearsal {
	readonly scope: Scope;
	readonly timeline: Timeline;
	readonly data: Report['data'];
}

/** The simulation's input for a scope; `vms` narrows it to some of its VMs. */
export function simulationInput(scope: Scope, options: DryRunOptions, vms?: ReadonlySet<string>): SimulationInput {
	return defined({ scope, vms, seed: options.seed ?? 1, replications: options.replications });
}

/**
 * Rehearses a plan without checking it.
 * @throws UserError when an input cannot be read or nothing is selected.
 */
export async function simulatePlan(plan: Plan, options: DryRunOptions, context: AppContext): Promise<Rehearsal> {
	const collectors = await loadCollectors();
	const sides = await readSides(plan, context, collectors);
	const { scope } = prepareScope(plan, sides, evaluationTime(context));
	tellUnmatched(scope, context);
	context.progress.phase('rehearsing the move');
	const timeline = simulate(simulationInput(scope, options));
	const missing = timeline.unknown.flatMap((one) => one.missing);
	const inputs = [...sides.source.inputs, ...sides.destination.inputs];
	return { scope, timeline, data: missingData(missing, inputs, collectors.values()) };
}

/** Names that match nothing are a finding of `check`; here they are told, and a rehearsal of nothing is refused. */
function tellUnmatched({ unmatched, moves, moved }: Scope, { progress }: AppContext): void {
	const names = unmatched.slice(0, 5).map(({ entry, where }) => `"${entry}" (${where})`);
	const rest = unmatched.length > names.length ? ` and ${unmatched.length - names.length} more` : '';
	if (moves.length === 0)
		throw new UserError(
			'nothing-to-simulate',
			moved.length > 0
				? 'There is nothing to rehearse: all selected VMs are at the destination already.'
				: `There is nothing to rehearse: the source has no ${names.join(', ')}${rest}.`,
			{ suggestions: ['Check "select" of the plan.'] },
		);
	if (names.length > 0) progress.note(`Left out, because the source has none or several: ${names.join(', ')}${rest}.`);
}

/** The dry run for a terminal, without a verdict. */
export function* timelineText({ scope, timeline, data }: Rehearsal, options: RenderOptions): Iterable<string> {
	for (const line of renderDryRun(new Page(options), timeline, planHeader(scope), data))
		yield `${breakCommands(line)}\n`;
}
