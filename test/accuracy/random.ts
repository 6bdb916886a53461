import { RandomStream } from '../../src/simulation/random.js';

/** Seeded choices: the same words make the same ones everywhere. */
export class Random {
	readonly #stream: RandomStream;

	constructor(...words: readonly (string | number)[]) {
		this.#stream = new RandomStream(hash(words.join('/')), 0, 0);
	}

	/** A whole number from 0 to below `limit`. */
	below(limit: number): number {
		return Math.floor(this.#stream.uniform() * limit);
	}

	of<T>(items: readonly T[]): T {
		if (items.length === 0) throw new Error('there is nothing to choose from');
		return items[this.below(items.length)] as T;
	}

	/** The items in another order. */
	shuffled<T>(items: readonly T[]): T[] {
		const rest = [...items];
		return items.map(() => rest.splice(this.below(rest.length), 1)[0] as T);
	}
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
	let value = 0x811c9dc5;
	for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
	return value >>> 0;
}
