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

/** Who told a datum. */
export interface Origin {
	readonly from: 'inventory' | 'plan' | 'derived';
	readonly collection?: string;
	/** Its name below the object. */
	readonly name?: string;
	/** A person vouches for it. */
	readonly declared?: boolean;
	/** The input that filled it in where better ones say nothing. */
	readonly other?: string;
	readonly notes?: readonly string[];
}

/** Different values of one name (of a loop variable) that a finding shows. */
const MAX_VALUES = 5;

/** What an evaluation read, as findings show it. */
export interface Evidence {
	readonly observed: Readonly<Record<string, unknown>>;
	readonly missing: readonly MissingRead[];
	readonly declared: readonly string[];
	readonly probed: readonly string[];
	readonly assumptions: readonly string[];
}

/**
 * Collects what an evaluation read: the evidence of a finding. With `values: false` only what is missing, and what the rest
 * stands on: enough to see that many subjects share one finding.
 */
export class Recorder {
	readonly #answers: Answers;
	readonly #withValues: boolean;
	#values: Map<string, unknown[]> | undefined;
	#missing: MissingRead[] | undefined;
	#declared: string[] | undefined;
	#probed: string[] | undefined;
	#assumptions: string[] | undefined;

	constructor(answers: Answers, withValues = true) {
		this.#answers = answers;
		this.#withValues = withValues;
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

	/** Whether it remembers who told each datum: only an explanation does. */
	readonly traces: boolean = false;

	/** Who told a datum that is read. */
	origin(_path: string, _origin: Origin, _side: Side | undefined): void {}

	value(path: string, value: unknown): void {
		if (!this.#withValues) return;
		const short = summary(value);
		this.#values ??= new Map();
		const values = this.#values.get(path);
		if (values === undefined) this.#values.set(path, [short]);
		else if (values.length < MAX_VALUES && !values.some((other) => same(other, short))) values.push(short);
	}

	missing(datum: string, reason: MissingReason, question: boolean): void {
		this.#missing ??= [];
		if (!this.#missing.some((read) => read.datum === datum)) this.#missing.push({ datum, reason, question });
	}

	declared(evidence: string): void {
		this.#declared ??= [];
		if (!this.#declared.includes(evidence)) this.#declared.push(evidence);
	}

	fact(result: FactResult<unknown>): void {
		for (const text of result.declared ?? []) this.declared(text);
		for (const text of result.probed ?? []) {
			this.#probed ??= [];
			if (!this.#probed.includes(text)) this.#probed.push(text);
		}
		for (const text of result.assumptions ?? []) this.assumption(text);
	}

	assumption(text: string): void {
		this.#assumptions ??= [];
		if (!this.#assumptions.includes(text)) this.#assumptions.push(text);
	}

	/** A name that was read with one value has it; one with several has the list of them. */
	evidence(): Evidence {
		if (!this.#values && !this.#missing && !this.#declared && !this.#probed && !this.#assumptions) return NO_EVIDENCE;
		return {
			observed: this.#values ? observed(this.#values) : NO_EVIDENCE.observed,
			missing: this.#missing ?? NOTHING,
			declared: this.#declared ?? NOTHING,
			probed: this.#probed ?? NOTHING,
			assumptions: this.#assumptions ?? NOTHING,
		};
	}
}

function observed(read: ReadonlyMap<string, readonly unknown[]>): Record<string, unknown> {
	const out: Record<string, unknown> = {};
	for (const [path, values] of read) out[path] = values.length === 1 ? values[0] : values;
	return out;
}

const NOTHING: readonly never[] = [];
const NO_EVIDENCE: Evidence = {
	observed: {},
	missing: NOTHING,
	declared: NOTHING,
	probed: NOTHING,
	assumptions: NOTHING,
};

function same(a: unknown, b: unknown): boolean {
	return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));
}
