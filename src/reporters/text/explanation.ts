import type { MissingReason } from '../../model/coverage.js';
import type { ExplainedPart, ExplainedSubject, Explanation, ReadDatum } from '../../model/explanation.js';
import { breakCommands } from '../../shared/escape.js';
import { formatAge, formatCount } from '../../shared/units.js';
import type { RenderOptions } from '../contract.js';
import { REASONS } from '../shared/data-words.js';
import { type Mark, Page } from './page.js';

/** Why a rule says what it says, datum by datum, for a terminal. */
export function* renderExplanation(explanation: Explanation, options: RenderOptions): Iterable<string> {
	for (const line of lines(explanation, new Page(options))) yield `${breakCommands(line)}\n`;
}

function* lines(explanation: Explanation, page: Page): Iterable<string> {
	const { rule, override, counts, subjects, more } = explanation;
	yield page.paint('strong', rule.id);
	yield* page.wrap(rule.title, 0);
	const when = `${explanation.evaluatedAt.slice(0, 16).replace('T', ' ')} UTC`;
	yield* page.flow([`asked of ${[rule.subject].flat().join(', ')}`, `profile ${explanation.profile}`, when]);
	if (rule.profiles !== undefined && !rule.profiles.includes(explanation.profile))
		yield* page.wrap(`Only profile ${rule.profiles.join(', ')} asks it: not applicable here, whatever is seen.`, 0);
	if (override !== undefined)
		yield* page.wrap(
			`${override.disabled ? 'NOT ASKED' : `counts as ${override.severity}`}: ${override.reason}`,
			0,
			'Plan: ',
		);
	const { fail, unknown, error, asked } = counts;
	yield* page.wrap(
		`In the report: ${fail} fail, ${unknown} unknown${error > 0 ? `, ${error} defects` : ''}; ${formatCount(asked)} could be asked about`,
		0,
	);
	if (asked === 0)
		yield* page.wrap(
			subjects.length === 0
				? 'Nothing that it is asked of is in scope.'
				: 'Nobody tells which objects it should be asked about.',
			0,
		);
	for (const subject of subjects) yield* oneSubject(page, subject);
	if (more > 0) {
		yield '';
		yield* page.wrap(`${formatCount(more)} more are not shown (--all, or --vm NAME)`, 0);
	}
	yield '';
	yield* page.wrap(rule.why.trim(), 0, 'Why: ');
	yield* page.wrap(rule.remediation.text.trim(), 0, 'Fix: ');
	for (const { title, kind, url } of rule.sources ?? [])
		yield* page.wrap(`${title} (${kind})${url === undefined ? '' : ` ${url}`}`, 0, 'Source: ');
}

const MARK_OF: Readonly<Record<string, Mark>> = { true: 'pass', false: 'fail', unknown: 'unknown', defect: 'error' };

function* oneSubject(page: Page, explained: ExplainedSubject): Iterable<string> {
	const { subject, host, outcome, severity, message, when, expect, severities, changes, finding } = explained;
	yield '';
	const graded = outcome === 'fail' || outcome === 'unknown' ? `, ${severity}` : '';
	const where = host === undefined ? '' : ` on ${host.name}`;
	yield page.paint('strong', `${page.wrap(`${subject.name}${where}: ${outcome}${graded}`, 0).join(' ')}`);
	if (message !== undefined) yield* page.wrap(message, 2);
	if (when !== undefined) yield* titledPart(page, 'applies when', when);
	if (expect !== undefined) yield* titledPart(page, 'expects', expect);
	if (severities.some((step) => step.when !== undefined)) {
		yield '  severity';
		for (const step of severities) {
			const text = step.when === undefined ? 'otherwise' : `when ${step.when.text} (${step.when.value})`;
			yield* page.wrap(`${step.applies ? '-> ' : '   '}${step.severity} ${text}`, 4);
			for (const inner of step.when?.parts ?? []) yield* onePart(page, inner, 9);
			if (step.when !== undefined) yield* reads(page, step.when, 9);
		}
	}
	if (changes.length > 0) yield '  what would change it';
	for (const change of changes) yield* page.wrap(change, 4);
	if (finding === undefined) return;
	const { fingerprint, waiver } = finding;
	yield* page.wrap(
		`finding ${fingerprint}: ${finding.outcome}, ${finding.severity}${waiver === undefined ? '' : `, waived: ${waiver}`}`,
		2,
	);
	if (finding.message !== message) yield* page.wrap(finding.message, 4);
}

function* titledPart(page: Page, title: string, part: ExplainedPart): Iterable<string> {
	yield `  ${title}`;
	yield* onePart(page, part, 4);
}

function* onePart(page: Page, part: ExplainedPart, indent: number): Iterable<string> {
	const mark = MARK_OF[part.value] ?? 'unknown';
	const [first, ...rest] = page.wrap(
		`${part.value.padEnd(7)} ${part.text}${part.defect ? ` (${part.defect})` : ''}`,
		indent,
		'  ',
	);
	yield `${' '.repeat(indent)}${page.mark(mark)} ${(first as string).slice(indent + 2)}`;
	yield* rest;
	for (const inner of part.parts ?? []) yield* onePart(page, inner, indent + 4);
	yield* reads(page, part, indent + 4);
}

function* reads(page: Page, part: ExplainedPart, indent: number): Iterable<string> {
	for (const read of part.reads ?? []) {
		yield* page.wrap(`${read.datum} ${seen(read)}`, indent);
		const from = sourceOf(read);
		if (from !== '') yield* page.wrap(from, indent + 2);
		for (const note of read.notes ?? []) yield* page.wrap(note, indent + 2);
	}
}

function seen({ value, reason }: ReadDatum): string {
	if (reason === undefined) return `= ${JSON.stringify(value)}`;
	return `is missing: ${REASONS[reason as MissingReason] ?? reason}`;
}

function sourceOf({ from, side, input, place, ageSeconds, reason }: ReadDatum): string {
	if (from === 'declared') return 'declared in the plan, not seen:';
	if (from === 'plan') return `from ${input ?? 'the plan'}`;
	if (input === undefined)
		return from === 'derived' && reason === undefined ? 'worked out by xvcheck from the inventories and the plan' : '';
	const age = ageSeconds === undefined ? '' : `, ${formatAge(ageSeconds)} old`;
	const where = place === undefined ? '' : `: ${place}`;
	return `${reason === undefined ? 'from' : 'would come from'} ${side} ${input}${age}${where}`;
}
