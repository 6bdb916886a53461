import type { MissingDatum, MissingReason } from '../../model/coverage.js';
import type { FactResult } from '../../model/fact.js';
import type { Side } from '../../model/site-pair.js';
import { summary } from './summary.js';

/** A missing datum, and whether this kind of source could ever tell it. */
export interface MissingRead extends MissingDatum {
	readonly question: boolean;
}

/** Decides for the missing data of a finding whether a person must be asked. */
export interface Answers {
	/** True when this kind of source can tell the datum. */
	readonly canTell: (side: Side, collection: string, datum: string) => boolean;
	/** The same for a datum by the name that rules read it under: `host.evc.max`. Undefined when the name says nothing. */
	readonly canTellNamed: (datum: string) => boolean | undefined;
}

/** Different values of one name (of a loop variable) that a finding shows. */
const MAX_VALUES = 5;

/** Collects what an evaluation read: the evidence of a finding. */
export class Recorder {
	readonly #values = new Map<string, unknown[]>();
	readonly #missing = new Map<string, MissingRead>();
	readonly declared = new Set<string>();
	readonly assumptions = new Set<string>();
	readonly #answers: Answers;

	constructor(answers: Answers) {
		this.#answers = answers;
	}

	canTell(side: Side, collection: string, datum: string): boolean {
		return this.#answers.canTell(side, collection, datum);
	}

	/** Whether a datum that a fact misses is an open question: nobody but a person, or no source of this kind, can tell it. */
	asksOf(datum: string, reason: MissingReason): boolean {
		if (reason === 'not-declared' || reason === 'not-probed') return true;
		if (reason !== 'not-in-source' && reason !== 'not-reported') return false;
		return this.#answers.canTellNamed(datum) === false;
	}

	value(path: string, value: unknown): void {
		const short = summary(value);
		const values = this.#values.get(path);
		if (values === undefined) this.#values.set(path, [short]);
		else if (values.length < MAX_VALUES && !values.some((other) => same(other, short))) values.push(short);
	}

	missing(datum: string, reason: MissingReason, question: boolean): void {
		if (!this.#missing.has(datum)) this.#missing.set(datum, { datum, reason, question });
	}

	fact(result: FactResult<unknown>): void {
		for (const text of result.declared ?? []) this.declared.add(text);
		for (const text of result.assumptions ?? []) this.assumptions.add(text);
	}

	/** A name that was read with one value has it; one with several has the list of them. */
	observed(): Record<string, unknown> {
		const out: Record<string, unknown> = {};
		for (const [path, values] of this.#values) out[path] = values.length === 1 ? values[0] : values;
		return out;
	}

	missingReads(): readonly MissingRead[] {
		return [...this.#missing.values()];
	}
}

function same(a: unknown, b: unknown): boolean {
	return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));
}
