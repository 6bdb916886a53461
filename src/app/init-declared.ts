import type { Report } from '../model/report.js';
import { mergeDeclared, partsOf } from '../reporters/text/declare-block.js';
import { comment } from './init-text.js';

/**
 * The `declared` section as comments: for every question that no source of this pair can answer, the lines that answer it, with
 * who can tell. Nothing is declared by itself: a person takes the `#` away. What only the link can answer stands at the link.
 */
export function declaredLines({ findings, rules }: Report): string[] {
	const asked = [...new Set(findings.filter(({ question }) => question === true).map(({ rule }) => rule))];
	if (asked.length === 0)
		return ['# Nothing needs to be declared: the sources of this pair tell everything that was asked.'];
	const answers = asked.map((id) => ({ id, parts: partsOf(rules[id]?.declare ?? '') }));
	const block = mergeDeclared(answers.flatMap(({ parts }) => (parts ? [{ ...parts, top: new Map() }] : [])));
	const headings = new Map<string, string[]>();
	for (const { id, parts } of answers)
		for (const line of [...(parts?.declared ?? [])].flatMap(([key, lines]) => (key === 'pair' ? ['pair'] : lines)))
			headings.set(line, [...(headings.get(line) ?? []), about(id, rules[id])]);
	return [
		'# What no source of this pair can tell. Correct what somebody vouches for, and take the # away.',
		...block.flatMap((line) => [...headingsOf(line, headings).map(comment), `# ${line}`]),
		...answers
			.filter(({ parts }) => parts === undefined)
			.map(({ id }) => comment(`To be answered elsewhere: ${about(id, rules[id])}`)),
	];
}

/** The questions that a line answers, at its own indentation; each stands before its first line only. */
function headingsOf(line: string, headings: Map<string, string[]>): string[] {
	const key = line.startsWith('  pair:') ? 'pair' : line.trimStart();
	const found = headings.get(key) ?? [];
	const blanks = /^ */.exec(line)?.[0] ?? '';
	for (const [other, texts] of headings)
		headings.set(
			other,
			texts.filter((text) => !found.includes(text)),
		);
	return found.map((text) => `${blanks}# ${text}`);
}

function about(id: string, rule: Report['rules'][string] | undefined): string {
	return `${rule?.question ?? rule?.title ?? ''} (${id}${rule?.askWho === undefined ? '' : `, ask ${rule.askWho}`})`;
}
