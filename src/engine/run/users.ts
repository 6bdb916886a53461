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

/** Which VMs use what: for roll-up, and for `hotMoves`, `users` and their kin. Lists hold positions in `scope.moves`. */
export class Users {
	readonly #moves: readonly Move[];
	readonly #bySource = new Map<Host, number[]>();
	readonly #byHosts = new Map<Hosts, number[]>();
	readonly #listsOf = new Map<Host, Hosts[]>();
	readonly #byDatastore = new Map<Datastore, number[]>();
	readonly #byNetwork = new Map<Network, number[]>();
	readonly #unions = new Map<string, readonly number[]>();

	constructor(scope: Scope) {
		this.#moves = scope.moves;
		for (const [index, move] of scope.moves.entries()) {
			if (move.sourceHost) add(this.#bySource, move.sourceHost, index);
			add(this.#byHosts, move.placement.hosts, index);
			const { datastores, datastoreCandidates, networks } = move.placement;
			for (const datastore of new Set([...datastores.values(), ...datastoreCandidates]))
				add(this.#byDatastore, datastore, index);
			for (const network of new Set([...networks.values()].flatMap((target) => target.source ?? [])))
				add(this.#byNetwork, network, index);
		}
		for (const hosts of this.#byHosts.keys()) for (const host of hosts) add(this.#listsOf, host, hosts);
	}

	onSourceHost(host: Host): readonly number[] {
		return this.#bySource.get(host) ?? [];
	}
	onDatastore(datastore: Datastore): readonly number[] {
		return this.#byDatastore.get(datastore) ?? [];
	}
	onNetwork(network: Network): readonly number[] {
		return this.#byNetwork.get(network) ?? [];
	}
	/** VMs that may land on a destination host. Equal sets are one list. */
	onDestinationHost(host: Host): readonly number[] {
		const lists = this.#listsOf.get(host) ?? [];
		const [only] = lists;
		if (lists.length <= 1) return only ? (this.#byHosts.get(only) ?? []) : [];
		const key = lists.map((hosts) => this.#byHosts.get(hosts)?.[0]).join();
		const known = this.#unions.get(key);
		if (known) return known;
		const union = lists.flatMap((hosts) => this.#byHosts.get(hosts) ?? []).sort((a, b) => a - b);
		this.#unions.set(key, union);
		return union;
	}

	/** Candidate lists of the VMs on a source host, and the VMs of each. */
	candidatesFrom(host: Host): ReadonlyMap<Hosts, readonly number[]> {
		const lists = new Map<Hosts, number[]>();
		for (const index of this.onSourceHost(host)) add(lists, (this.#moves[index] as Move).placement.hosts, index);
		return lists;
	}

	moves(indexes: readonly number[]): Moves {
		let hot = 0;
		let cold = 0;
		let open = 0;
		for (const index of indexes) {
			const mode = this.#moves[index]?.mode;
			if (mode === 'hot') hot++;
			else if (mode === 'cold') cold++;
			else open++;
		}
		// One known hot move is enough for "some move hot"; a count of zero would claim that none does.
		return { ...(open === 0 || hot > 0 ? { hot } : {}), ...(open === 0 || cold > 0 ? { cold } : {}) };
	}
}

function add<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
	const list = lists.get(key);
	if (list) list.push(value);
	else lists.set(key, [value]);
}
