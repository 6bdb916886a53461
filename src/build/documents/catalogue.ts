import type { RulePack } from '../../engine/contract.js';
import type { RuleDocument } from '../../model/rule.js';
import { AREAS } from '../../model/vocabulary.js';

/** The catalogue of all rules as Markdown (`rules/README.md`), by area in the order of the documents. */
export function catalogue(pack: RulePack): string {
	const lines = [
		'# Rules',
		'',
		'Written by `npm run generate`. A rule is two files, `<area>/<id>.yaml` and `<area>/<id>.cases.yaml`; data that rules share',
		'stand in `tables`. `xvcheck rules show ID` prints one in full, with its sources.',
		'',
		`${pack.rules.length} rules.`,
	];
	for (const area of AREAS) {
		const rules = pack.rules.filter((rule) => rule.document.area === area).map((rule) => rule.document);
		if (rules.length === 0) continue;
		lines.push('', `## ${area}`, '', '| rule | what it finds | severity | subject | FAQ |', '|---|---|---|---|---|');
		for (const rule of rules.toSorted((a, b) => (a.id < b.id ? -1 : 1))) lines.push(row(rule));
	}
	lines.push('', '## Findings of the tool itself', '', '| id | what it says |', '|---|---|');
	for (const [id, texts] of Object.entries(pack.toolFindings).toSorted())
		lines.push(`| \`${id}\` | ${cell(texts.title)} |`);
	return `${lines.join('\n')}\n`;
}

function row(rule: RuleDocument): string {
	const severities =
		typeof rule.severity === 'string' ? [rule.severity] : [...new Set(rule.severity.map((step) => step.severity))];
	const subjects = typeof rule.subject === 'string' ? [rule.subject] : rule.subject;
	const profiles = rule.profiles?.length === 1 ? ` (profile ${rule.profiles[0]} only)` : '';
	return `| [\`${rule.id}\`](${rule.area}/${rule.id}.yaml) | ${cell(rule.title)}${profiles} | ${severities.join(', ')} | ${subjects.join(', ')} | ${rule.faq ?? ''} |`;
}

function cell(text: string): string {
	return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
