/** Something that flows: the links that it crosses, how much of them it asks for, and how fast it can be at most. */
export interface Flow {
	readonly links: readonly number[];
	weight: number;
	/** byte/s, infinite when nothing but the links limits it. */
	cap: number;
	/** Set by `shareBandwidth`: byte/s. */
	rate: number;
}

/** Work space of `shareBandwidth`, kept between calls. */
interface Scratch {
	readonly used: number[];
	readonly frozen: Float64Array;
	readonly weights: Float64Array;
}

/**
 * Shares links among flows, weighted max-min with a cap per flow (progressive filling): all rates grow in step with their
 * weights until a flow reaches its cap or a link is full; what is fixed stays, the rest grows on. No link carries more than
 * its capacity, and no flow could be faster without slowing one that is not faster for its weight.
 */
export class BandwidthSharing {
	readonly #capacities: Float64Array;
	readonly #scratch: Scratch;
	readonly #seen: Uint8Array;

	/** Capacities of the links in byte/s; infinite is allowed. */
	constructor(capacities: ArrayLike<number>) {
		this.#capacities = Float64Array.from(capacities);
		const size = this.#capacities.length;
		this.#scratch = { used: [], frozen: new Float64Array(size), weights: new Float64Array(size) };
		this.#seen = new Uint8Array(size);
	}

	/** Sets `rate` of every flow. */
	share(flows: readonly Flow[]): void {
		this.#prepare(flows);
		let active = [...flows];
		while (active.length > 0) {
			const level = this.#nextLevel(active);
			const full = this.#fullLinks(level);
			const rest: Flow[] = [];
			for (const flow of active) {
				const capped = flow.cap <= flow.weight * level * (1 + 1e-12);
				if (!capped && !flow.links.some((link) => full.has(link))) {
					rest.push(flow);
					continue;
				}
				flow.rate = capped ? flow.cap : flow.weight * level;
				for (const link of flow.links) {
					this.#scratch.frozen[link]! += flow.rate;
					this.#scratch.weights[link]! -= flow.weight;
				}
			}
			if (rest.length === active.length) {
				// Nothing limits what is left.
				for (const flow of rest) flow.rate = flow.cap;
				return;
			}
			active = rest;
		}
	}

	#prepare(flows: readonly Flow[]): void {
		const { used, frozen, weights } = this.#scratch;
		for (const link of used) this.#seen[link] = 0;
		used.length = 0;
		for (const flow of flows) {
			for (const link of flow.links) {
				if (this.#seen[link] === 0) {
					this.#seen[link] = 1;
					used.push(link);
					frozen[link] = 0;
					weights[link] = 0;
				}
				weights[link]! += flow.weight;
			}
		}
	}

	/** Rate per unit of weight at which the next flow reaches its cap or the next link is full. */
	#nextLevel(active: readonly Flow[]): number {
		let level = Number.POSITIVE_INFINITY;
		for (const { cap, weight } of active) level = Math.min(level, cap / weight);
		for (const link of this.#scratch.used) level = Math.min(level, this.#linkLevel(link));
		return level;
	}

	#fullLinks(level: number): Set<number> {
		const full = new Set<number>();
		for (const link of this.#scratch.used) if (this.#linkLevel(link) <= level * (1 + 1e-12)) full.add(link);
		return full;
	}

	#linkLevel(link: number): number {
		const { frozen, weights } = this.#scratch;
		// Below this a weight is what subtraction left over.
		if ((weights[link] as number) < 1e-9) return Number.POSITIVE_INFINITY;
		return Math.max(0, (this.#capacities[link] as number) - (frozen[link] as number)) / (weights[link] as number);
	}
}
