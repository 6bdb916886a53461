import type { Fact } from '../../model/fact.js';
import { BugError } from '../../shared/errors.js';
import type { CaseResult, LoadedCases, LoadedRule, MakeSite } from '../contract.js';

/**
 * Runs the cases of one rule.
 * @throws UserError for a case whose `given` names something that the rule cannot see or that does not fit its schema.
 */
export function runCases(
	_rule: LoadedRule,
	_cases: LoadedCases,
	_context: { readonly facts: ReadonlyMap<string, Fact>; readonly makeSite: MakeSite },
): readonly CaseResult[] {
	throw new BugError('runCases is not built yet');
}
