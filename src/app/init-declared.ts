import type { Report } from '../model/report.js';
import { comment } from './init-text.js';

/** Lines of a plan by key of its `declared` section. */
type Sections = Map<string, Set<string>>;

/**
 * The `declared` section as comments: for every question that no source of this pair can answer, the lines that answer it, with
 * who can tell. Nothing is declared by itself: a person takes the `#` away.
 */
export function declaredLines({ findings, rules }: Report): string[] {
	const asked = [...new Set(findings.filter(({ question }) => question === true).map(({ rule }) => rule))];
	if (asked.length === 0)
		return ['# Nothing needs to be declared: the sources of this pair tell everything that was asked.'];
	const sections: Sections = new Map();
	const without: string[] = [];
	for (const id of asked) {
		const rule = rules[id];
		const found = rule?.declare === undefined ? false : collect(rule.declare, sections, about(id, rule));
		if (!found) without.push(about(id, rule));
	}
	return [
		'# What no source of this pair can tell. Fill in what somebody vouches for, and take the # away.',
		...(sections.size > 0 ? ['# declared:'] : []),
		...[...sections].flatMap(([key, lines]) => [`#   ${key}:`, ...lines]),
		...without.map((text) => comment(`To be answered elsewhere: ${text}`)),
	];
}

function about(id: string, rule: Report['rules'][string] | undefined): string {
	return `${id}: ${rule?.title ?? ''}${rule?.askWho === undefined ? '' : ` (ask: ${rule.askWho})`}`;
}

/** Adds the lines of one rule under their keys; false when there are none. A placeholder becomes something to fill in. */
function collect(declare: string, sections: Sections, title: string): boolean {
	let current: Set<string> | undefined;
	let added = false;
	for (const line of declare.replace(/\{\{[^}]*\}\}/g, '…').split('\n')) {
		const key = /^ {2}([A-Za-z]+):\s*(.*)$/.exec(line);
		if (key) {
			const [, name = '', rest = ''] = key;
			current = sections.get(name) ?? new Set();
			sections.set(name, current);
			if (rest !== '') {
				current.add(`#     # ${title}`).add(`#     ${rest}`);
				added = true;
			}
		} else if (/^ {4}\S/.test(line) && current) {
			if (!current.has(`# ${line}`)) current.add(`#     # ${title}`);
			current.add(`# ${line}`);
			added = true;
		}
	}
	return added;
}
