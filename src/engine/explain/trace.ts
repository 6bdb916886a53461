import type { ReadDatum } from '../../model/explanation.js';
import type { Side } from '../../model/site-pair.js';
import { type Answers, type Origin, Recorder } from '../cel/recorder.js';

/** A recorder that also remembers, datum by datum, who told it. */
export class Trace extends Recorder {
	override readonly traces = true;
	readonly #reads = new Map<string, { origin: Origin; side: Side | undefined }>();

	constructor(answers: Answers) {
		super(answers, true);
	}

	override origin(path: string, origin: Origin, side: Side | undefined): void {
		if (!this.#reads.has(path)) this.#reads.set(path, { origin, side });
	}

	reads(): ReadDatum[] {
		const { observed, missing } = this.evidence();
		const seen = Object.keys(observed).map((datum) => this.#read(datum, { value: observed[datum] }));
		return [...seen, ...missing.map(({ datum, reason }) => this.#read(datum, { reason }))];
	}

	#read(datum: string, what: { value: unknown } | { reason: string }): ReadDatum {
		const { origin, side } = this.#reads.get(datum) ?? {};
		const notes = [...(origin?.notes ?? [])];
		const declared = origin?.declared === true && 'value' in what;
		return {
			datum,
			...what,
			...(side !== undefined && { side }),
			...(origin?.collection !== undefined && { collection: origin.collection, name: origin.name ?? datum }),
			from: declared ? 'declared' : (origin?.from ?? 'derived'),
			...(origin?.other !== undefined && { input: origin.other }),
			...(notes.length > 0 && { notes }),
		};
	}
}
