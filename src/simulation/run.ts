import { Admission, WaitingQueue } from './admission.js';
import { BandwidthSharing, type Flow } from './bandwidth.js';
import type { Draws, MoveDraws } from './draws.js';
import { type Active, Journey } from './journey.js';
import { Kernel } from './kernel.js';
import type { SimPlan } from './model.js';
import { SETTINGS, SHARE_SIGMA } from './parameters.js';
import { connectSeconds, finishSeconds } from './phases/connect.js';
import { exceedsSwitchover } from './phases/cutover.js';
import type { MoveResult, RunResult } from './result.js';
import { SpaceLedger } from './space.js';

type Event =
	| { readonly kind: 'dispatch' }
	| { readonly kind: 'share' }
	| { readonly kind: 'timer'; readonly proceed: () => void }
	| { readonly kind: 'look'; readonly active: Active }
	| { readonly kind: 'arrivals'; readonly version: number };

/** At one moment, first what ends, then what starts, then how the links are shared. */
const PRIORITY = { arrivals: 0, timer: 0, look: 1, dispatch: 2, share: 3 } as const;

/** Runs one replication. The same plan and draws give the same result, to the byte. */
export function runOnce(plan: SimPlan, draws: Draws): RunResult {
	return new Run(plan, draws).result();
}

class Run {
	readonly #plan: SimPlan;
	readonly #kernel = new Kernel<Event>();
	readonly #queue: WaitingQueue;
	readonly #sharing: BandwidthSharing;
	readonly #space: SpaceLedger;
	readonly #journeys: readonly Journey[];
	/** Transfers under way, in the order in which they began. */
	readonly #active: Active[] = [];
	readonly #linkBytes: number[];
	readonly #usage: { at: number; rate: number }[] = [];
	/** Counts expectations of arrivals: an event of an older number has been overtaken. */
	#version = 0;
	#sharePending = false;
	#dispatchFrom = 0;
	#dispatchPending = false;

	constructor(plan: SimPlan, draws: Draws) {
		this.#plan = plan;
		this.#queue = new WaitingQueue(plan.moves, new Admission(plan.resources));
		this.#sharing = new BandwidthSharing(draws.capacities);
		this.#space = new SpaceLedger(plan.datastores);
		this.#linkBytes = plan.links.map(() => 0);
		this.#journeys = plan.moves.map((_, i) => new Journey(plan, i, draws.moves[i] as MoveDraws, draws.capacities));
	}

	result(): RunResult {
		this.#askDispatch();
		for (let event = this.#kernel.next(); event !== undefined; event = this.#kernel.next()) this.#handle(event);
		const moves = this.#journeys.map((journey) => this.#moveResult(journey));
		return {
			makespan: moves.reduce((latest, move) => Math.max(latest, move.end), 0),
			moves,
			datastores: this.#space.results(),
			linkBytes: this.#linkBytes,
			usage: this.#usage,
		};
	}

	#handle(event: Event): void {
		if (event.kind === 'dispatch') this.#dispatch();
		else if (event.kind === 'share') this.#share();
		else if (event.kind === 'timer') event.proceed();
		else if (event.kind === 'look') this.#lookAtFirstRound(event.active);
		else if (event.version === this.#version) this.#arrivals();
	}

	// Starting

	#askDispatch(): void {
		if (this.#dispatchPending || this.#queue.length === 0) return;
		this.#dispatchPending = true;
		const at = Math.max(this.#kernel.now, this.#dispatchFrom);
		this.#kernel.schedule(at, PRIORITY.dispatch, { kind: 'dispatch' });
	}

	#dispatch(): void {
		this.#dispatchPending = false;
		const now = this.#kernel.now;
		const index = this.#queue.admit(now);
		if (index === undefined) return;
		this.#dispatchFrom = now + this.#plan.dispatch;
		this.#connect(this.#journeys[index] as Journey);
		this.#askDispatch();
	}

	#connect(journey: Journey): void {
		journey.start = this.#kernel.now;
		const full = this.#space.take(journey.move, this.#kernel.now);
		this.#after(connectSeconds(journey.draws.fixed), () => {
			journey.connectEnd = this.#kernel.now;
			if (full === undefined) this.#disks(journey);
			else this.#end(journey, full);
		});
	}

	// The three phases

	#disks(journey: Journey): void {
		const active = journey.nextDisks();
		if (active !== undefined) {
			this.#open(active);
			return;
		}
		journey.disksEnd = this.#kernel.now;
		if (!journey.move.hot) this.#finish(journey);
		else this.#after(journey.scanSeconds, () => this.#memory(journey));
	}

	#memory(journey: Journey): void {
		const active = journey.startMemory();
		this.#open(active);
		this.#lookLater(active);
	}

	#cutover(journey: Journey): void {
		journey.memoryEnd = this.#kernel.now;
		const rest = journey.memory?.rest ?? 0;
		journey.stun = journey.pause();
		const failed = exceedsSwitchover(journey.stun);
		this.#after(failed ? SETTINGS.maxSwitchover : journey.stun, () => {
			if (failed) {
				this.#giveUp(journey, 'the hand-over would take more than 100 s');
				return;
			}
			journey.memoryBytes += rest;
			this.#count(journey.move.links, rest);
			this.#finish(journey);
		});
	}

	#finish(journey: Journey): void {
		this.#after(finishSeconds(journey.draws.fixed), () => this.#end(journey));
	}

	#giveUp(journey: Journey, cause: string): void {
		this.#space.giveBack(journey.move, this.#kernel.now);
		this.#end(journey, cause);
	}

	#end(journey: Journey, failure?: string): void {
		journey.end = this.#kernel.now;
		if (failure !== undefined) journey.failure = failure;
		this.#queue.release(journey.move.costs, this.#kernel.now);
		this.#askDispatch();
	}

	#after(seconds: number, proceed: () => void): void {
		this.#kernel.schedule(this.#kernel.now + seconds, PRIORITY.timer, { kind: 'timer', proceed });
	}

	// Flows

	#open(active: Active): void {
		active.since = this.#kernel.now;
		this.#active.push(active);
		this.#askShare();
	}

	#close(active: Active): void {
		this.#active.splice(this.#active.indexOf(active), 1);
		this.#askShare();
	}

	#askShare(): void {
		if (this.#sharePending) return;
		this.#sharePending = true;
		this.#kernel.schedule(this.#kernel.now, PRIORITY.share, { kind: 'share' });
	}

	#share(): void {
		this.#sharePending = false;
		const { now } = this.#kernel;
		const sigma = SHARE_SIGMA[Math.min(this.#active.length, SHARE_SIGMA.length) - 1] ?? 0;
		const flows: Flow[] = [];
		for (const active of this.#active) {
			this.#advance(active);
			const { move, draws } = active.journey;
			active.flow.weight = move.streams * Math.exp(sigma * draws.share);
			flows.push(active.flow);
		}
		this.#sharing.share(flows);
		let total = 0;
		for (const active of this.#active) {
			const { rate } = active.flow;
			total += rate;
			if (rate === active.rate) continue;
			active.rate = rate;
			active.due = now + active.transfer.secondsLeft(rate);
		}
		this.#usage.push({ at: now, rate: total });
		this.#expectArrival();
	}

	/** Schedules the next moment at which a transfer is through; what was expected before no longer holds. */
	#expectArrival(): void {
		let due = Number.POSITIVE_INFINITY;
		for (const active of this.#active) if (active.due < due) due = active.due;
		const version = ++this.#version;
		if (due === Number.POSITIVE_INFINITY) return;
		this.#kernel.schedule(due, PRIORITY.arrivals, { kind: 'arrivals', version });
	}

	#arrivals(): void {
		const due = this.#active.filter((active) => active.due <= this.#kernel.now);
		for (const active of due) this.#arrived(active);
		if (!this.#sharePending) this.#expectArrival();
	}

	#advance(active: Active): void {
		const { journey } = active;
		const bytes = active.transfer.advance(this.#kernel.now - active.since, active.rate);
		active.since = this.#kernel.now;
		if (active.transfer === journey.memory) journey.memoryBytes += bytes;
		else journey.diskBytes += bytes;
		this.#count(active.flow.links, bytes);
	}

	#count(links: readonly number[], bytes: number): void {
		for (const link of links) this.#linkBytes[link]! += bytes;
	}

	#arrived(active: Active): void {
		const { journey } = active;
		this.#advance(active);
		if (active.transfer !== journey.memory) {
			this.#close(active);
			this.#disks(journey);
			return;
		}
		const outcome = journey.memory.endRound();
		if (outcome === 'round') {
			active.due = this.#kernel.now + active.transfer.secondsLeft(active.rate);
			return;
		}
		this.#close(active);
		if (outcome === 'cutover') this.#cutover(journey);
		else this.#giveUp(journey, 'memory is dirtied faster than it can be sent, even with the guest slowed down');
	}

	#lookLater(active: Active): void {
		const event: Event = { kind: 'look', active };
		this.#kernel.schedule(this.#kernel.now + SETTINGS.sdpsDelay, PRIORITY.look, event);
	}

	/** The first round may last: it is looked at every 30 s. */
	#lookAtFirstRound(active: Active): void {
		const { journey } = active;
		if (journey.memory === undefined || journey.memory.rounds > 1 || !this.#active.includes(active)) return;
		this.#advance(active);
		journey.memory.considerFirstRound(active.rate);
		this.#lookLater(active);
	}

	#moveResult(journey: Journey): MoveResult {
		const { start, connectEnd, disksEnd, memoryEnd, end, diskBytes, memoryBytes, memory, stun, failure } = journey;
		return {
			start,
			connectEnd,
			disksEnd: Math.max(connectEnd, disksEnd),
			memoryEnd: Math.max(connectEnd, disksEnd, memoryEnd),
			end,
			diskBytes,
			memoryBytes,
			rounds: memory?.rounds ?? 0,
			slowest: memory?.slowest ?? 1,
			...(stun === undefined || failure !== undefined ? {} : { stun }),
			...(failure === undefined ? {} : { failure }),
			waits: this.#queue.waits[journey.index] as ReadonlyMap<number, number>,
		};
	}
}
