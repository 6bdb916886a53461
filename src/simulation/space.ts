import { formatBytes } from '../shared/units.js';
import type { SimDatastore, SimMove } from './model.js';
import type { SpaceResult } from './result.js';

/** Free space of the destination datastores while moves take and return it. */
export class SpaceLedger {
	readonly #datastores: readonly SimDatastore[];
	readonly #free: (number | undefined)[];
	readonly #lowest: (number | undefined)[];
	readonly #lowestAt: number[];

	constructor(datastores: readonly SimDatastore[]) {
		this.#datastores = datastores;
		this.#free = datastores.map((one) => one.free);
		this.#lowest = [...this.#free];
		this.#lowestAt = datastores.map(() => 0);
	}

	/**
	 * Takes what a move needs, all at its start: the destination must have room before it begins. Returns why not when a
	 * datastore is too small, and takes nothing then. A datastore of unknown size is not refused: it is reported as unknown.
	 */
	take(move: SimMove, now: number): string | undefined {
		for (const { datastore, bytes } of move.space) {
			const free = this.#free[datastore];
			if (free === undefined || free >= bytes) continue;
			const name = this.#datastores[datastore]?.name;
			return `datastore ${name} has ${formatBytes(free)} free, ${formatBytes(bytes)} needed`;
		}
		for (const { datastore, bytes } of move.space) this.#change(datastore, -bytes, now);
		return undefined;
	}

	/** Returns what a failed move had taken. */
	giveBack(move: SimMove, now: number): void {
		for (const { datastore, bytes } of move.space) this.#change(datastore, bytes, now);
	}

	results(): SpaceResult[] {
		return this.#free.map((after, i) => {
			const lowest = this.#lowest[i];
			return after === undefined || lowest === undefined
				? {}
				: { after, lowest, lowestAt: this.#lowestAt[i] as number };
		});
	}

	#change(datastore: number, bytes: number, now: number): void {
		const free = this.#free[datastore];
		if (free === undefined) return;
		this.#free[datastore] = free + bytes;
		if (free + bytes < (this.#lowest[datastore] as number)) {
			this.#lowest[datastore] = free + bytes;
			this.#lowestAt[datastore] = now;
		}
	}
}
