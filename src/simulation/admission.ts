/** What an operation takes of one resource while it runs. */
export interface Cost {
	readonly resource: number;
	readonly cost: number;
}

/** Something that vCenter lets only so many operations use at a time. */
export interface Resource {
	/** As the reader meets it: `host esx01`, `datastore ds1`. */
	readonly name: string;
	readonly max: number;
}

/**
 * Highest cost of a host: 8 before ESXi 6.0, then 16 (KB 326281, `vpxd.ResourceManager.maxCostPerEsx6xHost`); of a datastore;
 * of a vMotion network by the speed of its adapters.
 */
export const MAX_COST = { host: 16, datastore: 128, slowNetwork: 4, fastNetwork: 8 } as const;

/** Costs per kind of operation on hosts of ESXi 6.0 and later (KB 326281). */
export const COSTS = {
	/** Memory only: shared storage. */
	compute: { host: 2, network: 1, datastore: 1 },
	/** Memory and disks: a Storage vMotion with a network cost of 1. */
	both: { host: 8, network: 1, datastore: 16 },
	/** Powered off, suspended or a template; the host cost on 6.0 and later is inferred. */
	cold: { host: 2, network: 0, datastore: 0 },
} as const;

/** Free capacity of the resources, and who waits for what. */
export class Admission {
	readonly #free: Float64Array;

	constructor(resources: readonly Resource[]) {
		this.#free = Float64Array.from(resources, (resource) => resource.max);
	}

	/** The first resource that has no room for `costs`, or -1 when all have. */
	blockedBy(costs: readonly Cost[]): number {
		for (const { resource, cost } of costs) if ((this.#free[resource] as number) < cost) return resource;
		return -1;
	}

	take(costs: readonly Cost[]): void {
		for (const { resource, cost } of costs) this.#free[resource]! -= cost;
	}

	release(costs: readonly Cost[]): void {
		for (const { resource, cost } of costs) this.#free[resource]! += cost;
	}

	/** Free capacity of a resource, for tests and assertions. */
	free(resource: number): number {
		return this.#free[resource] as number;
	}
}

/** Where the wait for the serial start of tasks is booked. */
export const DISPATCH = -2;

interface Waiting {
	readonly move: number;
	readonly costs: readonly Cost[];
	since: number;
	reason: number;
}

/**
 * Operations that wait, in plan order; whatever fits starts, so a later one may pass an earlier one that waits for something
 * else. vCenter does not document its order; first fit is assumed. Time spent waiting is booked on the resource that had no
 * room when the queue was last looked at.
 */
export class WaitingQueue {
	readonly #waiting: Waiting[];
	readonly waits: Map<number, number>[];

	constructor(moves: readonly { readonly costs: readonly Cost[] }[]) {
		this.waits = moves.map(() => new Map());
		this.#waiting = moves.map(({ costs }, move) => ({ move, costs, since: 0, reason: DISPATCH }));
	}

	get length(): number {
		return this.#waiting.length;
	}

	/** The next operation that may start now, taken off the queue with its costs; undefined when none fits. */
	admit(admission: Admission, now: number): number | undefined {
		for (let i = 0; i < this.#waiting.length; i++) {
			const entry = this.#waiting[i] as Waiting;
			const reason = admission.blockedBy(entry.costs);
			if (reason === entry.reason && reason !== -1) continue;
			this.#book(entry, now);
			entry.reason = reason;
			if (reason !== -1) continue;
			this.#waiting.splice(i, 1);
			admission.take(entry.costs);
			return entry.move;
		}
		return undefined;
	}

	#book(entry: Waiting, now: number): void {
		if (now > entry.since) {
			const waits = this.waits[entry.move] as Map<number, number>;
			waits.set(entry.reason, (waits.get(entry.reason) ?? 0) + now - entry.since);
		}
		entry.since = now;
	}
}
