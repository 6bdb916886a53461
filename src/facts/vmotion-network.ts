import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import { result } from './shared/agreed.js';

const o = Type.Optional;

/** Dedicated bandwidth per concurrent hot move that the vendor supports, bit/s (vSphere 6.0 Update 1 guide, p.122). */
const FLOOR = 250e6;

interface VmotionNetwork {
	/** bit/s of the link between the sites, by the plan. */
	bandwidth?: number;
	/** bit/s that the plan's concurrency needs, at least that of one move. */
	needed: number;
	/** Simultaneous hot moves that the plan asks for, 1 when it does not say. */
	concurrency: number;
	/** Simultaneous hot moves that the bandwidth supports. */
	supported?: number;
}

/**
 * Bandwidth between the sites against the support floor per concurrent move (clarifications 4.6). One copy that was measured may
 * not fill the link, so that a measurement counts beside a bandwidth only where it does not even reach the floor of one move.
 */
export default fact({
	subjects: ['pair'],
	schema: Type.Object({
		bandwidth: o(Type.Number()),
		needed: Type.Number(),
		concurrency: Type.Number(),
		supported: o(Type.Number()),
	}),
	derive: ({ plan }) => {
		const concurrency = plan.policy.concurrency ?? 1;
		const value: VmotionNetwork = { needed: FLOOR * concurrency, concurrency };
		const { bandwidth, measured } = plan.link;
		const throughput = measured === undefined ? undefined : measured * 8;
		const slower = throughput !== undefined && throughput < Math.min(FLOOR, bandwidth ?? FLOOR);
		const bits = slower ? throughput : (bandwidth ?? throughput);
		const missing: Record<string, MissingDatum[]> = {};
		if (bits !== undefined) {
			value.bandwidth = bits;
			value.supported = Math.floor(bits / FLOOR);
		} else missing['bandwidth'] = missing['supported'] = [{ datum: 'plan.link.bandwidth', reason: 'not-declared' }];
		const assumptions =
			bits !== undefined && bits === throughput && bits !== bandwidth
				? ['The measured throughput is taken as the bandwidth']
				: [];
		return result(value, { missing, assumptions });
	},
});
