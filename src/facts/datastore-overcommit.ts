import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { Datastore } from '../model/inventory/storage.js';
import type { Move, Scope } from '../model/scope.js';
import { fitsIn } from './demand/amount.js';
import { datastoreGap, landings } from './demand/landings.js';
import { judge } from './demand/verdict.js';
import { factorOf, type VsanTable } from './demand/vsan.js';
import { result } from './shared/agreed.js';

const o = Type.Optional;
/** Kinds of VMs that vSphere or a recovery product makes itself: they do not move (clarifications 4.8). */
const UNCOUNTED: readonly unknown[] = ['vcls', 'placeholder'];

interface Overcommit {
	/** VMs that land here, or may land here while the plan leaves it open. */
	vms: number;
	/** What all VMs of the datastore may grow to after the move, with those that land for certain. */
	provisionedBytes?: number;
	/** Share of the capacity that is then promised: 1.2 is 20 % more than there is. */
	ratio?: number;
	/** What is promised does not exceed the capacity. */
	within?: boolean;
}

/** Whether thin disks could outgrow a destination datastore: provisioned space after the move against its capacity. */
export default fact({
	subjects: ['datastore'],
	schema: Type.Object({
		vms: Type.Number(),
		provisionedBytes: o(Type.Number()),
		ratio: o(Type.Number()),
		within: o(Type.Boolean()),
	}),
	needs: ['vm-kind'],
	prepare: (context) => {
		const kindOf = (move: Move) => context.fact<{ kind?: string }>('vm-kind', 'vm', { move }).value.kind;
		return {
			poolOf: landings(fullyGrown(context.scope), (move) => !UNCOUNTED.includes(kindOf(move))),
			factors: factorOf(context.scope.plan.placement.redundancy, context.table<VsanTable>('vsan-factors')),
		};
	},
	derive: ({ datastore }, { scope }, { poolOf, factors }) => {
		const pool = poolOf(datastore);
		const factor = factors(datastore);
		const demand = judge(datastore, pool, factor, unpromised);
		const { capacityBytes, provisionedBytes } = datastore;
		const value: Overcommit = { vms: demand.count };
		const missing: Record<string, MissingDatum[]> = {};
		const lacks = (['capacityBytes', 'provisionedBytes'] as const)
			.filter((datum) => datastore[datum] === undefined)
			.map((datum) => datastoreGap(scope.destination, datastore, datum));
		const within = demand.fits ?? fitsIn(demand.need, unpromised(datastore));
		if (provisionedBytes !== undefined) value.provisionedBytes = provisionedBytes + demand.need.low;
		else missing['provisionedBytes'] = lacks;
		if (value.provisionedBytes !== undefined && capacityBytes) value.ratio = value.provisionedBytes / capacityBytes;
		else missing['ratio'] = lacks;
		if (within !== undefined) value.within = within;
		else {
			const open: MissingDatum[] = demand.undecided
				? [{ datum: 'placement.datastore', reason: 'ambiguous-placement' }]
				: [];
			missing['within'] = [...lacks, ...open, ...(factor.missing ? [factor.missing] : []), ...pool.gapList];
		}
		return result(value, { missing });
	},
});

/** Room that no disk may grow into yet; negative when more is promised than there is. */
function unpromised({ capacityBytes, provisionedBytes }: Datastore): number | undefined {
	return capacityBytes === undefined || provisionedBytes === undefined ? undefined : capacityBytes - provisionedBytes;
}

/** The same move with every disk at its full size. */
function fullyGrown(scope: Scope): Scope {
	return { ...scope, plan: { ...scope.plan, placement: { ...scope.plan.placement, diskFormat: 'thick' } } };
}
