import type { FactResult } from '../../model/fact.js';
import type { Side } from '../../model/site-pair.js';
import type { Recorder } from './recorder.js';

/** Steps that one evaluation may take; a step is one evaluated node, loops counted per iteration (clarifications 7.7). */
export const STEP_LIMIT = 1_000_000;

/** A defect of a rule, never a verdict about a subject: division by zero, an index out of range, an endless computation. */
export class RuleDefect extends Error {
	override readonly name = 'RuleDefect';
}

/** What the closures of an expression work on. One object serves all evaluations of a run. */
export interface State {
	/** Values of variables by slot; `undefined` is a missing datum. */
	readonly slots: unknown[];
	/** Values of loop variables by depth. */
	readonly loops: unknown[];
	/** Side of the subject, for variables that stand for either. */
	side: Side | undefined;
	steps: number;
	/** Set while reads are recorded. */
	recorder: Recorder | undefined;
	/** Result of a fact for the current subject, computed when first read. */
	fact(index: number): FactResult<unknown>;
}

export function overLimit(): never {
	throw new RuleDefect(`the evaluation takes more than ${STEP_LIMIT.toLocaleString('en-US')} steps`);
}
