import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentile, power, rounded, softMin } from '../../src/simulation/numbers.js';
import {
	blindFloor,
	copyRate,
	mtuEfficiency,
	streamCount,
	transportCap,
	windowBytes,
} from '../../src/simulation/path.js';
import { RandomStream } from '../../src/simulation/random.js';

describe('numbers', () => {
	it('takes powers, rounds and picks ranks', () => {
		expect(power(8, 1 / 3)).toBeCloseTo(2, 12);
		expect(rounded(1.234_567_89)).toBe(1.234568);
		expect([0.05, 0.5, 0.95, 1].map((share) => percentile([10, 20, 30, 40], share))).toEqual([10, 20, 40, 40]);
		expect(percentile([7], 0.5)).toBe(7);
	});

	it('has a soft minimum below every rate and near the smallest when one stands alone', () => {
		expect(softMin([100, 100], 1)).toBeCloseTo(50, 12);
		expect(softMin([5, Number.POSITIVE_INFINITY], 3)).toBe(5);
		expect(softMin([5, 0], 3)).toBe(0);
		expect(softMin([Number.POSITIVE_INFINITY], 3)).toBe(Number.POSITIVE_INFINITY);
		const rate = fc.double({ min: 1e3, max: 1e12, noNaN: true });
		fc.assert(
			fc.property(fc.array(rate, { minLength: 1, maxLength: 4 }), (rates) => {
				const soft = softMin(rates, 2.33);
				expect(soft).toBeLessThanOrEqual(Math.min(...rates) * (1 + 1e-12));
				expect(soft).toBeGreaterThan(Math.min(...rates) / 2);
			}),
		);
	});
});

describe('paths', () => {
	it('knows what Ethernet headers leave', () => {
		expect(mtuEfficiency(1500)).toBeCloseTo(0.941, 3);
		expect(mtuEfficiency(9000)).toBeCloseTo(0.99, 3);
	});

	it('has a fixed window below 4 ms and a constant rate from there on', () => {
		expect(windowBytes(0.001)).toBe(562_540);
		for (const rtt of [0.004, 0.02, 0.15]) expect(windowBytes(rtt) / rtt).toBeCloseTo(139_460_608, 3);
		const path = { streams: 2, rtt: 0.02, loss: 0, mtu: 1500 };
		expect(transportCap(path)).toBeCloseTo(2 * 139_460_608, 3);
		expect(transportCap({ ...path, rtt: 0 })).toBe(Number.POSITIVE_INFINITY);
	});

	it('lets loss limit a connection by the square root of its rate', () => {
		const path = { streams: 1, rtt: 0.05, loss: 0.0001, mtu: 1500 };
		expect(transportCap(path)).toBeCloseTo((1.22 * 1448) / (0.05 * 0.01), 3);
		expect(transportCap({ ...path, loss: 0.0004 })).toBeCloseTo(transportCap(path) / 2, 3);
	});

	it('counts streams: one per adapter, from 7.0 U2 on as many as the uplink needs', () => {
		expect([streamCount(1, false, 100e9), streamCount(3, false, 40e9)]).toEqual([1, 3]);
		expect([streamCount(1, true, 10e9), streamCount(1, true, 25e9), streamCount(2, true, 100e9)]).toEqual([1, 2, 14]);
	});

	it('expects less of a fast link that nobody measured', () => {
		expect([1e8, 1e9, 10e9, 100e9].map((rate) => rounded(blindFloor(rate)))).toEqual([0.85, 0.85, 0.12, 0.12]);
		expect(blindFloor(3e9)).toBeGreaterThan(0.12);
		expect(blindFloor(3e9)).toBeLessThan(0.85);
	});

	it('has no cap of its own without a protocol that has one', () => {
		expect(copyRate(Number.POSITIVE_INFINITY, 1e8, Number.POSITIVE_INFINITY)).toBe(1e8);
	});
});

describe('random draws', () => {
	const many = (draw: (random: RandomStream) => number): number[] => {
		const random = new RandomStream(7, 0, 1);
		return Array.from({ length: 20_000 }, () => draw(random));
	};
	const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

	it('repeats with the same seed, replication and purpose, and differs when one differs', () => {
		const first = (seed: number, replication: number, purpose: number): number =>
			new RandomStream(seed, replication, purpose).uniform();
		expect(first(1, 2, 3)).toBe(first(1, 2, 3));
		const all = [first(1, 2, 3), first(2, 2, 3), first(1, 3, 3), first(1, 2, 4), first(0, 0, 0)];
		expect(new Set(all).size).toBe(5);
	});

	it('has the shapes that it says', () => {
		expect(mean(many((random) => random.uniform()))).toBeCloseTo(0.5, 1);
		expect(mean(many((random) => random.triangular(1, 4, 9)))).toBeCloseTo(14 / 3, 0);
		expect(mean(many((random) => random.normal()))).toBeCloseTo(0, 1);
		const median = (values: number[]): number => values.sort((a, b) => a - b)[10_000] as number;
		expect(median(many((random) => random.logNormal(450, 0.6))) / 450).toBeCloseTo(1, 1);
		expect(median(many((random) => random.logUniform(1, 100)))).toBeCloseTo(10, -0.5);
		for (const value of many((random) => random.triangular(0, 0.2, 0.5))) {
			expect(value >= 0 && value <= 0.5).toBe(true);
		}
	});
});
