/** Numbers managed objects as vCenter does: one counter for all types, a prefix per type. */
export class Ids {
	#next = 8;

	next(prefix: string): string {
		return `${prefix}${this.#next++}`;
	}
}
