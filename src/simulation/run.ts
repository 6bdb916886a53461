import { Admission, WaitingQueue } from './admission.js';
import { BandwidthSharing } from './bandwidth.js';
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
	| { readonly kind: 'look'; readonly journey: Journey; readonly active: Active }
	| { readonly kind: 'arrived'; readonly journey: Journey; readonly active: Active; readonly version: number };

/** At one moment, first what ends, then what starts, then how the links are shared. */
const PRIORITY = { arrived: 0, timer: 0, look: 1, dispatch: 2, share: 3 } as const;

/** Runs one replication. The same plan and draws give the same result, to the byte. */
export function runOnce(plan: SimPlan, draws: Draws): RunResult {
	return new Run(plan, draws).result();
}

class Run {
	readonly #plan: SimPlan;
	readonly #kernel = new Kernel<Event>();
	readonly #admission: Admission;
	readonly #queue: WaitingQueue;
	readonly #sharing: BandwidthSharing;
	readonly #space: SpaceLedger;
	readonly #journeys: readonly Journey[];
	/** Transfers under way, in the order in which they began. */
	readonly #active = new Map<Active, Journey>();
	readonly #linkBytes: number[];
	readonly #usage: { at: number; rate: number }[] = [];
	#sharePending = false;
	#dispatchFrom = 0;
	#dispatchPending = false;

	constructor(plan: SimPlan, draws: Draws) {
		this.#plan = plan;
		this.#admission = new Admission(plan.resources);
		this.#queue = new WaitingQueue(plan.moves);
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
		else if (event.kind === 'look') this.#lookAtFirstRound(event.journey, event.active);
		else if (event.version === event.active.version) this.#arrived(event.journey, event.active);
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
		const index = this.#queue.admit(this.#admission, now);
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
			this.#open(journey, active);
			return;
		}
		journey.disksEnd = this.#kernel.now;
		if (!journey.move.hot) this.#finish(journey);
		else this.#after(journey.scanSeconds, () => this.#memory(journey));
	}

	#memory(journey: Journey): void {
		const active = journey.startMemory();
		this.#open(journey, active);
		this.#lookLater(journey, active);
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
		this.#admission.release(journey.move.costs);
		this.#askDispatch();
	}

	#after(seconds: number, proceed: () => void): void {
		this.#kernel.schedule(this.#kernel.now + seconds, PRIORITY.timer, { kind: 'timer', proceed });
	}

	// Flows

	#open(journey: Journey, active: Active): void {
		active.since = this.#kernel.now;
		this.#active.set(active, journey);
		this.#askShare();
	}

	#askShare(): void {
		if (this.#sharePending) return;
		this.#sharePending = true;
		this.#kernel.schedule(this.#kernel.now, PRIORITY.share, { kind: 'share' });
	}

	#share(): void {
		this.#sharePending = false;
		const sigma = SHARE_SIGMA[Math.min(this.#active.size, SHARE_SIGMA.length) - 1] ?? 0;
		const before: number[] = [];
		for (const [active, journey] of this.#active) {
			this.#advance(journey, active);
			before.push(active.flow.rate);
			active.flow.weight = journey.move.streams * Math.exp(sigma * journey.draws.share);
		}
		this.#sharing.share([...this.#active.keys()].map((active) => active.flow));
		let i = 0;
		let total = 0;
		for (const [active, journey] of this.#active) {
			total += active.flow.rate;
			if (active.flow.rate !== before[i++] || active.version === 0) this.#expect(journey, active);
		}
		this.#usage.push({ at: this.#kernel.now, rate: total });
	}

	/** Schedules the arrival of what is left at the present rate; earlier expectations no longer hold. */
	#expect(journey: Journey, active: Active): void {
		active.version++;
		const seconds = active.transfer.secondsLeft(active.flow.rate);
		if (seconds === Number.POSITIVE_INFINITY) return;
		const event: Event = { kind: 'arrived', journey, active, version: active.version };
		this.#kernel.schedule(this.#kernel.now + seconds, PRIORITY.arrived, event);
	}

	#advance(journey: Journey, active: Active): void {
		const bytes = active.transfer.advance(this.#kernel.now - active.since, active.flow.rate);
		active.since = this.#kernel.now;
		if (active.transfer === journey.memory) journey.memoryBytes += bytes;
		else journey.diskBytes += bytes;
		this.#count(active.flow.links, bytes);
	}

	#count(links: readonly number[], bytes: number): void {
		for (const link of links) this.#linkBytes[link]! += bytes;
	}

	#arrived(journey: Journey, active: Active): void {
		this.#advance(journey, active);
		if (active.transfer === journey.memory) {
			const outcome = journey.memory.endRound();
			if (outcome === 'round') {
				this.#expect(journey, active);
				return;
			}
			this.#close(active);
			if (outcome === 'cutover') this.#cutover(journey);
			else this.#giveUp(journey, 'memory is dirtied faster than it can be sent, even with the guest slowed down');
			return;
		}
		this.#close(active);
		this.#disks(journey);
	}

	#close(active: Active): void {
		active.version++;
		this.#active.delete(active);
		this.#askShare();
	}

	#lookLater(journey: Journey, active: Active): void {
		const event: Event = { kind: 'look', journey, active };
		this.#kernel.schedule(this.#kernel.now + SETTINGS.sdpsDelay, PRIORITY.look, event);
	}

	/** The first round may last: it is looked at every 30 s. */
	#lookAtFirstRound(journey: Journey, active: Active): void {
		if (journey.memory === undefined || journey.memory.rounds > 1 || !this.#active.has(active)) return;
		this.#advance(journey, active);
		journey.memory.considerFirstRound(active.flow.rate);
		this.#lookLater(journey, active);
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
			waits: this.#queue.waits[journey.index] as Map<number, number>,
		};
	}
}
