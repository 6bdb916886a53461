import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { type FactContext, fact } from '../model/fact.js';
import type { ResourcePool } from '../model/inventory/containers.js';
import type { Vm } from '../model/inventory/vm.js';
import type { Move, Scope } from '../model/scope.js';
import { type Amount, add, exactly, fitsIn, Gaps, ZERO } from './demand/amount.js';
import { result } from './shared/agreed.js';
import { type LandingCluster, landingClusters } from './shared/landing-clusters.js';

const o = Type.Optional;
/** Kinds of VMs that vSphere or a recovery product makes itself: they do not move (clarifications 4.8). */
const STAYING: readonly unknown[] = ['vcls', 'placeholder', 'template'];
const OVERHEAD = 'the memory that the host needs beside that of each VM is not counted';

interface ReservedRoom {
	/** What VMs reserve that run after the move, fits. */
	fits?: boolean;
	/** The same with the VMs that are powered off, once they start. */
	fitsAll?: boolean;
	/** Some VM is known to reserve something. */
	reserved: boolean;
	/** Where it does not: "Prod/Gold: 128 GiB of memory reserved, 64 GiB left". */
	short: string[];
}
const RESOURCES = [
	{ vm: 'memoryReservationBytes', pool: 'memoryUnreservedBytes', what: 'of memory', unit: 1024 ** 3, name: 'GB' },
	{ vm: 'cpuReservationHz', pool: 'cpuUnreservedHz', what: 'of CPU', unit: 1e9, name: 'GHz' },
] as const;

/**
 * What the VMs of the plan reserve against what the resource pool where they land has left for VMs (ResourcePoolRuntimeInfo,
 * `unreservedForVm`). That of a cluster is less what admission control keeps for failover, that of an expandable pool
 * includes what it can borrow.
 */
export default fact({
	subjects: ['pair'],
	schema: Type.Object({
		fits: o(Type.Boolean()),
		fitsAll: o(Type.Boolean()),
		reserved: Type.Boolean(),
		short: Type.Array(Type.String()),
	}),
	needs: ['vm-kind'],
	derive: (scope, context) => {
		const { clusters, open } = landingClusters(scope, (move) => !STAYING.includes(kindOf(move, context)));
		const value: ReservedRoom = { reserved: scope.moves.some(({ vm }) => reservesSome(vm)), short: [] };
		const missing: Record<string, MissingDatum[]> = {};
		const verdicts = { running: [] as (boolean | undefined)[], all: [] as (boolean | undefined)[] };
		const gaps = new Gaps();
		for (const cluster of clusters)
			for (const resource of RESOURCES) {
				const found = judge(cluster, resource, scope, gaps);
				verdicts.running.push(found.fits);
				verdicts.all.push(found.fitsAll);
				if (found.short !== undefined) value.short.push(found.short);
			}
		const left = open && openReserves(open.moves, scope, gaps);
		if (open && left) {
			gaps.add(open.missing.datum, open.missing.reason);
			verdicts.running.push(undefined);
			verdicts.all.push(undefined);
		}
		const [fits, fitsAll] = [every(verdicts.running), every(verdicts.all)];
		if (fits !== undefined) value.fits = fits;
		else missing['fits'] = [...gaps.list];
		if (fitsAll !== undefined) value.fitsAll = fitsAll;
		else missing['fitsAll'] = [...gaps.list];
		return result(value, {
			missing,
			...(value.short.length === 0 && clusters.length > 0 && { assumptions: [OVERHEAD] }),
		});
	},
});

function reservesSome({ memoryReservationBytes, memoryReservationLocked, cpuReservationHz }: Vm): boolean {
	return memoryReservationLocked === true || (memoryReservationBytes ?? 0) > 0 || (cpuReservationHz ?? 0) > 0;
}

function kindOf(move: Move, context: FactContext): string | undefined {
	return context.fact<{ kind?: string }>('vm-kind', 'vm', { move }).value.kind;
}

function every(verdicts: readonly (boolean | undefined)[]): boolean | undefined {
	if (verdicts.includes(false)) return false;
	return verdicts.includes(undefined) ? undefined : true;
}

type Resource = (typeof RESOURCES)[number];

function judge(cluster: LandingCluster, resource: Resource, scope: Scope, gaps: Gaps) {
	const running = reserved(
		cluster.moves.filter(({ mode }) => mode === 'hot'),
		resource,
		scope,
		gaps,
	);
	const unsure = reserved(
		cluster.moves.filter(({ mode }) => mode === undefined),
		resource,
		scope,
		gaps,
	);
	const off = reserved(
		cluster.moves.filter(({ mode }) => mode === 'cold'),
		resource,
		scope,
		gaps,
	);
	const most = add(running, unsure, off);
	if (most.high === 0) return { fits: true, fitsAll: true };
	const pool = poolOf(cluster, scope);
	const left = pool?.[resource.pool];
	if (left === undefined)
		gaps.add(
			`destination.resourcePool.${resource.pool}`,
			scope.destination.reason('resourcePools', pool, resource.pool),
		);
	if (unsure.high > 0) {
		const blind = cluster.moves.find(({ mode }) => mode === undefined);
		gaps.add('vm.powerState', scope.source.reason('vms', blind?.vm, 'powerState'));
	}
	const fits = fitsIn({ low: running.low, high: running.high + unsure.high }, left);
	const fitsAll = fitsIn(most, left);
	const need = fits === false ? running.low : most.low;
	const short = `${pool?.path ?? cluster.name}: ${amount(need, resource)} ${resource.what} reserved, ${amount(left ?? 0, resource)} left`;
	return { fits, fitsAll, ...((fits === false || fitsAll === false) && { short }) };
}

function reserved(moves: readonly Move[], { vm: datum }: Resource, { source }: Scope, gaps: Gaps): Amount {
	return moves.reduce((sum, { vm }) => {
		const value = datum === 'memoryReservationBytes' && vm.memoryReservationLocked ? vm.memoryBytes : vm[datum];
		if (value !== undefined) return add(sum, exactly(value));
		gaps.add(`vm.${datum}`, source.reason('vms', vm, datum));
		const most = datum === 'memoryReservationBytes' ? vm.memoryBytes : undefined;
		return add(sum, { low: 0, high: most ?? Number.POSITIVE_INFINITY });
	}, ZERO);
}

function openReserves(moves: readonly Move[], scope: Scope, gaps: Gaps): boolean {
	return RESOURCES.some((resource) => reserved(moves, resource, scope, gaps).high > 0);
}

/** The pool that the plan names in that cluster, else the root pool of the cluster or host. */
function poolOf({ id, name }: LandingCluster, { plan, destination }: Scope): ResourcePool | undefined {
	const own = (pool: ResourcePool): boolean =>
		id === undefined ? pool.path?.split('/')[0] === name : pool.cluster === id;
	const wanted = plan.placement.resourcePool;
	const named = wanted === undefined ? [] : destination.resourcePoolsNamed(wanted).filter(own);
	if (named.length === 1) return named[0];
	return destination.inventory.resourcePools.find((pool) => own(pool) && pool.path?.includes('/') === false);
}

function amount(value: number, { unit, name }: Resource): string {
	return `${Math.round((value / unit) * 10) / 10} ${name}`;
}
