import type { Host } from '../../model/inventory/host.js';
import type { Network } from '../../model/inventory/network.js';
import type { Datastore } from '../../model/inventory/storage.js';
import type { Move, Scope } from '../../model/scope.js';

type Hosts = readonly Host[];
/** How many VMs move hot and cold; undefined while the power state of one that would decide is unknown. */
export interface Moves {
	readonly hot?: number;
	readonly cold?: number;
}

type Indexes = readonly number[];
const NONE: Indexes = [];

/**
 * Which VMs use what: for roll-up, and for `hotMoves`, `users` and their kin. Lists hold positions in `scope.moves`. VMs share
 * their lists of candidates, so that sharing keeps 40,000 VMs on 2,500 hosts small.
 */
export class Users {
	readonly #moves: readonly Move[];
	readonly #bySource = new Map<Host, number[]>();
	readonly #byHosts = new Shared<Host>();
	readonly #byDatastore = new Map<Datastore, number[]>();
	readonly #byCandidates = new Shared<Datastore>();
	readonly #byNetwork = new Map<Network, number[]>();
	readonly #counts = new WeakMap<Indexes, Moves>();
	readonly #candidates = new Map<Host, ReadonlyMap<Hosts, Indexes>>();

	constructor(scope: Scope) {
		this.#moves = scope.moves;
		for (const [index, move] of scope.moves.entries()) {
			if (move.sourceHost) add(this.#bySource, move.sourceHost, index);
			const { datastores, datastoreCandidates, networks, hosts } = move.placement;
			this.#byHosts.add(hosts, index);
			this.#byCandidates.add(datastoreCandidates, index);
			for (const datastore of new Set(datastores.values())) add(this.#byDatastore, datastore, index);
			for (const network of new Set([...networks.values()].flatMap((target) => target.source ?? [])))
				add(this.#byNetwork, network, index);
		}
	}

	onSourceHost(host: Host): Indexes {
		return this.#bySource.get(host) ?? NONE;
	}
	/** VMs that land on a datastore, or may land while it is open. */
	onDatastore(datastore: Datastore): Indexes {
		const placed = this.#byDatastore.get(datastore) ?? NONE;
		const open = this.#byCandidates.of(datastore);
		if (open.length === 0 || placed.length === 0) return open.length === 0 ? placed : open;
		return [...new Set([...placed, ...open])].sort((a, b) => a - b);
	}
	onNetwork(network: Network): Indexes {
		return this.#byNetwork.get(network) ?? NONE;
	}
	/** VMs that may land on a destination host. Equal sets are one list. */
	onDestinationHost(host: Host): Indexes {
		return this.#byHosts.of(host);
	}

	/** Candidate lists of the VMs on a source host, and the VMs of each. */
	candidatesFrom(host: Host): ReadonlyMap<Hosts, Indexes> {
		const known = this.#candidates.get(host);
		if (known) return known;
		const lists = new Map<Hosts, number[]>();
		for (const index of this.onSourceHost(host)) add(lists, (this.#moves[index] as Move).placement.hosts, index);
		this.#candidates.set(host, lists);
		return lists;
	}

	moves(indexes: Indexes): Moves {
		const known = this.#counts.get(indexes);
		if (known) return known;
		const counted = countModes(indexes.map((index) => this.#moves[index]?.mode));
		this.#counts.set(indexes, counted);
		return counted;
	}
}

function countModes(modes: readonly (string | undefined)[]): Moves {
	const count = (wanted: string | undefined) => modes.filter((mode) => mode === wanted).length;
	const [hot, cold, open] = [count('hot'), count('cold'), count(undefined)];
	// One known hot move is enough for "some move hot"; a count of zero would claim that none does.
	return { ...(open === 0 || hot > 0 ? { hot } : {}), ...(open === 0 || cold > 0 ? { cold } : {}) };
}

/** VMs by lists that many of them share; asked by one item of the lists. */
class Shared<T> {
	readonly #byList = new Map<readonly T[], number[]>();
	#listsOf: Map<T, (readonly T[])[]> | undefined;
	readonly #unions = new Map<string, Indexes>();

	add(list: readonly T[], index: number): void {
		if (list.length > 0) add(this.#byList, list, index);
	}

	of(item: T): Indexes {
		this.#listsOf ??= this.#invert();
		const lists = this.#listsOf.get(item) ?? [];
		const [only] = lists;
		if (lists.length <= 1) return only ? (this.#byList.get(only) ?? NONE) : NONE;
		const key = lists.map((list) => this.#byList.get(list)?.[0]).join();
		const known = this.#unions.get(key);
		if (known) return known;
		const union = lists.flatMap((list) => this.#byList.get(list) ?? []).sort((a, b) => a - b);
		this.#unions.set(key, union);
		return union;
	}

	#invert(): Map<T, (readonly T[])[]> {
		const lists = new Map<T, (readonly T[])[]>();
		for (const list of this.#byList.keys()) for (const item of list) add(lists, item, list);
		return lists;
	}
}

function add<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
	const list = lists.get(key);
	if (list) list.push(value);
	else lists.set(key, [value]);
}
