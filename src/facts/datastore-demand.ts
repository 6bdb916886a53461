import { type Static, Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { type FactContext, type FactResult, fact } from '../model/fact.js';
import type { Datastore } from '../model/inventory/storage.js';
import type { Move } from '../model/scope.js';
import { fitsIn, scale, totalOf } from './demand/amount.js';
import { roomElsewhere } from './demand/elsewhere.js';
import { datastoreGap, landings, type Pool } from './demand/landings.js';
import { type Demand, decides, type Factor, judge, runOut } from './demand/verdict.js';
import { type Factors, factorOf, type VsanTable } from './demand/vsan.js';
import { result } from './shared/agreed.js';

const o = Type.Optional;

const DatastoreDemand = Type.Object({
	vms: Type.Number({ description: 'VMs that land here, or may land here while the plan leaves it open' }),
	open: Type.Boolean({ description: 'whether some of them may land on another datastore' }),
	neededBytes: Type.Number({ description: 'what they surely need, in raw space of the datastore' }),
	mostBytes: o(Type.Number({ description: 'what they need at most' })),
	freeBytes: o(Type.Number()),
	shortBytes: o(Type.Number({ description: 'what is missing for certain, else 0' })),
	leftBytes: o(Type.Number({ description: 'free space after the move, else 0' })),
	reserveBytes: o(Type.Number({ description: 'what policy.datastoreHeadroom wants to stay free' })),
	fits: o(Type.Boolean()),
	keepsHeadroom: o(Type.Boolean()),
	diskBytes: Type.Number(),
	swapBytes: Type.Number(),
	snapshotBytes: Type.Number(),
	otherBytes: Type.Number({ description: 'memory files of suspended VMs and small files' }),
	factor: Type.Number({ description: 'raw space per byte: 1 but on vSAN' }),
	swapDecides: o(Type.Boolean({ description: 'there are swap files, and without them the rest fits' })),
	snapshotsDecide: o(Type.Boolean({ description: 'there are snapshots, and without them the rest fits' })),
	factorDecides: o(Type.Boolean({ description: 'a vSAN policy multiplies the need, and without that it fits' })),
	endsAt: Type.String({ description: 'the VM after which space ends in plan order, "" when it does not' }),
	endsAtPosition: Type.Number({ description: 'its place among the VMs that land here, 0 when space does not end' }),
	mustStay: Type.Array(Type.String(), {
		description: 'VMs that would have to stay for the rest to fit, the first ten',
	}),
	mustStayCount: Type.Number(),
	roomOn: Type.String({
		description: 'a datastore that takes the VMs that would have to stay, "" when none surely does',
	}),
	roomOnBytes: Type.Number({ description: 'free space there, before anything lands' }),
});
type Value = { -readonly [K in keyof Static<typeof DatastoreDemand>]: Static<typeof DatastoreDemand>[K] };

const SHOWN = 10;
/** Kinds of VMs that vSphere or a recovery product makes itself: they do not move (clarifications 4.8). */
const UNCOUNTED: readonly unknown[] = ['vcls', 'placeholder'];

/** What lands on a destination datastore and whether it fits (clarifications 4.8, 4.9, 6.11). */
export default fact({
	subjects: ['datastore'],
	schema: DatastoreDemand,
	needs: ['vm-kind'],
	prepare: (context) => ({
		poolOf: landings(context.scope, (move) => !UNCOUNTED.includes(kindOf(move, context))),
		factors: factorOf(context.scope.plan.placement.redundancy, context.table<VsanTable>('vsan-factors')),
	}),
	derive: ({ datastore }, context, { poolOf, factors }) => measure(datastore, context, poolOf, factors),
});

function kindOf(move: Move, context: FactContext): string | undefined {
	return context.fact<{ kind?: string }>('vm-kind', 'vm', { move }).value.kind;
}

function measure(
	datastore: Datastore,
	context: FactContext,
	poolOf: (datastore: Datastore) => Pool,
	factors: Factors,
): FactResult<Value> {
	const { scope } = context;
	const pool = poolOf(datastore);
	const factor = factors(datastore);
	const demand = judge(datastore, pool, factor, (candidate) => candidate.freeBytes);
	const free = datastore.freeBytes;
	const missing = gapsOf(datastore, pool, factor, demand, context);
	const order = demand.fits === false ? [...pool.landings, ...(demand.open ? pool.open : [])] : [];
	const run = demand.fits === false && free !== undefined ? runOut(order, factor, free) : { stay: [] };
	const room = run.stay.length > 0 ? roomElsewhere(run.stay, pool, poolOf, factors, scope) : undefined;
	const value: Value = {
		vms: demand.count,
		open: demand.open,
		neededBytes: demand.need.low,
		diskBytes: demand.parts.disks.low,
		swapBytes: demand.parts.swap.low,
		snapshotBytes: demand.parts.snapshots.low,
		otherBytes: demand.parts.other.low,
		factor: factor.low,
		endsAt: run.endsAt?.move.vm.name ?? '',
		endsAtPosition: run.endsAt ? order.indexOf(run.endsAt) + 1 : 0,
		mustStay: run.stay.slice(0, SHOWN).map((landing) => landing.move.vm.name),
		mustStayCount: run.stay.length,
		roomOn: room?.name ?? '',
		roomOnBytes: room?.freeBytes ?? 0,
	};
	if (Number.isFinite(demand.need.high)) value.mostBytes = demand.need.high;
	if (demand.fits !== undefined) value.fits = demand.fits;
	if (free !== undefined) {
		value.freeBytes = free;
		value.shortBytes = Math.max(0, demand.need.low - free);
		value.leftBytes = Math.max(0, free - demand.need.low);
	}
	if (datastore.capacityBytes !== undefined)
		value.reserveBytes = datastore.capacityBytes * scope.plan.policy.datastoreHeadroom;
	const headroom = keepsHeadroom(demand, free, value.reserveBytes, factor);
	if (headroom !== undefined) value.keepsHeadroom = headroom;
	const flags = {
		swapDecides: decides(demand, 'swap', factor, free),
		snapshotsDecide: decides(demand, 'snapshots', factor, free),
		factorDecides: factorDecides(demand, factor, free),
	};
	for (const [name, flag] of Object.entries(flags)) if (flag !== undefined) value[name as keyof typeof flags] = flag;
	const absent = KEYS.filter((key) => value[key as keyof Value] === undefined);
	return result(value, {
		missing: Object.fromEntries(absent.map((key) => [key, missing])),
		assumptions: assumptions(pool, factor, factors),
	});
}

/** Fields that may be absent: all rest on the same data. */
const KEYS = [
	'fits',
	'keepsHeadroom',
	'mostBytes',
	'freeBytes',
	'shortBytes',
	'leftBytes',
	'reserveBytes',
	'swapDecides',
	'snapshotsDecide',
	'factorDecides',
];

/** Told only where the demand fits for certain. With an assumed vSAN policy the usual factor counts here: a breach by it alone is a warning, with the assumption shown. */
function keepsHeadroom(
	demand: Demand,
	free: number | undefined,
	reserve: number | undefined,
	factor: Factor,
): boolean | undefined {
	if (demand.need.high === 0) return true;
	if (demand.fits !== true) return demand.fits;
	if (free === undefined || reserve === undefined) return undefined;
	const keeps = fitsIn(demand.need, free - reserve);
	return keeps === undefined && factor.missing && !factor.untyped ? false : keeps;
}

function factorDecides(demand: Demand, factor: Factor, free: number | undefined): boolean | undefined {
	if (factor.high === 1 || demand.parts.disks.high === 0) return false;
	if (demand.fits === true) return true;
	const without = fitsIn(scale(totalOf(demand.parts), 1), free);
	return demand.fits === undefined ? without === true : without;
}

function gapsOf(
	datastore: Datastore,
	pool: Pool,
	factor: Factor,
	demand: Demand,
	{ scope }: FactContext,
): MissingDatum[] {
	const missing: MissingDatum[] = [];
	for (const datum of ['freeBytes', 'capacityBytes'] as const)
		if (datastore[datum] === undefined) missing.push(datastoreGap(scope.destination, datastore, datum));
	if (demand.undecided) missing.push({ datum: 'placement.datastore', reason: 'ambiguous-placement' });
	if (factor.untyped) missing.push(datastoreGap(scope.destination, datastore, 'type'));
	else if (factor.missing) missing.push(factor.missing);
	return [...missing, ...pool.gapList];
}

function assumptions(pool: Pool, factor: Factor, factors: Factors): string[] {
	return factor.missing && !factor.untyped && pool.landings.length + pool.open.length > 0 ? [factors.assumption] : [];
}
