import type { Finding } from '../../model/finding.js';
import type { Report } from '../../model/report.js';
import { escapeText } from '../../shared/escape.js';
import { mergeDeclared, partsOf } from './declare-block.js';
import { groupByRule, questionOf, renderObjects, ruleNotes } from './groups.js';
import type { Page } from './page.js';

/** Questions that one person answers with the same kind of lines. */
interface Entry {
	readonly askWho?: string;
	readonly members: { readonly rule: string; readonly findings: readonly Finding[] }[];
}

/** Asked once per person and answer. */
export function* renderQuestions(page: Page, report: Report, findings: readonly Finding[]): Iterable<string> {
	if (findings.length === 0) return;
	yield page.paint('strong', 'Open questions: this kind of source can never tell');
	for (const entry of entriesOf(report, findings)) yield* renderEntry(page, report, entry);
}

/**
 * One fragment of a plan that answers the questions, and the gaps that a declaration can fill: every key once, so that it can
 * be pasted as it stands.
 */
export function* renderAnswers(page: Page, report: Report, unknown: readonly Finding[]): Iterable<string> {
	const parts = groupByRule(unknown).flatMap(({ rule }) => partsOf(report.rules[rule]?.declare ?? '') ?? []);
	const block = mergeDeclared(parts);
	if (block.length === 0) return;
	yield* page.wrap('Answers to correct and paste into the plan; delete what nobody vouches for:', 2);
	// Never wrapped: these lines are to be copied.
	for (const line of block) yield `    ${escapeText(line)}`;
}

function entriesOf(report: Report, findings: readonly Finding[]): Entry[] {
	const entries = new Map<string, Entry>();
	for (const group of groupByRule(findings)) {
		const { askWho, declare } = report.rules[group.rule] ?? {};
		const key = declare === undefined ? group.rule : `${askWho}\0${shape(declare)}`;
		const entry = entries.get(key) ?? { ...(askWho === undefined ? {} : { askWho }), members: [] };
		entries.set(key, entry);
		entry.members.push(group);
	}
	return [...entries.values()];
}

/** Lines that differ in names, numbers and evidence alone have the same shape; an item for a second side adds none. */
function shape(declare: string): string {
	const lines = declare
		.trimEnd()
		.split('\n')
		.map((line) =>
			line
				.replace(/\b(from|to|name): [^,}]+/g, '$1: _')
				.replace(/'[^']*'|\{\{[^}]*\}\}/g, '_')
				.replace(/\b[A-Z][A-Z-]+\b|\d+|\b(source|destination)\b/g, '_'),
		);
	return [...new Set(lines)].join('\n');
}

function* renderEntry(page: Page, report: Report, { askWho, members }: Entry): Iterable<string> {
	const texts = [...new Set(members.map(({ rule }) => questionOf(report, rule)))];
	const [only] = members;
	if (texts.length === 1 && members.length === 1 && only)
		yield* page.titled('unknown', texts[0] as string, ruleNotes(report, only.rule));
	else {
		for (const text of texts) yield* page.titled('unknown', text, '');
		yield* page.wrap(members.map(({ rule }) => rule).join(', '), 4).map((line) => page.paint('quiet', line));
	}
	if (askWho !== undefined) yield* page.wrap(askWho, 6, 'ask: ');
	for (const { rule, findings } of members) {
		if (page.details || page.all) yield* renderObjects(page, report, findings);
		const declare = report.rules[rule]?.declare;
		if (declare === undefined || partsOf(declare) !== undefined) continue;
		yield '      or paste into the plan:';
		for (const line of declare.trimEnd().split('\n'))
			yield `        ${escapeText(line.replace(/\{\{[^}]*\}\}/g, '…'))}`;
	}
}
