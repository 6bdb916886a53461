import type { MissingDatum } from '../../model/coverage.js';
import type { Datastore } from '../../model/inventory/storage.js';
import type { Vm } from '../../model/inventory/vm.js';
import type { Move, Scope } from '../../model/scope.js';
import type { Site } from '../../model/site.js';
import { addParts, Gaps, NOTHING, type Parts } from './amount.js';
import { vmDemand } from './vm-demand.js';

/** What one VM puts on one datastore. */
export interface Landing {
	readonly move: Move;
	readonly parts: Parts;
}
/** What one VM puts on one of several datastores, while the plan leaves it open. */
export interface OpenLanding extends Landing {
	/** One datastore for each pool of space. */
	readonly candidates: readonly Datastore[];
}

/** VMs that may land on the same candidates, and what is not known of them; one group stands in the pool of each candidate. */
interface OpenGroup {
	readonly landings: OpenLanding[];
	readonly gaps: Gaps;
}

/** All that lands in space that several datastores may share. */
export class Pool {
	readonly landings: Landing[] = [];
	readonly gaps = new Gaps();
	readonly #groups: OpenGroup[] = [];
	#open: readonly OpenLanding[] | undefined;

	/** What may land here. With one group it is the very list of all its candidates, so that sums over it are made once. */
	get open(): readonly OpenLanding[] {
		const [only] = this.#groups;
		if (this.#groups.length <= 1) return only?.landings ?? NONE;
		this.#open ??= this.#groups.flatMap((group) => group.landings).sort((a, b) => a.move.order - b.move.order);
		return this.#open;
	}

	get gapList(): readonly MissingDatum[] {
		const gaps = new Gaps();
		for (const part of [this.gaps, ...this.#groups.map((group) => group.gaps)]) gaps.addAll(part.list);
		return gaps.list;
	}

	mayTake(group: OpenGroup): void {
		this.#groups.push(group);
		this.#open = undefined;
	}
}
const NONE: readonly OpenLanding[] = [];

/**
 * Everything that lands, by pool of space, in plan order. Disks that stay on their storage (a shared datastore, or
 * `storage: keep`) need no space. `counts` says which VMs vSphere makes and moves itself, which need none either.
 */
export function landings(scope: Scope, counts: (move: Move) => boolean): (datastore: Datastore) => Pool {
	const pools = new Map<string, Pool>();
	const key = poolKeys(scope.destination);
	const poolOf = (datastore: Datastore): Pool => {
		const name = key(datastore);
		let pool = pools.get(name);
		if (!pool) {
			pool = new Pool();
			pools.set(name, pool);
		}
		return pool;
	};
	const single = onePerPool(poolOf);
	const groups = new Map<readonly Datastore[], OpenGroup>();
	const groupOf = (candidates: readonly Datastore[]): OpenGroup => {
		let group = groups.get(candidates);
		if (!group) {
			group = { landings: [], gaps: new Gaps() };
			groups.set(candidates, group);
			for (const candidate of candidates) poolOf(candidate).mayTake(group);
		}
		return group;
	};
	for (const move of scope.plan.storage === 'keep' ? [] : scope.moves)
		if (counts(move)) land(move, scope, poolOf, single(move.placement.datastoreCandidates), groupOf);
	return poolOf;
}

function land(
	move: Move,
	scope: Scope,
	poolOf: (datastore: Datastore) => Pool,
	candidates: readonly Datastore[],
	groupOf: (candidates: readonly Datastore[]) => OpenGroup,
): void {
	const { vm, placement } = move;
	const demand = vmDemand(vm, scope.source, scope.plan.placement.diskFormat);
	const fixed = new Map<Pool, Parts>();
	let open: Parts | undefined;
	for (const [place, parts] of demand.places) {
		const target = placement.datastores.get(place) ?? (candidates.length === 1 ? candidates[0] : undefined);
		if (target && staysThere(vm, place, target, scope.source)) continue;
		if (target) fixed.set(poolOf(target), addParts(fixed.get(poolOf(target)) ?? NOTHING, parts));
		else open = addParts(open ?? NOTHING, parts);
	}
	for (const [pool, parts] of fixed) {
		pool.landings.push({ move, parts });
		pool.gaps.addAll(demand.gaps.list);
	}
	if (open === undefined || candidates.length === 0) return;
	const group = groupOf(candidates);
	group.landings.push({ move, parts: open, candidates });
	group.gaps.addAll(demand.gaps.list);
}

/** The first datastore of each pool among candidates; found once per list, which many VMs share. */
function onePerPool(
	poolOf: (datastore: Datastore) => Pool,
): (candidates: readonly Datastore[]) => readonly Datastore[] {
	const known = new Map<readonly Datastore[], readonly Datastore[]>();
	return (candidates) => {
		let single = known.get(candidates);
		if (!single) {
			const pools = new Map<Pool, Datastore>();
			for (const candidate of candidates) if (!pools.has(poolOf(candidate))) pools.set(poolOf(candidate), candidate);
			single = [...pools.values()];
			known.set(candidates, single);
		}
		return single;
	};
}

/** True when the place lies on the same storage before and after the move. */
function staysThere(vm: Vm, place: string, target: Datastore, source: Site): boolean {
	if (target.backingId === undefined) return false;
	const disk = vm.disks?.find((item) => item.id === place) ?? vm.disks?.[0];
	const byId = disk?.datastore === undefined ? undefined : source.datastore(disk.datastore);
	const named = source.datastoresNamed((place === '*' ? vm.homeDatastoreName : undefined) ?? disk?.datastoreName ?? '');
	const from = place === '*' && vm.homeDatastoreName !== undefined ? named[0] : (byId ?? named[0]);
	return from?.backingId === target.backingId;
}

/**
 * Two vSAN datastores on one container show equal capacity and free space: they are one pool (clarifications 6.11). A vSAN
 * may have several containers with ids of their own, so hosts in common tell them from a twin elsewhere.
 */
function poolKeys(destination: Site): (datastore: Datastore) => string {
	const pools = new Map<string, Datastore[]>();
	for (const datastore of destination.inventory.datastores) {
		const key = vsanKey(datastore);
		if (key !== undefined) pools.set(key, [...(pools.get(key) ?? []), datastore]);
	}
	return (datastore) => {
		const key = vsanKey(datastore);
		const twin = key === undefined ? undefined : pools.get(key)?.find((other) => share(other, datastore));
		return twin?.id ?? datastore.id;
	};
}

function vsanKey({ type, capacityBytes, freeBytes }: Datastore): string | undefined {
	if (type?.toLowerCase() !== 'vsan' || capacityBytes === undefined || freeBytes === undefined) return undefined;
	return `${capacityBytes}/${freeBytes}`;
}

function share(a: Datastore, b: Datastore): boolean {
	return a === b || !a.hosts || !b.hosts || a.hosts.some((host) => b.hosts?.includes(host));
}

/** The reason why a datum of a destination datastore is missing. */
export function datastoreGap(destination: Site, datastore: Datastore, datum: string): MissingDatum {
	return { datum: `datastore.${datum}`, reason: destination.reason('datastores', datastore, datum) };
}
