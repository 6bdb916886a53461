import type { Finding } from '../model/finding.js';
import { SEVERITIES, type Severity } from '../model/vocabulary.js';
import type { Evaluation, ExitDecision } from './contract.js';

/** Accepts every open question, in `--allow-unknown` and `policy.allowUnknown`. */
const ALL_QUESTIONS = 'questions';

/** What opens and shuts the gate. `allowUnknown` holds rule ids or `questions`; `maxWarnings` absent: any number. */
export interface Gate {
	readonly failOn: Severity;
	readonly allowUnknown: readonly string[];
	readonly maxWarnings?: number;
}

/**
 * The exit code of a check and the finding that decided it (design 6): a defect 2, else a failure at or above the threshold, or
 * more warnings than allowed, 1, else an unaccepted unknown at or above it 3, else 0. What is waived, what the baseline had and
 * what never travels decides nothing. Findings come in their order, so that the first is the worst.
 */
export function decideExitCode(
	evaluation: Pick<Evaluation, 'findings'> & Partial<Pick<Evaluation, 'leftBehind'>>,
	{ failOn, allowUnknown, maxWarnings }: Gate,
): ExitDecision {
	const leftBehind = new Set((evaluation.leftBehind ?? []).map((entry) => entry.rule));
	const { findings } = evaluation;
	const counting = findings.filter(
		(finding) => finding.waiver === undefined && !leftBehind.has(finding.rule) && !inBaseline(finding),
	);
	const gates = ({ severity }: Finding): boolean => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
	const accepted = (finding: Finding): boolean =>
		allowUnknown.includes(finding.rule) || (finding.question === true && allowUnknown.includes(ALL_QUESTIONS));
	const defect = findings.find((finding) => finding.outcome === 'error');
	if (defect) return decided(2, defect);
	const failed = counting.find((finding) => finding.outcome === 'fail' && gates(finding));
	if (failed) return decided(1, failed);
	const warnings = counting.filter(({ outcome, severity }) => outcome === 'fail' && severity === 'warning');
	const beyond = maxWarnings === undefined ? undefined : warnings[maxWarnings];
	if (beyond) return decided(1, beyond, `${warnings.length} warnings, and ${maxWarnings} are allowed`);
	const open = counting.find((finding) => finding.outcome === 'unknown' && gates(finding) && !accepted(finding));
	return open ? decided(3, open) : { exitCode: 0 };
}

/** Whether the baseline had a finding for all its subjects. */
function inBaseline({ baseline, subjectCount, subjects }: Finding): boolean {
	return baseline !== undefined && baseline.known >= (subjectCount ?? subjects.length);
}

function decided(exitCode: 1 | 2 | 3, finding: Finding, because?: string): ExitDecision {
	const { rule, outcome, baseline, subjects } = finding;
	const more = (finding.subjectCount ?? subjects.length) - (baseline?.known ?? 0) - 1;
	const first = baseline?.firstNew ?? subjects[0]?.name ?? '';
	const subject = `${first}${more > 0 ? ` and ${more} more` : ''}`;
	return { exitCode, decidedBy: { rule, subject, outcome, ...(because !== undefined && { because }) } };
}
