import { RATES, SHAPE } from '../parameters.js';
import type { Transfer } from './transfer.js';

/**
 * Bulk copy of disks in one pass while the guest goes on writing. A write to what is already copied goes to both sides, so
 * of the rate R only `R − m·x` adds to the copy, with x the copied share and m the guest's writes: `dx/dt = (R − m·x)/S`.
 * Always ends: a guest that would take more than 80 % of the rate is slowed to that.
 */
export class DiskCopy implements Transfer {
	readonly #size: number;
	readonly #writes: number;
	/** Copied share of all disks of the VM, and the share at which this transfer ends. */
	#copied: number;
	readonly #until: number;

	/**
	 * @param size bytes of all disks that this VM copies, more than 0
	 * @param writes byte/s that the guest writes to them; 0 when it is off
	 * @param from share of `size` copied before
	 * @param until share of `size` at which this transfer ends
	 */
	constructor(size: number, writes: number, from = 0, until = 1) {
		this.#size = size;
		this.#writes = writes;
		this.#copied = from;
		this.#until = until;
	}

	get copied(): number {
		return this.#copied;
	}

	secondsLeft(rate: number): number {
		if (this.#copied >= this.#until) return 0;
		if (rate <= 0) return Number.POSITIVE_INFINITY;
		const writes = this.#mirrored(rate);
		if (writes === 0) return ((this.#until - this.#copied) * this.#size) / rate;
		return (this.#size / writes) * Math.log((rate - writes * this.#copied) / (rate - writes * this.#until));
	}

	advance(seconds: number, rate: number): number {
		if (seconds <= 0 || rate <= 0) return 0;
		const writes = this.#mirrored(rate);
		if (writes === 0) this.#copied += (rate * seconds) / this.#size;
		else {
			const end = rate / writes;
			this.#copied = end - (end - this.#copied) * Math.exp((-writes * seconds) / this.#size);
		}
		if (this.#copied > this.#until * (1 - 1e-12)) this.#copied = this.#until;
		return rate * seconds;
	}

	#mirrored(rate: number): number {
		return Math.min(this.#writes, SHAPE.mirrorShare * rate);
	}
}

/**
 * Highest copy rate of thin disks: looking through the unallocated part takes its time too (32 GiB were read for 19 GiB
 * sent, cipeople.github.io/esx-migration).
 */
export function thinCap(allocated: number, provisioned: number): number {
	return provisioned <= allocated ? Number.POSITIVE_INFINITY : (allocated * RATES.thinScan) / provisioned;
}
