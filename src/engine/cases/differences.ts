import type { RuleCase } from '../../model/rule.js';
import { equal } from '../cel/equal.js';
import type { RuleResult } from '../rules/evaluate-rule.js';

/** What differs between what a case expects and what came out, in words. */
export function differences(expected: RuleCase['expect'], result: RuleResult, message: () => string): string[] {
	const problems: string[] = [];
	if (result.outcome !== expected.outcome) {
		const why = result.defect ?? missingNames(result).join(', ');
		problems.push(`the outcome is ${result.outcome}${why === '' ? '' : ` (${why})`}, expected ${expected.outcome}`);
	}
	if (expected.severity !== undefined && result.severity !== expected.severity)
		problems.push(`the severity is ${result.severity}, expected ${expected.severity}`);
	for (const [path, value] of Object.entries(expected.observed ?? {})) {
		const seen = result.evidence?.observed[path];
		if (!equal(seen, value))
			problems.push(`observed ${path} is ${JSON.stringify(seen)}, expected ${JSON.stringify(value)}`);
	}
	if (expected.missing !== undefined) {
		const names = missingNames(result).sort();
		const wanted = [...expected.missing].sort();
		if (!equal(names, wanted)) problems.push(`missing is [${names.join(', ')}], expected [${wanted.join(', ')}]`);
	}
	if (expected.message !== undefined && message() !== expected.message)
		problems.push(`the message is "${message()}", expected "${expected.message}"`);
	return problems;
}

function missingNames(result: RuleResult): string[] {
	return (result.evidence?.missing ?? []).map((read) => read.datum);
}
