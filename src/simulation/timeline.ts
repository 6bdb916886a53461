import type { Timeline } from '../model/timeline.js';
import { DISPATCH, type Resource } from './admission.js';
import type { Inputs } from './inputs.js';
import type { SimMove } from './model.js';
import { rounded } from './numbers.js';
import type { MoveResult, RunResult } from './result.js';
import type { Study } from './uncertainty.js';

type MoveLine = Timeline['moves'][number];
type Phase = MoveLine['phases'][number];
/** Points of the utilisation curve. */
const BUCKETS = 24;

/** The moves of the median replication; a VM that could not be simulated stays in the list as unknown. */
export function moveLines(inputs: Inputs, study: Study | undefined): MoveLine[] {
	let next = 0;
	return inputs.chosen.map(({ move, sim }) => {
		const vm = { id: move.vm.id, name: move.vm.name };
		const place = sim === undefined ? -1 : next++;
		const result = study?.median.moves[place];
		if (sim === undefined || result === undefined) return { vm, phases: [], waits: [], outcome: 'unknown' };
		const stun = study?.stuns[place];
		return {
			vm,
			start: rounded(result.start),
			end: rounded(result.end),
			phases: phasesOf(sim, result),
			...(sim.hot ? { rounds: result.rounds } : {}),
			...(sim.hot ? { sdps: { used: result.slowest < 1, slowdown: rounded(1 - result.slowest) } } : {}),
			...(stun === undefined ? {} : { stun }),
			waits: waitsOf(inputs.plan.resources, result),
			outcome: result.failure === undefined ? 'moved' : 'failed',
			...(result.failure === undefined ? {} : { cause: result.failure }),
		};
	});
}

function phasesOf(sim: SimMove, result: MoveResult): Phase[] {
	const { start, connectEnd, disksEnd, memoryEnd, end, diskBytes, memoryBytes } = result;
	const all: Phase[] = [
		{ name: 'wait', start: 0, end: start },
		{ name: 'connect', start, end: connectEnd },
		{ name: 'disks', start: connectEnd, end: disksEnd, bytes: Math.round(diskBytes) },
	];
	if (sim.hot) all.push({ name: 'memory', start: disksEnd, end: memoryEnd, bytes: Math.round(memoryBytes) });
	all.push({ name: 'cutover', start: sim.hot ? memoryEnd : disksEnd, end });
	return all
		.filter((phase) => phase.end > phase.start)
		.map((phase) => ({ ...phase, start: rounded(phase.start), end: rounded(phase.end) }));
}

function nameOf(resources: readonly Resource[], resource: number): string {
	return resource === DISPATCH ? 'start of tasks one after another' : (resources[resource] as Resource).name;
}

function waitsOf(resources: readonly Resource[], { waits }: MoveResult): MoveLine['waits'] {
	return [...waits]
		.map(([resource, seconds]) => ({ resource: nameOf(resources, resource), seconds: rounded(seconds) }))
		.filter(({ seconds }) => seconds > 0)
		.sort((a, b) => b.seconds - a.seconds);
}

/** Less waiting than this share of the time under way is no bottleneck. */
const WORTH_NAMING = 0.05;

/** The resource for which VMs waited longest in all, with how many it takes at a time. Absent when hardly any waited. */
export function bottleneck(inputs: Inputs, { moves }: RunResult): Timeline['bottleneck'] {
	const { resources } = inputs.plan;
	const seconds = new Map<number, number>();
	let all = 0;
	let moving = 0;
	for (const { waits, start, end } of moves) {
		moving += end - start;
		for (const [resource, wait] of waits) {
			seconds.set(resource, (seconds.get(resource) ?? 0) + wait);
			all += wait;
		}
	}
	const [worst] = [...seconds].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
	if (worst === undefined || all <= WORTH_NAMING * moving) return undefined;
	const [resource, wait] = worst;
	const name = nameOf(resources, resource);
	if (resource === DISPATCH) return { resource: name, share: rounded(wait / all) };
	const most = Math.max(
		...inputs.plan.moves
			.flatMap(({ costs }) => costs)
			.filter((one) => one.resource === resource)
			.map(({ cost }) => cost),
	);
	const atATime = Math.floor((resources[resource] as Resource).max / most);
	return { resource: `${atATime} at a time on ${name}`, share: rounded(wait / all) };
}

/** Destination datastores over the median replication; without times only before and after. */
export function datastoreLines(inputs: Inputs, run: RunResult | undefined): Timeline['datastores'] {
	return inputs.plan.datastores.map(({ id, name, free }, i) => {
		if (free === undefined) return { id, name };
		const result = run?.datastores[i];
		if (result?.after !== undefined) {
			const { after, lowest, lowestAt } = result;
			return {
				id,
				name,
				freeBefore: free,
				freeAfter: Math.round(after),
				lowest: Math.round(lowest as number),
				lowestAt: rounded(lowestAt as number),
			};
		}
		const taken = inputs.plan.moves.flatMap(({ space }) => space).filter(({ datastore }) => datastore === i);
		const after = Math.round(taken.reduce((rest, { bytes }) => rest - bytes, free));
		return { id, name, freeBefore: free, freeAfter: after };
	});
}

/** Mean share of the link's capacity that is used, over equal parts of the median replication. */
export function linkLines(run: RunResult, capacity: number): Timeline['links'] {
	const { usage, makespan } = run;
	if (makespan <= 0 || capacity <= 0) return [];
	const width = makespan / BUCKETS;
	const bytes = Array.from({ length: BUCKETS }, () => 0);
	for (const [i, { at, rate }] of usage.entries()) {
		const until = usage[i + 1]?.at ?? makespan;
		for (let bucket = Math.floor(at / width); bucket < BUCKETS && bucket * width < until; bucket++) {
			const from = Math.max(at, bucket * width);
			const to = Math.min(until, (bucket + 1) * width);
			if (to > from) bytes[bucket]! += rate * (to - from);
		}
	}
	return [{ name: 'link', utilisation: bytes.map((sum) => rounded(sum / (width * capacity))) }];
}
