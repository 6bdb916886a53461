import type { MissingReason } from '../../model/coverage.js';
import type { FactResult } from '../../model/fact.js';
import type { Collection } from '../../model/inventory/inventory.js';
import type { Site } from '../../model/site.js';
import type { Side } from '../../model/site-pair.js';
import { SLOT } from '../subjects/variables.js';
import type { Origin, Recorder } from './recorder.js';
import type { State } from './state.js';

export type Run = (state: State) => unknown;

/** Whose datum a value is: tells the reason when it is missing, and what it rests on. */
export type Owner =
	| {
			readonly kind: 'object';
			readonly collection: Collection;
			readonly side: Side | 'subject' | undefined;
			readonly object: Run;
			/** Its name below the object, and those of what it lies in: `evc.max`, `evc`. */
			readonly data: readonly string[];
	  }
	| { readonly kind: 'fact'; readonly name: string; readonly index: number; readonly data: readonly string[] }
	/** What only the plan can say. */
	| { readonly kind: 'plan' }
	| { readonly kind: 'none'; readonly side?: Side | 'subject' };

interface Noted {
	readonly gaps?: Readonly<Record<string, MissingReason>>;
	readonly declared?: Readonly<Record<string, string>>;
	readonly filledBy?: Readonly<Record<string, string>>;
}

/** Records one read: its value, or why it is missing, and the evidence that it rests on. */
export function recordRead(state: State, recorder: Recorder, owner: Owner, path: string, value: unknown): void {
	if (owner.kind === 'fact') {
		recordFact(state.fact(owner.index), recorder, owner, path, value);
		return;
	}
	if (value !== undefined) recorder.value(path, value);
	if (recorder.traces && owner.kind !== 'object') recorder.origin(path, OF_PLAN, undefined);
	if (owner.kind === 'object') recordObject(state, recorder, owner, path, value);
	else if (value === undefined) {
		const reason = owner.kind === 'plan' ? 'not-declared' : 'not-reported';
		recorder.missing(path, reason, owner.kind === 'plan');
	}
}

function recordObject(
	state: State,
	recorder: Recorder,
	owner: Owner & { kind: 'object' },
	path: string,
	value: unknown,
): void {
	const object = owner.object(state) as Noted | undefined;
	const side = owner.side === 'subject' ? state.side : owner.side;
	const datum = owner.data[0] ?? '';
	if (value === undefined) {
		if (recorder.traces) recorder.origin(path, { from: 'inventory', collection: owner.collection, name: datum }, side);
		const site = side === undefined ? undefined : (state.slots[SLOT[side]] as Site | undefined);
		const reason = site?.reason(owner.collection, object as never, datum) ?? object?.gaps?.[datum] ?? 'not-reported';
		recorder.missing(path, reason, isQuestion(recorder, side, owner.collection, datum, reason));
	} else {
		const evidence = noteOn(object?.declared, owner.data);
		if (evidence !== undefined) recorder.declared(evidence);
		if (recorder.traces)
			recorder.origin(path, originOf(owner.collection, datum, evidence, noteOn(object?.filledBy, owner.data)), side);
		const other = noteOn(object?.filledBy, owner.data) ?? object?.filledBy?.['*'];
		if (other !== undefined) recorder.assumption(`${path} as ${other} has it`);
	}
}

const OF_PLAN: Origin = { from: 'plan' };

function originOf(collection: string, name: string, evidence: string | undefined, other: string | undefined): Origin {
	return {
		from: 'inventory',
		collection,
		name,
		...(evidence !== undefined && { declared: true, notes: [evidence] }),
		...(other !== undefined && { other }),
	};
}

function derivedFrom({ declared = [], probed = [], assumptions = [] }: FactResult<unknown>): Origin {
	const notes = [...declared, ...probed, ...assumptions];
	return { from: 'derived', ...(notes.length > 0 && { notes }) };
}

function isQuestion(
	recorder: Recorder,
	side: Side | undefined,
	collection: string,
	datum: string,
	reason: MissingReason,
): boolean {
	if (reason === 'not-declared' || reason === 'not-probed') return true;
	if (reason !== 'not-in-source' && reason !== 'not-reported') return false;
	return side !== undefined && !recorder.canTell(side, collection, datum);
}

function noteOn(notes: Readonly<Record<string, string>> | undefined, data: readonly string[]): string | undefined {
	if (notes !== undefined) for (const datum of data) if (notes[datum] !== undefined) return notes[datum];
	return undefined;
}

function recordFact(
	result: FactResult<unknown>,
	recorder: Recorder,
	owner: Owner & { kind: 'fact' },
	path: string,
	value: unknown,
): void {
	recorder.fact(result);
	if (recorder.traces) recorder.origin(path, derivedFrom(result), undefined);
	if (value !== undefined) {
		recorder.value(path, value);
		return;
	}
	for (const name of owner.data) {
		const missing = result.missing?.[name];
		if (missing === undefined) continue;
		for (const { datum, reason } of missing) recorder.missing(datum, reason, recorder.asksOf(datum, reason));
		return;
	}
	recorder.missing(path, 'not-reported', false);
}
