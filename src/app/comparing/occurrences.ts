import type { Finding, FindingSubject } from '../../model/finding.js';
import type { Report } from '../../model/report.js';

/** One subject that a finding is about. Reports are compared by these: a finding of many subjects may gain and lose some. */
export interface Occurrence {
	readonly finding: Finding;
	readonly subject: FindingSubject;
	/** Stands for so many subjects that the finding counts and does not list. */
	readonly unlisted?: number;
}

const OPEN = new Set(['fail', 'unknown', 'error']);
const OF_VMS = new Set(['vm', 'placement']);

/** Every subject of every failure, unknown and defect of a report. Subjects beyond a finding's list come from the VMs. */
export function occurrencesOf(report: Report): Occurrence[] {
	const cut = new Map<number, FindingSubject[]>();
	for (const [index, finding] of report.findings.entries())
		if (OPEN.has(finding.outcome) && isCut(finding) && OF_VMS.has(typeOf(finding))) cut.set(index, []);
	if (cut.size > 0)
		for (const { id, name, findings } of report.vms)
			for (const index of findings) cut.get(index)?.push(subjectOf(report.findings[index], { id, name }));
	return report.findings.flatMap((finding, index) => {
		if (!OPEN.has(finding.outcome)) return [];
		const subjects = cut.get(index);
		if (subjects !== undefined && subjects.length === finding.subjectCount)
			return subjects.map((subject) => ({ finding, subject }));
		return [...finding.subjects.map((subject) => ({ finding, subject })), ...rest(finding)];
	});
}

function isCut({ subjectCount, subjects }: Finding): boolean {
	return (subjectCount ?? subjects.length) > subjects.length;
}

function typeOf({ subjects }: Finding): string {
	return subjects[0]?.type ?? '';
}

function subjectOf(finding: Finding | undefined, vm: { id: string; name: string }): FindingSubject {
	const [first] = finding?.subjects ?? [];
	return { type: 'vm', ...first, ...vm, ...(first?.vm && { vm }) };
}

/** Who they are nobody can tell: they are one that only the same finding with as many of them matches. */
function rest(finding: Finding): Occurrence[] {
	if (!isCut(finding)) return [];
	const unlisted = (finding.subjectCount ?? 0) - finding.subjects.length;
	const name = `${unlisted} more`;
	return [{ finding, subject: { type: typeOf(finding), id: `${finding.fingerprint} ${name}`, name }, unlisted }];
}
