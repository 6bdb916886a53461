import { SETTINGS, SHAPE } from '../parameters.js';
import type { Transfer } from './transfer.js';

/** How a guest dirties its memory: a hot set that fills up in `fill` seconds, and a slow rate beyond it. Bytes, byte/s. */
export interface DirtyShape {
	readonly hot: number;
	readonly fill: number;
	readonly cold: number;
}

export type RoundEnd = 'round' | 'cutover' | 'failed';
/** Rounds at the slowest guest without progress after which the move is given up. */
const PATIENCE = 3;
const MOST_ROUNDS = 500;

/**
 * Iterative pre-copy: each round sends what was dirtied during the one before. It stops when the rest fits into the goal of
 * 500 ms; a round that sends less than 130 % of what was dirtied turns SDPS on, which slows the guest. What SDPS does is
 * inferred from the descriptions of the host settings; its real controller is not public.
 */
export class PreCopy implements Transfer {
	readonly #nonZero: number;
	readonly #dirty: DirtyShape;
	/** Bytes of this round, those still to send, and how long sending took so far. */
	#round: number;
	#left: number;
	#sending = 0;
	/** Time of this round as the slowed guest lives it. */
	#guestSeconds: number;
	#stuck = 0;
	rounds = 1;
	/** Speed left to the guest, 1 = untouched, and the lowest that it ever was. */
	speed = 1;
	slowest = 1;
	/** byte/s of the last round. */
	lastRate = 0;

	/** @param scanSeconds time spent looking for zero pages before the first byte, during which the guest dirties memory */
	constructor(nonZero: number, dirty: DirtyShape, scanSeconds: number) {
		this.#nonZero = nonZero;
		this.#dirty = dirty;
		this.#round = nonZero;
		this.#left = nonZero * SHAPE.pageHeaders;
		this.#guestSeconds = scanSeconds;
	}

	get usedSdps(): boolean {
		return this.slowest < 1;
	}

	/** Bytes that are left for the cutover once a round has ended. */
	get rest(): number {
		return this.#round;
	}

	secondsLeft(rate: number): number {
		if (this.#left <= 0) return 0;
		return rate <= 0 ? Number.POSITIVE_INFINITY : this.#left / rate;
	}

	advance(seconds: number, rate: number): number {
		if (seconds <= 0) return 0;
		this.#sending += seconds;
		this.#guestSeconds += seconds * this.speed;
		const sent = Math.min(this.#left, rate * seconds);
		this.#left -= sent;
		return sent;
	}

	/** Bytes dirtied since the round began. */
	dirtied(): number {
		const { hot, fill, cold } = this.#dirty;
		const t = this.#guestSeconds;
		return Math.min(this.#nonZero, hot * (1 - Math.exp(-t / fill)) + cold * t);
	}

	/** Looks at the first round while it runs, every 30 s (Migrate.SdpsDynamicDelaySec). */
	considerFirstRound(rate: number): void {
		const sent = this.#round - this.#left / SHAPE.pageHeaders;
		if (this.rounds === 1 && sent < SETTINGS.minProgress * this.dirtied()) this.#slow(rate);
	}

	/** The round is through: cut over, begin the next one, or give up. */
	endRound(): RoundEnd {
		const rate = this.#sending > 0 ? (this.#round * SHAPE.pageHeaders) / this.#sending : Number.POSITIVE_INFINITY;
		const next = this.dirtied();
		const progress = this.#round / next;
		this.lastRate = rate;
		this.#round = next;
		if (next <= SETTINGS.switchoverGoal * rate) return 'cutover';
		if (progress < SETTINGS.minProgress) {
			this.#stuck = this.speed <= SHAPE.sdpsFloor ? this.#stuck + 1 : 0;
			this.#slow(rate);
		} else this.#stuck = 0;
		if (this.#stuck >= PATIENCE || this.rounds >= MOST_ROUNDS) return 'failed';
		this.rounds++;
		this.#left = next * SHAPE.pageHeaders;
		this.#sending = 0;
		this.#guestSeconds = 0;
		return 'round';
	}

	#slow(rate: number): void {
		const full = this.#dirty.hot / this.#dirty.fill + this.#dirty.cold;
		const wanted = this.usedSdps ? this.speed * SHAPE.sdpsStep : rate / (SETTINGS.sdpsTarget * full);
		this.speed = Math.min(1, Math.max(SHAPE.sdpsFloor, wanted));
		this.slowest = Math.min(this.slowest, this.speed);
	}
}
