/** Numbers stay below this, so that two of them fit into one. */
const LIMIT = 2 ** 26;
/** What a list and an object begin with; no value is equal to them. */
const LIST = {};
const OBJECT = {};

/**
 * Small numbers for values: equal values have equal numbers. Lists and objects are numbered by what is in them, without a text
 * being made of them.
 */
export class ValueNumbers {
	readonly #single = new Map<unknown, number>();
	readonly #pairs = new Map<number, number>();
	#count = 0;

	/** Of a list or an object by its content, of anything else by itself. */
	of(value: unknown): number {
		if (typeof value !== 'object' || value === null) return this.same(value);
		let number = this.same(Array.isArray(value) ? LIST : OBJECT);
		if (Array.isArray(value)) for (const item of value) number = this.pair(number, this.of(item));
		else
			for (const key in value) {
				const content = (value as Readonly<Record<string, unknown>>)[key];
				if (content !== undefined) number = this.pair(this.pair(number, this.same(key)), this.of(content));
			}
		return number;
	}

	/** Of an object as the very object that it is. */
	same(value: unknown): number {
		let number = this.#single.get(value);
		if (number === undefined) {
			number = this.#count++;
			this.#single.set(value, number);
		}
		return number;
	}

	pair(one: number, other: number): number {
		const key = one * LIMIT + other;
		let number = this.#pairs.get(key);
		if (number === undefined) {
			number = this.#count++;
			this.#pairs.set(key, number);
		}
		return number;
	}

	/**
	 * Of what stands under a dotted name. In a list or map that is what stands under it in every item (`disks.mode`), or the
	 * number of items (`disks.length`).
	 * @param numberOf how what stands there is numbered: `of` or `same`
	 */
	at(object: unknown, steps: readonly string[], numberOf: 'of' | 'same'): number {
		return this.#below(object, steps, 0, numberOf);
	}

	#below(object: unknown, steps: readonly string[], from: number, numberOf: 'of' | 'same'): number {
		let value = object;
		for (let i = from; i < steps.length && value !== undefined; i++) {
			const step = steps[i] as string;
			if (Array.isArray(value)) return this.#ofItems(value, steps, i, numberOf);
			if (value instanceof Map) return this.#ofItems([...value.values()], steps, i, numberOf);
			value = (value as Readonly<Record<string, unknown>>)[step];
		}
		return numberOf === 'of' ? this.of(value) : this.same(value);
	}

	#ofItems(items: readonly unknown[], steps: readonly string[], from: number, numberOf: 'of' | 'same'): number {
		const step = steps[from] as string;
		if (step === 'length') return this.same(items.length);
		let number = this.same(LIST);
		for (let at = 0; at < items.length; at++) {
			const item = items[at] as Readonly<Record<string, unknown>> | undefined;
			const own = from === steps.length - 1 ? this[numberOf](item?.[step]) : this.#below(item, steps, from, numberOf);
			number = this.pair(number, own);
		}
		return number;
	}
}
