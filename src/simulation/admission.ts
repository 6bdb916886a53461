import FlatQueue from 'flatqueue';

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
}

/** Where the wait for the serial start of tasks is booked. */
export const DISPATCH = -2;

/** Operations of equal costs: none of them can start while one cannot, so they wait as one. */
interface Line {
	readonly costs: readonly Cost[];
	/** Moves in plan order, and how many have started. */
	readonly moves: number[];
	started: number;
	/** Since when the line waits for `reason`, and how long it has waited for what before. */
	since: number;
	reason: number;
	readonly waits: Map<number, number>;
}

/**
 * Operations that wait, in plan order; whatever fits starts, so a later one may pass an earlier one that waits for something
 * else. vCenter does not document its order; first fit is assumed. All wait from the start of virtual time; the wait is
 * booked on the resource that had no room.
 */
export class WaitingQueue {
	readonly #admission: Admission;
	/** Lines that may have become free, by the plan position of their next move. */
	readonly #candidates = new FlatQueue<Line>();
	/** Lines that wait for a resource to be released. */
	readonly #blocked = new Map<number, Line[]>();
	#waiting: number;
	/** Seconds by resource, per move; set when it starts. */
	readonly waits: ReadonlyMap<number, number>[];

	constructor(moves: readonly { readonly costs: readonly Cost[] }[], admission: Admission) {
		this.#admission = admission;
		this.#waiting = moves.length;
		this.waits = moves.map(() => new Map());
		const lines = new Map<string, Line>();
		for (const [move, { costs }] of moves.entries()) {
			const key = costs.map(({ resource, cost }) => `${resource}=${cost}`).join();
			const line = lines.get(key);
			if (line !== undefined) line.moves.push(move);
			else lines.set(key, { costs, moves: [move], started: 0, since: 0, reason: DISPATCH, waits: new Map() });
		}
		for (const line of lines.values()) this.#candidates.push(line, line.moves[0] as number);
	}

	/** Operations that have not started. */
	get length(): number {
		return this.#waiting;
	}

	/** The next operation that may start at `now`, its costs taken; undefined when none fits. */
	admit(now: number): number | undefined {
		for (let line = this.#candidates.pop(); line !== undefined; line = this.#candidates.pop()) {
			const reason = this.#admission.blockedBy(line.costs);
			if (reason !== -1) {
				this.#wait(line, reason, now);
				const others = this.#blocked.get(reason);
				if (others === undefined) this.#blocked.set(reason, [line]);
				else others.push(line);
				continue;
			}
			return this.#start(line, now);
		}
		return undefined;
	}

	/** An operation is over: its costs are free again, and whoever waited for them is looked at. */
	release(costs: readonly Cost[], now: number): void {
		this.#admission.release(costs);
		for (const { resource } of costs) {
			const lines = this.#blocked.get(resource);
			if (lines === undefined) continue;
			this.#blocked.delete(resource);
			for (const line of lines) {
				this.#wait(line, DISPATCH, now);
				this.#candidates.push(line, line.moves[line.started] as number);
			}
		}
	}

	#start(line: Line, now: number): number {
		this.#wait(line, DISPATCH, now);
		const move = line.moves[line.started++] as number;
		this.#admission.take(line.costs);
		this.#waiting--;
		this.waits[move] = new Map(line.waits);
		const next = line.moves[line.started];
		if (next !== undefined) this.#candidates.push(line, next);
		return move;
	}

	#wait(line: Line, reason: number, now: number): void {
		if (now > line.since) line.waits.set(line.reason, (line.waits.get(line.reason) ?? 0) + now - line.since);
		line.since = now;
		line.reason = reason;
	}
}
