import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Kernel } from '../../src/simulation/kernel.js';

describe('the event queue', () => {
	it('hands out events by time, then priority, then the order of scheduling', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat(3)), { maxLength: 60 }), (events) => {
				const kernel = new Kernel<number>();
				for (const [i, [at, priority]] of events.entries()) kernel.schedule(at, priority, i);
				const order: number[] = [];
				for (let event = kernel.next(); event !== undefined; event = kernel.next()) order.push(event);
				const expected = events
					.map(([at, priority], i) => [at, priority, i] as const)
					.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2])
					.map(([, , i]) => i);
				expect(order).toEqual(expected);
			}),
		);
	});

	it('fits what is scheduled for the present moment in by priority', () => {
		const kernel = new Kernel<string>();
		kernel.schedule(1, 0, 'first');
		kernel.schedule(1, 2, 'third');
		expect(kernel.next()).toBe('first');
		kernel.schedule(1, 1, 'second');
		kernel.schedule(1, 2, 'fourth');
		expect([kernel.next(), kernel.next(), kernel.next(), kernel.next()]).toEqual([
			'second',
			'third',
			'fourth',
			undefined,
		]);
		expect(kernel.now).toBe(1);
	});

	it('refuses the past and times that are no number', () => {
		const kernel = new Kernel<string>();
		kernel.schedule(5, 0, 'a');
		kernel.next();
		for (const at of [4, Number.NaN, Number.POSITIVE_INFINITY]) {
			expect(() => kernel.schedule(at, 0, 'b')).toThrow(`event at ${at}, now 5`);
		}
	});
});
