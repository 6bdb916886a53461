import type { Plan } from '../model/plan.js';
import type { Report } from '../model/report.js';
import { simulate } from '../simulation/simulate.js';
import { type Checked, type CheckOptions, check } from './check.js';
import type { AppContext } from './context.js';
import { loadCollectors } from './extensions.js';
import { withMissingData } from './missing-data.js';
import { type DryRunOptions, simulationInput } from './simulate.js';

export interface RunOptions extends CheckOptions, DryRunOptions {
	/** Rehearse the VMs that are ready or clear although others are not. */
	readonly simulateReady?: boolean;
}

/** VM verdicts that a dry run may include when others keep the gate closed. */
const MAY_MOVE = new Set(['ready', 'ready-with-warnings', 'clear']);

/**
 * The main job: check, and when the gate is open (exit code 0), rehearse the move. The exit code is the check's.
 * @throws UserError as `check` does.
 */
export async function run(plan: Plan, options: RunOptions, context: AppContext): Promise<Report> {
	const { report, scope } = await check(plan, options, context);
	const vms = rehearsed({ report, scope }, options.simulateReady ?? false);
	if (vms === undefined) return report;
	context.progress.phase('rehearsing the move');
	const timeline = simulate(simulationInput(scope, options, vms));
	return withMissingData({ ...report, timeline }, (await loadCollectors()).values());
}

/** Ids of the VMs to rehearse; undefined while the gate is closed or nothing may move. */
function rehearsed({ report, scope }: Checked, simulateReady: boolean): ReadonlySet<string> | undefined {
	if (report.exitCode === 0) return scope.moves.length > 0 ? new Set(scope.moves.map(({ vm }) => vm.id)) : undefined;
	if (!simulateReady || report.exitCode === 2) return undefined;
	const ids = report.vms.filter(({ verdict }) => MAY_MOVE.has(verdict)).map(({ id }) => id);
	return ids.length > 0 ? new Set(ids) : undefined;
}
