import type { Scope } from '../model/scope.js';
import type { Timeline } from '../model/timeline.js';

/** What the dry run needs. Pure: same input, same bytes. */
export interface SimulationInput {
	readonly scope: Scope;
	/** Ids of the VMs to rehearse; absent = all of the scope. */
	readonly vms?: ReadonlySet<string>;
	readonly seed: number;
	/** Absent: 1,000 up to 20 moves, then 20,000 / moves, at least 1 (clarifications 8.5). */
	readonly replications?: number;
}

/** `simulate(input)` is in `simulate.ts`. */
export type Simulate = (input: SimulationInput) => Timeline;
