import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { type FactContext, fact } from '../model/fact.js';
import type { Move, Scope } from '../model/scope.js';
import { result } from './shared/agreed.js';
import { type Load, peaks } from './shared/peaks.js';

const o = Type.Optional;
/** Kinds of VMs that vSphere or a recovery product makes itself: they do not move (clarifications 4.8). */
const STAYING: readonly unknown[] = ['vcls', 'placeholder'];

interface Costs {
	readonly host: number;
	readonly datastore: number;
}
interface Limits {
	readonly host: number;
	readonly datastore: number;
	readonly network: { readonly slow: number; readonly fast: number; readonly fastMbps: number };
	readonly costs: Readonly<Record<'hot' | 'hotStorage' | 'cold', Costs>>;
}

interface MoveLoad {
	/** The plan says how many VMs move at a time. */
	planned: boolean;
	/** VMs that move at a time here, and how many of them vCenter runs; the rest wait. */
	moves?: number;
	runs?: number;
	within?: boolean;
	/** The same for the network of the vMotion adapters (hosts only). */
	networkLimit?: number;
	networkWithin?: boolean;
}
type Uplinks = { slowest?: number };

/**
 * How many moves meet on a host or datastore when the plan's `policy.concurrency` VMs move at a time, in plan order, against the
 * limits of vCenter (requirements B9, judgement C10). VMs that may land on several hosts or datastores are taken to spread
 * evenly over them, which is the least load that can be.
 */
export default fact({
	subjects: ['host', 'datastore'],
	schema: Type.Object({
		planned: Type.Boolean(),
		moves: o(Type.Number()),
		runs: o(Type.Number()),
		within: o(Type.Boolean()),
		networkLimit: o(Type.Number()),
		networkWithin: o(Type.Boolean()),
	}),
	needs: ['vm-kind', 'vmotion-uplinks'],
	prepare: (context) => {
		const limits = context.table<Limits>('move-limits');
		return { limits, least: loads(context, limits, 'cold'), most: loads(context, limits, 'hot') };
	},
	derive: (subject, context, { limits, least, most }) => {
		if (context.scope.plan.policy.concurrency === undefined) return result<MoveLoad>({ planned: false });
		const key = 'datastore' in subject ? `d:${subject.datastore.id}` : `${subject.side}:${subject.host.id}`;
		const [low, high] = [least.get(key), most.get(key)];
		const limit = 'datastore' in subject ? limits.datastore : limits.host;
		const value: MoveLoad = { planned: true, moves: high?.moves ?? 0 };
		const missing: Record<string, MissingDatum[]> = {};
		const open: MissingDatum[] = [{ datum: 'vm.powerState', reason: modeReason(context.scope) }];
		const [fitsLow, fitsHigh] = [(low?.points ?? 0) <= limit, (high?.points ?? 0) <= limit];
		if (fitsLow === fitsHigh) value.within = fitsHigh;
		else missing['within'] = open;
		value.runs = runsOf(high, limit);
		if ('datastore' in subject) return result(value, { missing });
		const hot = Math.min(most.get(`hot ${key}`)?.moves ?? 0, value.runs);
		const uplinks = context.fact<Uplinks>('vmotion-uplinks', 'host', subject);
		const speed = uplinks.value.slowest;
		const { slow, fast, fastMbps } = limits.network;
		if (speed !== undefined) value.networkLimit = speed >= fastMbps ? fast : slow;
		else missing['networkLimit'] = [...(uplinks.missing?.['slowest'] ?? [])];
		if (hot <= slow) value.networkWithin = true;
		else if (value.networkLimit !== undefined) value.networkWithin = hot <= value.networkLimit;
		else missing['networkWithin'] = missing['networkLimit'] ?? [];
		return result(value, { missing });
	},
});

/** Moves that run at a time: as many as the points of the limit allow. */
function runsOf(load: Load | undefined, limit: number): number {
	if (load === undefined || load.points <= limit) return load?.moves ?? 0;
	return Math.max(1, Math.floor((load.moves * limit) / load.points));
}

function modeReason({ moves, source }: Scope): MissingDatum['reason'] {
	const blind = moves.find(({ mode }) => mode === undefined);
	return source.reason('vms', blind?.vm, 'powerState');
}

/** The load on each host and datastore, as if VMs of which nobody tells the power state moved so. */
function loads(context: FactContext, { costs }: Limits, unknown: 'hot' | 'cold'): ReadonlyMap<string, Load> {
	const { scope } = context;
	const atOnce = scope.plan.policy.concurrency;
	if (atOnce === undefined) return new Map();
	const keep = scope.plan.storage === 'keep';
	const moving = scope.moves.filter((move) => {
		const { kind } = context.fact<{ kind?: string }>('vm-kind', 'vm', { move }).value;
		return !STAYING.includes(kind);
	});
	return peaks(moving, atOnce, (move) => {
		const mode = move.mode ?? unknown;
		const cost = mode === 'cold' ? costs.cold : keep ? costs.hot : costs.hotStorage;
		return [...hostShares(move, cost.host, mode === 'hot'), ...(keep ? [] : datastoreShares(move, cost.datastore))];
	});
}

function hostShares({ sourceHost, placement }: Move, points: number, hot: boolean) {
	const share = placement.hosts.length === 0 ? 0 : 1 / placement.hosts.length;
	const places = [
		...(sourceHost ? [{ key: `source:${sourceHost.id}`, share: 1 }] : []),
		...placement.hosts.map(({ id }) => ({ key: `destination:${id}`, share })),
	];
	return places.flatMap(({ key, share: part }) => [
		{ key, moves: part, points: points * part },
		...(hot ? [{ key: `hot ${key}`, moves: part, points: part }] : []),
	]);
}

function datastoreShares({ placement }: Move, points: number) {
	const known = new Set(placement.datastores.values());
	const candidates = known.size > 0 ? [] : placement.datastoreCandidates;
	const share = 1 / Math.max(1, candidates.length);
	return [
		...[...known].map(({ id }) => ({ key: `d:${id}`, moves: 1, points })),
		...candidates.map(({ id }) => ({ key: `d:${id}`, moves: share, points: points * share })),
	];
}
