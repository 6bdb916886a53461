import type { Plan } from '../../model/plan.js';

/** bit/s that the plan says the moves can use: what was measured where it is less than the bandwidth. */
export function linkBits({ link }: Plan): number | undefined {
	const measured = link.measured === undefined ? undefined : link.measured * 8;
	if (link.bandwidth === undefined) return measured;
	return measured === undefined ? link.bandwidth : Math.min(measured, link.bandwidth);
}
