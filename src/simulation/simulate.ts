import type { Timeline } from '../model/timeline.js';
import type { Simulate } from './contract.js';
import { type Inputs, readInputs } from './inputs.js';
import { NOT_VALIDATED } from './parameters.js';
import { bottleneck, datastoreLines, linkLines, moveLines } from './timeline.js';
import { defaultReplications, type Study, studyPlan } from './uncertainty.js';

/**
 * Rehearses the move: many seeded replications, of which the timeline shows the one with the median makespan. Never fails on
 * missing data: what is missing is named in `unknown`, what depends on it is absent, and the rest is simulated. The same
 * input gives the same bytes.
 */
export const simulate: Simulate = (input) => {
	const inputs = readInputs(input);
	const count = inputs.plan.moves.length;
	const replications = input.replications ?? defaultReplications(count);
	const study = inputs.timed && count > 0 ? studyPlan(inputs.plan, input.seed, replications, inputs.window) : undefined;
	const { windowStart } = input.scope.plan.policy;
	return {
		seed: input.seed,
		replications,
		mode: inputs.plan.network.measured ? 'measured' : 'blind',
		assumptions: [...inputs.assumptions],
		notValidated: [...NOT_VALIDATED],
		unknown: inputs.unknown,
		...(windowStart === undefined ? {} : { windowStart }),
		...(study === undefined ? {} : figures(inputs, study)),
		...bytesOf(inputs, study),
		moves: moveLines(inputs, study),
		datastores: datastoreLines(inputs, study?.median),
		links: study === undefined ? [] : linkLines(study.median, study.linkCapacity),
	};
};

/** Figures over all replications. Whether the window holds is not told while a VM is left out. */
function figures(inputs: Inputs, study: Study): Partial<Timeline> {
	const { outsideWindow, ...probability } = study.probability;
	const complete = inputs.chosen.every(({ sim }) => sim !== undefined);
	const worst = bottleneck(inputs, study.median);
	return {
		makespan: { ...study.makespan },
		probability: { ...probability, ...(complete && outsideWindow !== undefined ? { outsideWindow } : {}) },
		...(worst === undefined ? {} : { bottleneck: worst }),
	};
}

/** Bytes that cross the network. Without times: disks and memory once. Absent while any VM's are unknown. */
function bytesOf(inputs: Inputs, study: Study | undefined): Pick<Timeline, 'bytes'> {
	if (inputs.chosen.some(({ sim }) => sim === undefined)) return {};
	if (study !== undefined) {
		return { bytes: Math.round(study.median.moves.reduce((sum, move) => sum + move.diskBytes + move.memoryBytes, 0)) };
	}
	const ofMove = inputs.plan.moves.map(({ memory, disks }) => disks.reduce((sum, { bytes }) => sum + bytes, memory));
	return { bytes: Math.round(ofMove.reduce((sum, bytes) => sum + bytes, 0)) };
}
