import type { Plan } from '../../model/plan.js';

/** Dedicated bandwidth per concurrent hot move that the vendor supports, bit/s (vSphere 6.0 Update 1 guide, p.122). */
export const FLOOR = 250e6;

/**
 * bit/s that moves may use. One copy that was measured may not fill the link, so that a measurement counts beside a bandwidth
 * only where it does not even reach the floor of one move. Undefined while the plan says neither.
 */
export function usableBits({ bandwidth, measured }: Plan['link']): { bits?: number; measured: boolean } {
	const throughput = measured === undefined ? undefined : measured * 8;
	const slower = throughput !== undefined && throughput < Math.min(FLOOR, bandwidth ?? FLOOR);
	const bits = slower ? throughput : (bandwidth ?? throughput);
	if (bits === undefined) return { measured: false };
	return { bits, measured: bits === throughput && bits !== bandwidth };
}

/** Simultaneous hot moves that the link supports. */
export function supportedMoves(link: Plan['link']): number | undefined {
	const { bits } = usableBits(link);
	return bits === undefined ? undefined : Math.floor(bits / FLOOR);
}
