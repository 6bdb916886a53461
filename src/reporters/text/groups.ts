import type { Finding, FindingSubject } from '../../model/finding.js';
import type { Report } from '../../model/report.js';
import { escapeText } from '../../shared/escape.js';
import { formatCount } from '../../shared/units.js';
import { type DataWords, missingWords } from '../shared/data-words.js';
import type { Mark, Page } from './page.js';
import { FAQ, listed } from './words.js';

/** Objects that a cause lists before "and 9 more (--all)". */
const LISTED = 3;

/** Findings of one rule: one cause. */
export interface Group {
	readonly rule: string;
	readonly findings: readonly Finding[];
}

/** Findings by rule, in the order in which the report first names each rule. */
export function groupByRule(findings: readonly Finding[]): Group[] {
	const groups = new Map<string, Finding[]>();
	for (const finding of findings) {
		const group = groups.get(finding.rule);
		if (group === undefined) groups.set(finding.rule, [finding]);
		else group.push(finding);
	}
	return [...groups].map(([rule, members]) => ({ rule, findings: members }));
}

/** Subjects of a finding, also those that were cut from the list. */
export function subjectsOf(finding: Finding): number {
	return finding.subjectCount ?? finding.subjects.length;
}

/** Rule id and FAQ question, for the right edge. */
export function ruleNotes(report: Report, rule: string): string {
	const faq = report.rules[rule]?.faq;
	return faq === undefined ? rule : `${rule}  ${FAQ[faq].question}`;
}

/** The question of a rule. A title states the failure, which nobody has seen: without a question it is marked as not known. */
export function questionOf(report: Report, rule: string): string {
	const { question, title } = report.rules[rule] ?? {};
	return question ?? `Not known: ${title ?? rule}`;
}

/** A cause with what was seen on its objects, what the other profile says, and the way out. */
export function* renderGroup(page: Page, report: Report, group: Group, mark: Mark): Iterable<string> {
	const rule = report.rules[group.rule];
	yield* page.titled(mark, rule?.title ?? group.rule, ruleNotes(report, group.rule));
	yield* renderObjects(page, report, group.findings);
	yield* otherProfile(page, report, group.findings);
	if (page.details && rule !== undefined) yield* page.wrap(rule.why, 6, 'Why: ');
	if (rule !== undefined) yield* page.wrap(rule.remediation.text, 6, 'Fix: ');
	if (page.details && rule !== undefined) {
		for (const command of rule.remediation.commands ?? []) yield `      ${command.tool}: ${escapeText(command.run)}`;
		for (const source of rule.sources) {
			yield* page.wrap(
				`${source.title} (${source.kind})${source.url === undefined ? '' : ` ${source.url}`}`,
				6,
				'Source: ',
			);
		}
	}
}

/** What was seen, at most three objects of it; equal messages share a line. */
export function* renderObjects(page: Page, report: Report, findings: readonly Finding[]): Iterable<string> {
	const byText = new Map<string, { findings: Finding[]; subjects: FindingSubject[]; count: number }>();
	for (const finding of findings) {
		const text = textOf(finding, report.data);
		const entry = byText.get(text) ?? { findings: [], subjects: [], count: 0 };
		byText.set(text, entry);
		entry.findings.push(finding);
		entry.subjects.push(...finding.subjects);
		entry.count += subjectsOf(finding);
	}
	let left = 0;
	let shown = 0;
	for (const [text, entry] of byText) {
		if (!page.all && shown === LISTED) {
			left += entry.count;
			continue;
		}
		shown++;
		yield* page.wrap(withNames(text, entry.subjects, entry.count, page.all), 6);
		yield* evidence(page, entry.findings[0] as Finding);
	}
	if (left > 0) yield `      and ${formatCount(left)} more (--all)`;
}

function textOf(finding: Finding, data: DataWords): string {
	return finding.outcome === 'unknown' && finding.missing !== undefined
		? `needs ${missingWords(data, finding.missing)}`
		: finding.message;
}

function withNames(text: string, subjects: readonly FindingSubject[], count: number, all: boolean): string {
	const only = subjects.length === 1 ? subjects[0] : undefined;
	if (only !== undefined && (only.type === 'pair' || (only.name !== '' && text.includes(only.name)))) return text;
	const names = (all ? subjects : subjects.slice(0, LISTED)).map((subject) => subject.name);
	const rest = count - names.length;
	return rest > 0 ? `${names.join(', ')} and ${formatCount(rest)} more (--all): ${text}` : `${listed(names)}: ${text}`;
}

function* evidence(page: Page, finding: Finding): Iterable<string> {
	for (const text of finding.declared ?? []) yield* page.wrap(text, 8, 'declared: ');
	for (const text of finding.probed ?? []) yield* page.wrap(text, 8, 'probed: ');
	for (const text of finding.assumptions ?? []) yield* page.wrap(text, 8, 'assumed: ');
	if (finding.waiver !== undefined) {
		const { reason, approvedBy, expires } = finding.waiver;
		const until = expires === undefined ? '' : `, until ${expires.slice(0, 10)}`;
		yield* page.wrap(`${reason} (${approvedBy}${until})`, 8, 'waived: ');
	}
	if (finding.baseline !== undefined) {
		const { known, firstNew } = finding.baseline;
		const fresh = firstNew === undefined ? 'does not count for the gate' : `new for ${firstNew}`;
		yield* page.wrap(`${formatCount(known)} of ${formatCount(subjectsOf(finding))}, ${fresh}`, 8, 'in the baseline: ');
	}
	if (!page.details) return;
	for (const [datum, value] of Object.entries(finding.observed ?? {})) {
		yield* page.wrap(`${datum} = ${JSON.stringify(value)}`, 8, 'seen: ');
	}
	if (finding.expected !== undefined) yield* page.wrap(finding.expected, 8, 'expected: ');
	yield* page.wrap(finding.fingerprint, 8, 'fingerprint: ');
}

function* otherProfile(page: Page, report: Report, findings: readonly Finding[]): Iterable<string> {
	const other = findings.filter((finding) => finding.otherProfile !== undefined);
	const first = other[0]?.otherProfile;
	if (first === undefined) return;
	const some = other.length === findings.length ? '' : `${other.length} of these ${findings.length}: `;
	const outcomes = [...new Set(other.map((finding) => finding.otherProfile?.outcome))];
	const literal = report.profile === 'faq' && outcomes.every((one) => one === 'pass' || one === 'not-applicable');
	const cause = literal ? 'only under the literal FAQ: ' : '';
	yield* page.wrap(`${some}${cause}profile ${first.profile} says ${outcomes.join(' or ')}`, 6);
}
