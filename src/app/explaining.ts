import type { Explanation } from '../model/explanation.js';
import type { RenderOptions } from '../reporters/contract.js';
import { renderExplanation } from '../reporters/text/explanation.js';
import { UserError } from '../shared/errors.js';
import { findRule } from './rules.js';
import { readSavedReport } from './saved-report.js';
import { savedSubject } from './saved-subject.js';

export { explain } from './explain.js';

/** The explanation for a terminal, line by line. */
export function explanationText(explanation: Explanation, options: RenderOptions): Iterable<string> {
	return renderExplanation(explanation, options);
}

/**
 * What a saved report holds about a rule: what was seen and missed, and nothing of the parts between, which need the sources.
 * @throws UserError for a rule or VM that there is not, or a report that cannot be used.
 */
export async function explainSaved(id: string, file: string, vm: string | undefined): Promise<Explanation> {
	const { id: ruleId, rule } = await findRule(id, []);
	if (rule === undefined)
		throw new UserError('not-explained', `${id} is a finding of xvcheck itself: there is no rule to take apart.`);
	const report = await readSavedReport(file);
	const own = report.vms.find(({ name, id: vmId }) => name === vm || vmId === vm);
	if (vm !== undefined && own === undefined) throw new UserError('unknown-vm', `The report ${file} has no VM "${vm}".`);
	const findings = report.findings.filter(
		(finding, index) => finding.rule === ruleId && (own === undefined || own.findings.includes(index)),
	);
	const count = (outcome: string) =>
		findings
			.filter((finding) => finding.outcome === outcome)
			.reduce((sum, { subjectCount, subjects }) => sum + (subjectCount ?? subjects.length), 0);
	const fail = count('fail');
	const unknown = count('unknown');
	const error = count('error');
	return {
		schemaVersion: 1,
		kind: 'xvcheck.explanation',
		evaluatedAt: report.evaluatedAt,
		profile: report.profile,
		inputs: report.inputs,
		rule,
		counts: { fail, unknown, error, asked: fail + unknown + error },
		subjects: findings.map(savedSubject),
		more: 0,
	};
}
