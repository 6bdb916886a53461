import type { MissingDatum } from '../../model/coverage.js';
import type { Timeline } from '../../model/timeline.js';

const LISTED = 3;

/** Collects what is missing, one entry per effect and datum however many VMs it concerns. */
export class Unknowns {
	readonly #entries = new Map<string, { effect: string; missing: MissingDatum; names: string[]; count: number }>();

	/** @param effect what cannot be told because of it: "no times" */
	add(effect: string, missing: MissingDatum, name?: string): void {
		const key = `${effect}\n${missing.datum}\n${missing.reason}`;
		const entry = this.#entries.get(key) ?? { effect, missing, names: [], count: 0 };
		this.#entries.set(key, entry);
		entry.count++;
		if (name !== undefined && entry.names.length < LISTED) entry.names.push(name);
	}

	/** In the order in which each was first met. */
	list(): Timeline['unknown'] {
		return [...this.#entries.values()].map(({ effect, missing, names, count }) => {
			const more = count > names.length ? ` and ${count - names.length} more` : '';
			const who = names.length === 0 ? '' : ` of ${names.join(', ')}${more}`;
			return { what: effect + who, missing: [missing] };
		});
	}
}
