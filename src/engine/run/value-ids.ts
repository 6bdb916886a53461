import { canonical } from '../pack/pack-hash.js';

/**
 * Small numbers for values: equal values have equal numbers. Keys made of them are short, and a value is written out once,
 * however many rules compare it.
 */
export class ValueIds {
	readonly #byText = new Map<string, number>();
	readonly #byObject = new WeakMap<object, number>();

	idOf(value: unknown): number {
		if (typeof value !== 'object' || value === null) return this.#idOfText(`${typeof value} ${String(value)}`);
		const known = this.#byObject.get(value);
		if (known !== undefined) return known;
		const id = this.#idOfText(canonical(value));
		this.#byObject.set(value, id);
		return id;
	}

	#idOfText(text: string): number {
		const known = this.#byText.get(text);
		if (known !== undefined) return known;
		this.#byText.set(text, this.#byText.size);
		return this.#byText.size - 1;
	}
}
