import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BandwidthSharing, type Flow } from '../../src/simulation/bandwidth.js';

const flow = (links: number[], weight = 1, cap = Number.POSITIVE_INFINITY): Flow => ({ links, weight, cap, rate: 0 });
const rates = (capacities: number[], flows: Flow[]): number[] => {
	new BandwidthSharing(capacities).share(flows);
	return flows.map(({ rate }) => rate);
};

describe('sharing links', () => {
	it('gives the textbook answer for three flows on two links', () => {
		// Link 0 (10) carries a and b, link 1 (20) carries b and c: a and b get 5 each, c the 15 that b leaves.
		expect(rates([10, 20], [flow([0]), flow([0, 1]), flow([1])])).toEqual([5, 5, 15]);
	});

	it('weighs flows and gives what a capped one leaves to the others', () => {
		expect(rates([12], [flow([0], 1), flow([0], 2)])).toEqual([4, 8]);
		expect(rates([12], [flow([0], 1, 2), flow([0], 1), flow([0], 1)])).toEqual([2, 5, 5]);
	});

	it('lets a flow without limit run at its cap, and a dead link stop it', () => {
		expect(rates([Number.POSITIVE_INFINITY], [flow([0], 1, 7)])).toEqual([7]);
		expect(rates([5], [flow([], 1, 3)])).toEqual([3]);
		expect(rates([0, 9], [flow([0, 1]), flow([1])])).toEqual([0, 9]);
	});

	const system = fc.record({
		capacities: fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 6 }),
		flows: fc.array(
			fc.record({
				links: fc.uniqueArray(fc.nat(5), { minLength: 1, maxLength: 4 }),
				weight: fc.integer({ min: 1, max: 9 }),
				cap: fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.integer({ min: 1, max: 500 })),
			}),
			{ minLength: 1, maxLength: 12 },
		),
	});

	it('never overloads a link, and every flow is at its cap or crosses a full link where nobody is better off', () => {
		fc.assert(
			fc.property(system, ({ capacities, flows: drawn }) => {
				const flows = drawn.map(({ links, weight, cap }) =>
					flow([...new Set(links.map((link) => link % capacities.length))], weight, cap),
				);
				new BandwidthSharing(capacities).share(flows);
				const load = capacities.map((_, link) =>
					flows.filter((one) => one.links.includes(link)).reduce((sum, one) => sum + one.rate, 0),
				);
				for (const [link, sum] of load.entries()) {
					expect(sum).toBeLessThanOrEqual((capacities[link] as number) * (1 + 1e-9));
				}
				for (const one of flows) {
					expect(one.rate).toBeLessThanOrEqual(one.cap * (1 + 1e-9));
					if (one.rate >= one.cap * (1 - 1e-9)) continue;
					const fair = one.links.some((link) => {
						const full = (load[link] as number) >= (capacities[link] as number) * (1 - 1e-9);
						const others = flows.filter((other) => other.links.includes(link));
						return full && others.every((other) => other.rate / other.weight <= (one.rate / one.weight) * (1 + 1e-9));
					});
					expect(fair).toBe(true);
				}
			}),
		);
	});
});
