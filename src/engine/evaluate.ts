import { BugError } from '../shared/errors.js';
import type { Evaluation, EvaluationInput } from './contract.js';

/** Asks every rule of the pack about every subject of the scope, in both profiles. Pure: the same input gives the same result. */
export function evaluate(_input: EvaluationInput): Evaluation {
	throw new BugError('evaluate is not built yet');
}
