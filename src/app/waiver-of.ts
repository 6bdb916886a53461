import type { Finding, FindingSubject } from '../model/finding.js';
import type { Report } from '../model/report.js';
import { closestName } from '../shared/closest-name.js';
import { UserError } from '../shared/errors.js';

/** A waiver as a file holds it. */
export interface NewWaiver {
	readonly rule: string;
	readonly subject: string;
	readonly outcome?: 'unknown';
	readonly reason: string;
	readonly approvedBy: string;
	readonly expires: string;
}

/** Objects that waivers are written for one by one; more of them ask for a pattern. */
const MOST = 50;

/** The finding of a fingerprint, or of its beginning when only one begins so. @throws UserError when there is none. */
export function findingBy({ findings }: Report, fingerprint: string, file: string): Finding {
	const found = findings.filter((finding) => finding.fingerprint === fingerprint);
	const matching = found.length > 0 ? found : findings.filter((one) => one.fingerprint.startsWith(fingerprint));
	const [finding] = matching;
	if (finding === undefined || fingerprint.length < 4) throw unknownFinding(findings, fingerprint, file);
	if (matching.length > 1)
		throw new UserError('unknown-finding', `${matching.length} findings of ${file} begin with ${fingerprint}.`, {
			suggestions: matching.slice(0, 3).map((one) => `${one.fingerprint}: ${one.rule}, ${one.message}`),
		});
	if (finding.outcome !== 'fail' && finding.outcome !== 'unknown')
		throw new UserError(
			'not-waivable',
			`${finding.rule} is ${finding.outcome} there: only what fails or is unknown can be waived.`,
		);
	return finding;
}

function unknownFinding(findings: readonly Finding[], fingerprint: string, file: string): UserError {
	const ofRule = findings.filter(
		({ rule, outcome }) => rule === fingerprint && (outcome === 'fail' || outcome === 'unknown'),
	);
	const near = closestName(
		fingerprint,
		findings.map((finding) => finding.fingerprint),
	);
	const hint =
		near === undefined
			? 'Fingerprints are in the report (findings[].fingerprint) and in text with --details.'
			: `Did you mean ${near}?`;
	return new UserError('unknown-finding', `${file} has no finding with the fingerprint "${fingerprint}".`, {
		suggestions:
			ofRule.length === 0
				? [hint]
				: ofRule
						.slice(0, 3)
						.map(
							(one) => `${fingerprint} is a rule; ${one.fingerprint} is its finding about ${one.subjects[0]?.name}.`,
						),
	});
}

/** One waiver for each object of the finding, or one for the pattern that was given. */
export function waiversFor(
	report: Report,
	finding: Finding,
	given: { readonly subject?: string; readonly reason: string; readonly approvedBy: string; readonly expires: string },
): NewWaiver[] {
	const { rule, outcome, subjects, subjectCount } = finding;
	const { reason, approvedBy, expires } = given;
	const of = (subject: string): NewWaiver => ({
		rule,
		subject,
		...(outcome === 'unknown' && { outcome }),
		reason,
		approvedBy,
		expires,
	});
	if (given.subject !== undefined) {
		if (/^[*\s]*$/.test(given.subject))
			throw new UserError('waiver-pattern', `--subject is "${given.subject}": a waiver for every subject is refused.`);
		return [of(given.subject)];
	}
	const count = subjectCount ?? subjects.length;
	if (count > MOST)
		throw new UserError(
			'waiver-pattern',
			`The finding is about ${count} objects; at most ${MOST} are waived one by one.`,
			{
				suggestions: ['Name them with a pattern: --subject "app-*".'],
			},
		);
	return [...new Set(subjects.map((subject) => subjectText(subject, report, rule)))].map(of);
}

/** The name, which people read; the id where the rule met another object of that name. */
function subjectText(subject: FindingSubject, { findings }: Report, rule: string): string {
	const { id, name, type } = subject;
	if (type === 'pair') return id;
	const shared = findings.some(
		(finding) => finding.rule === rule && finding.subjects.some((other) => other.name === name && other.id !== id),
	);
	return literal(shared ? id : name);
}

/** A name as a pattern that means it alone. An open brace has no such form: any character may stand there. */
function literal(text: string): string {
	return text.replace(/[*?[]/g, '[$&]').replaceAll('{', '?');
}
