import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import { result } from './shared/agreed.js';
import { FLOOR, usableBits } from './shared/link-floor.js';

const o = Type.Optional;

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

/** Bandwidth between the sites against the support floor per concurrent move (clarifications 4.6). */
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
		const { bits, measured } = usableBits(plan.link);
		const missing: Record<string, MissingDatum[]> = {};
		if (bits !== undefined) {
			value.bandwidth = bits;
			value.supported = Math.floor(bits / FLOOR);
		} else missing['bandwidth'] = missing['supported'] = [{ datum: 'plan.link.bandwidth', reason: 'not-declared' }];
		const assumptions = measured ? ['The measured throughput is taken as the bandwidth'] : [];
		return result(value, { missing, assumptions });
	},
});
