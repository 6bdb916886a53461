import type { FaultSpec } from '../../scenario/fault-schema.js';

/** A request as faults select it. */
export interface Asked {
	/** vim25 method, or the verb of a REST request. */
	readonly method: string;
	readonly path: string;
	/** vim25 types that it is about. */
	readonly types: readonly string[];
}

/** The faults of a server, each with a count of the requests that fit it: which one is hit depends on order alone. */
export class FaultPlan {
	#entries: { readonly spec: FaultSpec; seen: number }[] = [];

	constructor(specs: readonly FaultSpec[] = []) {
		this.replace(specs);
	}

	/** Puts other faults in the place of all, and counts anew. */
	replace(specs: readonly FaultSpec[]): void {
		this.#entries = specs.map((spec) => ({ spec, seen: 0 }));
	}

	/** Counts a request and returns the faults that it meets, in the order of the scenario. */
	ofRequest(asked: Asked): readonly FaultSpec[] {
		return this.#hit(({ on }) => on?.connection !== true && fits(on, asked));
	}

	/** Counts a connection and returns the faults that it meets. */
	ofConnection(): readonly FaultSpec[] {
		return this.#hit(({ on }) => on?.connection === true);
	}

	#hit(fitting: (spec: FaultSpec) => boolean): FaultSpec[] {
		const hit: FaultSpec[] = [];
		for (const entry of this.#entries) {
			if (!fitting(entry.spec)) continue;
			entry.seen++;
			const { from = 1, times = Number.POSITIVE_INFINITY } = entry.spec.on ?? {};
			if (entry.seen >= from && entry.seen < from + times) hit.push(entry.spec);
		}
		return hit;
	}
}

function fits(on: FaultSpec['on'], asked: Asked): boolean {
	if (on === undefined) return true;
	return (
		(on.method === undefined || on.method === asked.method) &&
		(on.path === undefined || on.path === asked.path) &&
		(on.type === undefined || asked.types.includes(on.type))
	);
}
