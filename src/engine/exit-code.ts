import type { Finding } from '../model/finding.js';
import { SEVERITIES, type Severity } from '../model/vocabulary.js';
import type { Evaluation, ExitDecision } from './contract.js';

/** Accepts every open question, in `--allow-unknown` and `policy.allowUnknown`. */
const ALL_QUESTIONS = 'questions';

/**
 * The exit code of a check and the finding that decided it (design 6): a defect 2, else a failure at or above the threshold 1,
 * else an unaccepted unknown at or above it 3, else 0. `allowUnknown` holds rule ids or `questions`. What never travels
 * decides nothing. Findings come in their order, so that the first is the worst.
 */
export function decideExitCode(
	evaluation: Pick<Evaluation, 'findings'> & Partial<Pick<Evaluation, 'leftBehind'>>,
	failOn: Severity,
	allowUnknown: readonly string[],
): ExitDecision {
	const leftBehind = new Set((evaluation.leftBehind ?? []).map((entry) => entry.rule));
	const counts = (finding: Finding): boolean =>
		finding.waiver === undefined &&
		!leftBehind.has(finding.rule) &&
		SEVERITIES.indexOf(finding.severity) <= SEVERITIES.indexOf(failOn);
	const accepted = (finding: Finding): boolean =>
		allowUnknown.includes(finding.rule) || (finding.question === true && allowUnknown.includes(ALL_QUESTIONS));
	const { findings } = evaluation;
	const defect = findings.find((finding) => finding.outcome === 'error');
	if (defect) return decided(2, defect);
	const failed = findings.find((finding) => finding.outcome === 'fail' && counts(finding));
	if (failed) return decided(1, failed);
	const open = findings.find((finding) => finding.outcome === 'unknown' && counts(finding) && !accepted(finding));
	return open ? decided(3, open) : { exitCode: 0 };
}

function decided(exitCode: 1 | 2 | 3, finding: Finding): ExitDecision {
	const [first] = finding.subjects;
	const more = (finding.subjectCount ?? finding.subjects.length) - 1;
	const subject = `${first?.name ?? ''}${more > 0 ? ` and ${more} more` : ''}`;
	return { exitCode, decidedBy: { rule: finding.rule, subject, outcome: finding.outcome } };
}
