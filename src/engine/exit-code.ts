import type { Severity } from '../model/vocabulary.js';
import { BugError } from '../shared/errors.js';
import type { Evaluation, ExitDecision } from './contract.js';

/**
 * The exit code of a check and the finding that decided it (design 6): a defect 2, else a failure at or above the threshold 1,
 * else an unaccepted unknown at or above it 3, else 0. `allowUnknown` holds rule ids or `questions`.
 */
export function decideExitCode(
	_evaluation: Pick<Evaluation, 'findings'>,
	_failOn: Severity,
	_allowUnknown: readonly string[],
): ExitDecision {
	throw new BugError('decideExitCode is not built yet');
}
