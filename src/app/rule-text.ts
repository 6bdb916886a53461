import type { RulePack } from '../engine/contract.js';
import type { RuleDocument } from '../model/rule.js';
import { SEVERITIES, type Severity } from '../model/vocabulary.js';
import { defined } from '../shared/defined.js';

/** A rule, or the texts of a finding of the tool itself. */
export interface ShownRule {
	readonly id: string;
	readonly rule?: RuleDocument;
	readonly tool?: RulePack['toolFindings'][string];
}

/** What a list of rules tells about one. */
export function ruleSummary(rule: RuleDocument) {
	return defined({
		id: rule.id,
		title: rule.title,
		area: rule.area,
		subject: rule.subject,
		status: rule.status ?? 'stable',
		profiles: rule.profiles ?? ['faq', 'vendor'],
		severity: worstSeverity(rule),
		documented: rule.documented !== false,
		sourceKinds: [...new Set(rule.sources?.map(({ kind }) => kind) ?? ['local'])],
		faq: rule.faq,
	});
}

function worstSeverity({ severity }: RuleDocument): Severity {
	if (typeof severity === 'string') return severity;
	const named = severity.map((entry) => entry.severity);
	return SEVERITIES.find((candidate) => named.includes(candidate)) ?? 'info';
}

/** A rule for a reader: what it asks, why, what to do, what it rests on. */
export function ruleText({ id, rule, tool }: ShownRule): string {
	const texts = rule ?? tool;
	if (texts === undefined) return `${id}\n`;
	const commands = (texts.remediation.commands ?? []).map(({ tool: name, run }) => `  ${name}: ${run}`);
	const lines = [
		`${id}  (${texts.area})`,
		texts.title,
		'',
		...(rule ? ruleLines(rule) : ['A finding of xvcheck itself.', '']),
		'Why',
		`  ${texts.why.trim()}`,
		'Fix',
		`  ${texts.remediation.text.trim()}`,
		...commands,
		...(rule?.question === undefined ? [] : ['Asks, while nobody can tell', `  ${rule.question.trim()}`]),
		...(rule?.askWho === undefined ? [] : [`  Who can answer: ${rule.askWho}`]),
		...(rule?.declare === undefined
			? []
			: rule.declare
					.trimEnd()
					.split('\n')
					.map((line) => `  ${line}`)),
		...(rule?.source === 'local' ? ['Source: local'] : []),
		...(rule?.sources ?? []).map(
			({ title, kind, url }) => `Source (${kind}): ${title}${url === undefined ? '' : ` ${url}`}`,
		),
	];
	return `${lines.join('\n')}\n`;
}

function ruleLines(rule: RuleDocument): string[] {
	const severities =
		typeof rule.severity === 'string'
			? [rule.severity]
			: rule.severity.map(({ when, severity }) => (when === undefined ? severity : `${severity} when ${when}`));
	return [
		`Asked of   ${[rule.subject].flat().join(', ')}, in profile ${(rule.profiles ?? ['faq', 'vendor']).join(' and ')}`,
		...(rule.when === undefined ? [] : [`Applies    ${rule.when}`]),
		`Expects    ${rule.expect}`,
		`Says       ${rule.message.trim()}`,
		`Severity   ${severities.join('; ')}`,
		...(rule.faq === undefined ? [] : [`FAQ        ${rule.faq}`]),
		...(rule.status === undefined || rule.status === 'stable' ? [] : [`Status     ${rule.status}`]),
		...(rule.aliases === undefined ? [] : [`Was        ${rule.aliases.join(', ')}`]),
		...(rule.leftBehind === true ? ['Kind       never travels: counted apart from the warnings'] : []),
		...(rule.documented === false ? ['Documents  a check of xvcheck or your own, none of the documented ones'] : []),
		...(rule.faults === undefined ? [] : [`Predicts   ${rule.faults.join(', ')}`]),
		'',
	];
}
