import type { Finding } from '../../model/finding.js';
import type { Report } from '../../model/report.js';
import { counted, formatCount } from '../../shared/units.js';
import { groupByRule, questionOf, renderObjects } from './groups.js';
import type { Page } from './page.js';

/** True for a finding about what never travels: neither a cause nor a question, whatever came out. */
export function staysBehind(report: Report): (finding: Finding) => boolean {
	const rules = new Set(report.leftBehind.map(({ rule }) => rule));
	return ({ rule, outcome }) => rules.has(rule) && (outcome === 'fail' || outcome === 'unknown');
}

/** "Left behind 3 kinds, 2 not told". */
export function leftBehindCount(report: Report): string | undefined {
	const kinds = report.leftBehind.filter(({ count }) => count > 0).length;
	const untold = report.leftBehind.filter(({ count }) => count === 0).length;
	const parts = [
		...(kinds === 0 ? [] : [counted(kinds, 'kind')]),
		...(untold === 0 ? [] : [`${formatCount(untold)} not told`]),
	];
	return parts.length === 0 ? undefined : `Left behind ${parts.join(', ')}`;
}

/** Each kind with what to do about it, then what nobody told. */
export function* renderLeftBehind(page: Page, report: Report, findings: readonly Finding[]): Iterable<string> {
	if (findings.length === 0) return;
	yield page.paint('strong', 'Left behind: never travels with a VM');
	const of = (outcome: Finding['outcome']) => groupByRule(findings.filter((finding) => finding.outcome === outcome));
	for (const group of of('fail')) {
		const rule = report.rules[group.rule];
		const count = report.leftBehind.find((kind) => kind.rule === group.rule)?.count ?? 0;
		yield* page.titled('info', `${rule?.title ?? group.rule}: ${formatCount(count)}`, group.rule);
		yield* renderObjects(page, report, group.findings);
		if (rule !== undefined) yield* page.wrap(rule.remediation.text, 6, 'Fix: ');
	}
	for (const group of of('unknown')) {
		yield* page.titled('unknown', questionOf(report, group.rule), group.rule);
		yield* renderObjects(page, report, group.findings);
	}
}
