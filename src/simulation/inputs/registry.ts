/** Things that many moves name by key: each is made once and keeps its place. */
export class Registry<T> {
	readonly items: T[] = [];
	readonly #places = new Map<string, number>();

	/** The place of `key`, made by `make` when it is new. */
	place(key: string, make: () => T): number {
		const known = this.#places.get(key);
		if (known !== undefined) return known;
		const place = this.items.push(make()) - 1;
		this.#places.set(key, place);
		return place;
	}
}
