import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Random draws of one purpose in one replication. The same seed, replication and purpose give the same draws. */
export class RandomStream {
	readonly #generator: { next(): number };

	constructor(seed: number, replication: number, purpose: number) {
		this.#generator = xoroshiro128plus(mix(mix(mix(seed | 0) ^ replication) ^ purpose));
	}

	/** Uniform in [0, 1), 53 bits. */
	uniform(): number {
		const high = this.#generator.next() >>> 6;
		const low = this.#generator.next() >>> 5;
		return (high * 134_217_728 + low) / 9_007_199_254_740_992;
	}

	/** Triangular between `low` and `high` with its peak at `mode`. */
	triangular(low: number, mode: number, high: number): number {
		const u = this.uniform();
		const split = (mode - low) / (high - low);
		return u < split
			? low + Math.sqrt(u * (high - low) * (mode - low))
			: high - Math.sqrt((1 - u) * (high - low) * (high - mode));
	}

	/** Uniform in the logarithm between `low` and `high`, both positive. */
	logUniform(low: number, high: number): number {
		return Math.exp(Math.log(low) + this.uniform() * (Math.log(high) - Math.log(low)));
	}

	/** Standard normal (Box and Muller). */
	normal(): number {
		const u = 1 - this.uniform();
		return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * this.uniform());
	}

	/** Log-normal with the given median and sigma of the logarithm. */
	logNormal(median: number, sigma: number): number {
		return median * Math.exp(sigma * this.normal());
	}
}

/** Spreads neighbouring numbers over all 32 bits, so that stream 1 and stream 2 have nothing in common. */
function mix(value: number): number {
	let h = (value ^ 0x9e3779b9) | 0;
	h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
	h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
	return (h ^ (h >>> 16)) | 0;
}
