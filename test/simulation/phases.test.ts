import { describe, expect, it } from 'vitest';
import { exceedsSwitchover, stunSeconds } from '../../src/simulation/phases/cutover.js';
import { DiskCopy, thinCap } from '../../src/simulation/phases/disks.js';
import { PreCopy } from '../../src/simulation/phases/memory.js';
import { runOnce } from '../../src/simulation/run.js';
import { drawsOf, simMove, simPlan } from '../support/sim-plan.js';

describe('disk copy with write mirroring', () => {
	it('ends at the same moment whether time goes by in one step or in a hundred', () => {
		const whole = new DiskCopy(2e10, 2e7);
		const left = whole.secondsLeft(1e8);
		const steps = new DiskCopy(2e10, 2e7);
		for (let i = 0; i < 100; i++) steps.advance(left / 100, 1e8);
		expect(steps.secondsLeft(1e8)).toBeCloseTo(0, 6);
		// The figure that the reference gives for 20 GB, 100 MB/s and 20 MB/s.
		expect(left).toBeCloseTo(223.14, 2);
	});

	it('slows a guest that writes faster than 80 % of the copy', () => {
		expect(new DiskCopy(1e9, 1e9).secondsLeft(1e8)).toBeCloseTo(-(1e9 / 8e7) * Math.log(0.2), 9);
	});

	it('stands still without bandwidth', () => {
		const copy = new DiskCopy(1e9, 0);
		expect(copy.secondsLeft(0)).toBe(Number.POSITIVE_INFINITY);
		expect(copy.advance(10, 0)).toBe(0);
	});

	it('looks through the unallocated part of thin disks at 2 GB/s', () => {
		expect(thinCap(1e9, 1e9)).toBe(Number.POSITIVE_INFINITY);
		expect(thinCap(1e9, 1e11)).toBeCloseTo(2e7, 3);
	});
});

describe('memory pre-copy', () => {
	/** Runs rounds at a constant rate to the end. */
	const run = (memory: PreCopy, rate: number): { end: string; seconds: number } => {
		let seconds = 0;
		for (;;) {
			const left = memory.secondsLeft(rate);
			memory.advance(left, rate);
			seconds += left;
			const end = memory.endRound();
			if (end !== 'round') return { end, seconds };
		}
	};

	it('turns SDPS on when a round sends less than 130 % of what was dirtied, so far that sending is five times dirtying', () => {
		const memory = new PreCopy(8e9, { hot: 4e9, fill: 5, cold: 0 }, 0);
		const rate = 1e8;
		memory.advance(memory.secondsLeft(rate), rate);
		expect(memory.endRound()).toBe('round');
		expect(memory.speed).toBe(1);
		memory.advance(memory.secondsLeft(rate), rate);
		expect(memory.endRound()).toBe('round');
		expect(memory.speed).toBeCloseTo((rate / (5 * (4e9 / 5))) as number, 12);
	});

	it('looks at a long first round every 30 s', () => {
		const memory = new PreCopy(64e9, { hot: 16e9, fill: 5, cold: 5e7 }, 0);
		memory.advance(30, 1e8);
		memory.considerFirstRound(1e8);
		expect(memory.usedSdps).toBe(true);
		const calm = new PreCopy(64e9, { hot: 1e8, fill: 5, cold: 1e6 }, 0);
		calm.advance(30, 1e8);
		calm.considerFirstRound(1e8);
		expect(calm.usedSdps).toBe(false);
	});

	it('always ends: hot guests converge under SDPS, hopeless ones are given up', () => {
		const hot = new PreCopy(64e9, { hot: 16e9, fill: 5, cold: 5e7 }, 0);
		expect(run(hot, 1e9).end).toBe('cutover');
		expect(hot.rest).toBeLessThanOrEqual(0.5 * hot.lastRate);
		const hopeless = new PreCopy(64e9, { hot: 32e9, fill: 0.1, cold: 0 }, 0);
		expect(run(hopeless, 1e7).end).toBe('failed');
	});

	it('sends nothing for memory that is all zero', () => {
		const empty = new PreCopy(0, { hot: 0, fill: 10, cold: 0 }, 1);
		expect(run(empty, 1e8)).toEqual({ end: 'cutover', seconds: 0 });
		expect(empty.rest).toBe(0);
	});

	it('jumps at the SDPS threshold: a little more bandwidth may finish later, because the guest is left alone', () => {
		const at = (rate: number): { seconds: number; sdps: boolean } => {
			const memory = new PreCopy(8e9, { hot: 1e9, fill: 5, cold: 0 }, 0);
			return { ...run(memory, rate), sdps: memory.usedSdps };
		};
		const rates = Array.from({ length: 400 }, (_, i) => 5e7 + i * 2.5e6).map((rate) => ({ rate, ...at(rate) }));
		const later = rates.filter((one, i) => i > 0 && one.seconds > (rates[i - 1]?.seconds as number) + 1e-9);
		expect(rates.some((one) => one.sdps) && rates.some((one) => !one.sdps)).toBe(true);
		// Within one state more is never later: every step up is a change of how far the guest is slowed.
		const calm = rates.filter((one) => !one.sdps);
		for (const [i, one] of calm.entries()) {
			if (i > 0) expect(one.seconds).toBeLessThanOrEqual((calm[i - 1]?.seconds as number) + 1e-9);
		}
		expect(later.length).toBeGreaterThan(0);
		expect(later.every((one) => one.rate <= (calm[0]?.rate as number))).toBe(true);
	});
});

describe('cutover', () => {
	it('flags what the reference says about distance: 5 trips at 150 ms take 0.75 s alone', () => {
		expect(stunSeconds({ rest: 0, rate: 1, checkpoint: 0, roundTrips: 5, rtt: 0.15, disks: 0 })).toBeCloseTo(0.75, 12);
	});

	it('fails beyond 100 s, after that pause, with the VM at the source and its space given back', () => {
		expect([exceedsSwitchover(100), exceedsSwitchover(100.1)]).toEqual([false, true]);
		const space = [{ datastore: 0, bytes: 10 }];
		const plan = simPlan({
			moves: [simMove('a', { hot: true, memory: 1e9, space })],
			datastores: [{ id: 'd', name: 'd', free: 100 }],
		});
		const { moves, datastores } = runOnce(plan, drawsOf(plan, { checkpoint: 150 }));
		expect(moves[0]?.failure).toBe('the hand-over would take more than 100 s');
		expect(moves[0]?.end).toBeCloseTo((moves[0]?.memoryEnd as number) + 100, 9);
		expect(moves[0]?.stun).toBeUndefined();
		expect(datastores).toEqual([{ after: 100, lowest: 90, lowestAt: 0 }]);
	});
});
