import type { Fact } from '../../model/fact.js';
import { BugError } from '../../shared/errors.js';
import type { RulePack } from '../contract.js';

/**
 * Type-checks every expression of every rule against the environment of its subjects and these facts.
 * @throws UserError that lists every error with file, line and column.
 */
export function checkPack(_pack: RulePack, _facts: ReadonlyMap<string, Fact>): void {
	throw new BugError('checkPack is not built yet');
}
