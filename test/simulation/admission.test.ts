import { describe, expect, it } from 'vitest';
import { Admission, COSTS, DISPATCH, MAX_COST, WaitingQueue } from '../../src/simulation/admission.js';

const host = [{ name: 'host esx01', max: MAX_COST.host }];
const on = (cost: number) => ({ costs: [{ resource: 0, cost }] });

/** How many of `moves` a resource takes at once. */
const together = (moves: readonly { costs: { resource: number; cost: number }[] }[], max: number): number => {
	const queue = new WaitingQueue(moves, new Admission([{ name: 'r', max }]));
	let count = 0;
	while (queue.admit(0) !== undefined) count++;
	return count;
};

describe('what vCenter starts at a time (KB 326281)', () => {
	it.each([
		['moves of memory alone on a host', COSTS.compute.host, MAX_COST.host, 8],
		['moves of memory and disks on a host', COSTS.both.host, MAX_COST.host, 2],
		['moves with disks on a datastore', COSTS.both.datastore, MAX_COST.datastore, 8],
		['moves on a 1GbE network', COSTS.both.network, MAX_COST.slowNetwork, 4],
		['moves on a 10GbE network', COSTS.both.network, MAX_COST.fastNetwork, 8],
		['cold moves on a host', COSTS.cold.host, MAX_COST.host, 8],
	])('%s', (_what, cost, max, count) => {
		expect(
			together(
				Array.from({ length: 20 }, () => on(cost)),
				max,
			),
		).toBe(count);
	});

	it('one move with disks and four without fit on a host together, a fifth waits', () => {
		const mix = [on(8), on(2), on(2), on(2), on(2), on(2)];
		expect(together(mix, MAX_COST.host)).toBe(5);
	});
});

describe('the waiting queue', () => {
	it('lets a later move pass one that waits for something else, and starts that first once there is room', () => {
		const queue = new WaitingQueue([on(16), on(16), on(2)], new Admission(host));
		expect([queue.admit(0), queue.admit(0)]).toEqual([0, undefined]);
		queue.release(on(16).costs, 7);
		expect([queue.admit(7), queue.admit(7), queue.length]).toEqual([1, undefined, 1]);
		const passing = new WaitingQueue([on(10), on(10), on(2)], new Admission(host));
		expect([passing.admit(0), passing.admit(0), passing.admit(0)]).toEqual([0, 2, undefined]);
	});

	it('books each second of waiting on what was missing', () => {
		const queue = new WaitingQueue([on(16), on(16), on(16)], new Admission(host));
		queue.admit(0);
		queue.admit(1);
		queue.release(on(16).costs, 10);
		expect(queue.admit(12)).toBe(1);
		queue.admit(13);
		queue.release(on(16).costs, 20);
		expect(queue.admit(20)).toBe(2);
		// Before it was first looked at, and from the release to the next start, a task waits for its turn.
		expect([...(queue.waits[1] ?? [])]).toEqual([
			[DISPATCH, 1 + 2],
			[0, 10 - 1],
		]);
		expect([...(queue.waits[2] ?? [])].reduce((sum, [, seconds]) => sum + seconds, 0)).toBeCloseTo(20, 12);
	});
});
