import type { MissingDatum } from '../../model/coverage.js';
import type { Finding } from '../../model/finding.js';
import type { Report } from '../../model/report.js';
import { AREAS, SEVERITIES } from '../../model/vocabulary.js';
import { datumName, REASONS, toldBy } from '../shared/data-words.js';

export type Result = 'passed' | 'failure' | 'error' | 'skipped';
/** One test case: a rule on an object. */
export interface Case {
	readonly name: string;
	readonly result: Result;
	/** `fail blocker`, `unknown warning`, …: the type of a failure or an error. */
	readonly kind: string;
	readonly message: string;
	readonly detail: string;
}
/** Findings of one area. */
export interface Suite {
	readonly area: string;
	readonly findings: readonly Finding[];
}

/** Findings by area in the order of the catalogue; areas without any are left out. Rules without texts go last. */
export function suitesOf(report: Report): Suite[] {
	const byArea = new Map<string, Finding[]>();
	for (const area of AREAS) byArea.set(area, []);
	for (const finding of report.findings) {
		const area = report.rules[finding.rule]?.area ?? 'other';
		const members = byArea.get(area);
		if (members === undefined) byArea.set(area, [finding]);
		else members.push(finding);
	}
	return [...byArea].map(([area, findings]) => ({ area, findings })).filter((suite) => suite.findings.length > 0);
}

/** The cases of one finding, one per object. */
export function* casesOf(report: Report, finding: Finding): Iterable<Case> {
	const result = resultOf(report, finding);
	const rule = report.rules[finding.rule];
	const missing = (finding.missing ?? []).map((one) => missingText(report, one)).join('; ');
	const reason = finding.outcome === 'unknown' ? `unknown: ${missing || finding.message}` : finding.message;
	const waived =
		finding.waiver !== undefined
			? `waived: ${finding.waiver.reason} (${finding.waiver.approvedBy}): `
			: isKnown(finding)
				? 'in the baseline: '
				: '';
	const detail = [rule?.why, rule && `Fix: ${rule.remediation.text}`, `fingerprint ${finding.fingerprint}`];
	for (const subject of finding.subjects) {
		yield {
			name: `${finding.rule}: ${subject.side === undefined ? '' : `${subject.side} `}${subject.name}`,
			result,
			kind: `${finding.outcome} ${finding.severity}`,
			message: waived + reason,
			detail: detail.filter(Boolean).join('\n'),
		};
	}
	const cut = (finding.subjectCount ?? 0) - finding.subjects.length;
	if (cut > 0) {
		yield {
			name: `${finding.rule}: ${cut} more objects`,
			result,
			kind: `${finding.outcome} ${finding.severity}`,
			message: waived + reason,
			detail: '',
		};
	}
}

/** `host version: not reported, told by vHost tab, column "ESX Version"`. */
function missingText({ data }: Report, { datum, reason }: MissingDatum): string {
	const told = toldBy(data, [datum]);
	return `${datumName(data, datum)}: ${REASONS[reason]}${told.length === 0 ? '' : `, told by ${told.join('; ')}`}`;
}

/** Whether the baseline had it for all its subjects: then it does not count. */
function isKnown({ baseline, subjects, subjectCount }: Finding): boolean {
	return baseline !== undefined && baseline.known >= (subjectCount ?? subjects.length);
}

/** What the gate makes of a finding: only what decides the exit code fails; an unknown that does not is skipped. */
export function resultOf(report: Report, finding: Finding): Result {
	const { outcome, severity } = finding;
	if (outcome === 'error') return 'error';
	if (outcome === 'not-applicable') return 'skipped';
	if (outcome === 'pass') return 'passed';
	if (finding.waiver !== undefined || isKnown(finding)) return 'skipped';
	const gates = SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(report.plan.failOn);
	if (outcome === 'fail') return gates ? 'failure' : 'passed';
	const accepted = report.plan.allowUnknown ?? [];
	const allowed = accepted.includes(finding.rule) || (finding.question === true && accepted.includes('questions'));
	return gates && !allowed ? 'failure' : 'skipped';
}
