import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import { result } from './shared/agreed.js';
import { linkBits } from './shared/link.js';

const o = Type.Optional;
/** vSphere samples active memory over a minute; all of it is taken as written once in that time. */
const SAMPLE_SECONDS = 60;
/** Least ratio of sent to dirtied bytes per round before the guest is slowed (host setting Migrate.PreCopyMinProgressPerc, 130 %). */
const PROGRESS = 1.3;

interface DirtyRate {
	/** byte/s that the guest is taken to write at most. */
	rate?: number;
	/** byte/s of the link for one of the moves that run at the same time. */
	throughput?: number;
	/** Sending outruns writing, so that the guest need not be slowed. */
	calm?: boolean;
}

/** Memory that a guest dirties, estimated from its active memory, against what the link sends for one move. */
export default fact({
	subjects: ['vm'],
	schema: Type.Object({ rate: o(Type.Number()), throughput: o(Type.Number()), calm: o(Type.Boolean()) }),
	vmData: ['activeMemoryBytes'],
	derive: ({ move: { vm } }, { scope }) => {
		const value: DirtyRate = {};
		const missing: Record<string, MissingDatum[]> = {};
		const bits = linkBits(scope.plan);
		if (vm.activeMemoryBytes !== undefined) value.rate = vm.activeMemoryBytes / SAMPLE_SECONDS;
		else
			missing['rate'] = [
				{ datum: 'vm.activeMemoryBytes', reason: scope.source.reason('vms', vm, 'activeMemoryBytes') },
			];
		if (bits !== undefined) value.throughput = bits / 8 / (scope.plan.policy.concurrency ?? 1);
		else missing['throughput'] = [{ datum: 'plan.link.bandwidth', reason: 'not-declared' }];
		if (value.rate !== undefined && value.throughput !== undefined)
			value.calm = value.throughput >= value.rate * PROGRESS;
		else if (value.rate === 0) value.calm = true;
		else missing['calm'] = [...(missing['rate'] ?? []), ...(missing['throughput'] ?? [])];
		return result(value, {
			missing,
			assumptions:
				value.rate === undefined ? [] : ['A guest is taken to write each page of its active memory once a minute'],
		});
	},
});
