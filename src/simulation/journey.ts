import type { Flow } from './bandwidth.js';
import type { MoveDraws } from './draws.js';
import type { DiskGroup, SimMove, SimPlan } from './model.js';
import { GUEST, RATES } from './parameters.js';
import { copyRate, wireRate } from './path.js';
import { stunSeconds } from './phases/cutover.js';
import { DiskCopy, thinCap } from './phases/disks.js';
import { PreCopy } from './phases/memory.js';
import type { Transfer } from './phases/transfer.js';

/** A transfer under way: what it sends, on which links, how fast, since when. */
export interface Active {
	readonly journey: Journey;
	readonly transfer: Transfer;
	readonly flow: Flow;
	since: number;
	/** byte/s since then; -1 before the links were first shared. */
	rate: number;
	/** When it will be through at that rate. */
	due: number;
}

/** One VM on its way: the parts of its move in order, and when each was over. Knows nothing of other VMs. */
export class Journey {
	readonly move: SimMove;
	readonly draws: MoveDraws;
	readonly index: number;
	memory?: PreCopy;
	start = 0;
	connectEnd = 0;
	disksEnd = 0;
	memoryEnd = 0;
	end = 0;
	diskBytes = 0;
	memoryBytes = 0;
	stun?: number;
	failure?: string;
	readonly #plan: SimPlan;
	readonly #capacities: readonly number[];
	readonly #diskTotal: number;
	#group = 0;
	#copied = 0;

	constructor(plan: SimPlan, index: number, draws: MoveDraws, capacities: readonly number[]) {
		this.#plan = plan;
		this.index = index;
		this.move = plan.moves[index] as SimMove;
		this.draws = draws;
		this.#capacities = capacities;
		this.#diskTotal = this.move.disks.reduce((sum, group) => sum + group.bytes, 0);
	}

	/** Bytes of memory that are not zero. */
	get nonZero(): number {
		return this.move.memory * (1 - this.draws.zeroShare);
	}

	/** Time spent looking for zero pages before the first one is sent. */
	get scanSeconds(): number {
		return this.move.memory / RATES.zeroScan;
	}

	/** The next group of disks, or undefined when all are copied. */
	nextDisks(): Active | undefined {
		let group = this.move.disks[this.#group++];
		while (group !== undefined && group.bytes <= 0) group = this.move.disks[this.#group++];
		if (group === undefined) return undefined;
		const writes = this.move.hot ? GUEST.diskWrites * this.draws.guest : 0;
		const until = this.#isLast() ? 1 : this.#copied + group.bytes / this.#diskTotal;
		const transfer = new DiskCopy(this.#diskTotal, writes, this.#copied, until);
		this.#copied = until;
		const links = [...this.move.links];
		if (group.read !== undefined) links.push(group.read);
		if (group.write !== undefined) links.push(group.write);
		return this.#begin(transfer, links, this.#diskCap(group));
	}

	/** Pre-copy of the memory; the time of the zero scan has gone by. */
	startMemory(): Active {
		const { guest } = this.draws;
		const dirty = {
			hot: Math.min(this.nonZero, this.move.memory * GUEST.hotShare * guest),
			fill: GUEST.hotSeconds,
			cold: GUEST.coldRate * guest,
		};
		this.memory = new PreCopy(this.nonZero, dirty, this.scanSeconds);
		return this.#begin(this.memory, this.move.links, this.#wire(this.move.streams));
	}

	/** The pause of the VM once pre-copy has stopped. */
	pause(): number {
		return stunSeconds({
			rest: this.memory?.rest ?? 0,
			rate: this.memory?.lastRate ?? 1,
			checkpoint: this.draws.checkpoint,
			roundTrips: this.draws.roundTrips,
			rtt: this.#plan.network.rtt,
			disks: this.move.diskCount,
		});
	}

	#isLast(): boolean {
		return this.move.disks.slice(this.#group).every((group) => group.bytes <= 0);
	}

	#begin(transfer: Transfer, links: readonly number[], cap: number): Active {
		const flow: Flow = { links, weight: this.move.streams, cap, rate: 0 };
		return { journey: this, transfer, flow, since: 0, rate: -1, due: Number.POSITIVE_INFINITY };
	}

	/** What one migration reaches with every link on its way to itself. */
	#wire(streams: number): number {
		const { rtt, loss, mtu, window } = this.#plan.network;
		let goodput = Number.POSITIVE_INFINITY;
		for (const link of this.move.links) goodput = Math.min(goodput, this.#capacities[link] as number);
		return wireRate({ streams, rtt, loss, mtu, ...(window === undefined ? {} : { window }) }, goodput);
	}

	#diskCap(group: DiskGroup): number {
		const speed = (link: number | undefined): number =>
			link === undefined ? Number.POSITIVE_INFINITY : (this.#capacities[link] as number);
		const wire = this.#wire(group.protocol === 'nfc' ? 1 : this.move.streams);
		const rate = copyRate(speed(group.read), wire, speed(group.write), group.cap);
		return Math.min(rate, thinCap(group.bytes, group.provisioned));
	}
}
