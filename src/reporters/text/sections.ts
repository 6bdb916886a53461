import type { Finding } from '../../model/finding.js';
import type { Report } from '../../model/report.js';
import { SEVERITIES, type Severity } from '../../model/vocabulary.js';
import { counted, formatCount } from '../../shared/units.js';
import type { ShowSection } from '../contract.js';
import { REASONS } from '../shared/data-words.js';
import { groupByRule, renderGroup, renderObjects, ruleNotes, subjectsOf } from './groups.js';
import { leftBehindCount, renderLeftBehind, staysBehind } from './left-behind.js';
import { renderMissing } from './missing.js';
import type { Mark, Page } from './page.js';
import { renderAnswers, renderQuestions } from './questions.js';

/** Findings of a report by what a reader does with them. A waived finding is in `waived` alone. */
export interface Sorted {
	readonly fails: Readonly<Record<Severity, readonly Finding[]>>;
	readonly gaps: readonly Finding[];
	readonly questions: readonly Finding[];
	readonly errors: readonly Finding[];
	readonly leftBehind: readonly Finding[];
	readonly waived: readonly Finding[];
}

export function sortFindings(report: Report): Sorted {
	const stays = staysBehind(report);
	const valid = report.findings.filter((one) => one.waiver === undefined);
	const open = valid.filter((one) => !stays(one));
	const fails = (severity: Severity): Finding[] => open.filter((f) => f.outcome === 'fail' && f.severity === severity);
	return {
		fails: { blocker: fails('blocker'), warning: fails('warning'), info: fails('info') },
		gaps: open.filter((finding) => finding.outcome === 'unknown' && finding.question !== true),
		questions: open.filter((finding) => finding.outcome === 'unknown' && finding.question === true),
		errors: open.filter((finding) => finding.outcome === 'error'),
		leftBehind: valid.filter(stays),
		waived: report.findings.filter((finding) => finding.waiver !== undefined),
	};
}

/** Whether a severity is at or above the plan's threshold. */
export function gates(report: Report, severity: Severity): boolean {
	return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(report.plan.failOn);
}

/** The sections that stand open: causes that decide, then what is missing, then what people must answer. */
export function* renderSections(page: Page, report: Report, sorted: Sorted): Iterable<string> {
	yield* causes(page, report, 'Defects of rules', sorted.errors, 'error');
	yield* causes(page, report, 'Blockers', sorted.fails.blocker, 'fail');
	if (opens(page, report, 'warning')) yield* causes(page, report, 'Warnings', sorted.fails.warning, 'warning');
	if (opens(page, report, 'info')) yield* causes(page, report, 'Notes', sorted.fails.info, 'info');
	const gaps = sorted.gaps.filter((one) => page.all || page.shows('unknown') || gates(report, one.severity));
	yield* renderMissing(page, report, gaps);
	yield* renderQuestions(page, report, sorted.questions);
	const left = page.all || page.shows('left-behind') ? sorted.leftBehind : [];
	yield* renderLeftBehind(page, report, left);
	const untold = left.filter((finding) => finding.outcome === 'unknown');
	yield* renderAnswers(page, report, [...sorted.questions, ...gaps, ...untold]);
	if (page.all || page.shows('waived')) yield* waived(page, report, sorted.waived);
	yield* opened(page, report);
}

function opens(page: Page, report: Report, severity: Severity): boolean {
	const section: ShowSection = severity === 'info' ? 'info' : 'warnings';
	return page.all || page.shows(section) || gates(report, severity);
}

function* causes(
	page: Page,
	report: Report,
	title: string,
	findings: readonly Finding[],
	mark: Mark,
): Iterable<string> {
	if (findings.length === 0) return;
	yield page.paint('strong', title);
	for (const group of groupByRule(findings)) yield* renderGroup(page, report, group, mark);
}

function* waived(page: Page, report: Report, findings: readonly Finding[]): Iterable<string> {
	if (findings.length === 0) return;
	yield page.paint('strong', 'Waived');
	for (const group of groupByRule(findings)) {
		const mark = group.findings[0]?.outcome === 'fail' ? 'warning' : 'unknown';
		yield* page.titled(mark, report.rules[group.rule]?.title ?? group.rule, ruleNotes(report, group.rule));
		yield* renderObjects(page, report, group.findings);
	}
}

/** Lists that only `--show` or `--all` opens. */
function* opened(page: Page, report: Report): Iterable<string> {
	if (page.shows('vms') && report.vms.length > 0) {
		yield page.paint('strong', 'VMs');
		for (const vm of report.vms) yield* page.wrap(`${vm.name}: ${vm.verdict}`, 2);
	}
	if (page.shows('coverage') && report.coverage.length > 0) {
		yield page.paint('strong', 'Not told by the sources');
		for (const { side, collection, datum, reason, count, examples } of report.coverage) {
			const few = examples.length === 0 ? '' : `, for example ${examples.join(', ')}`;
			yield* page.wrap(`${side} ${collection}.${datum}: ${REASONS[reason]}, ${formatCount(count)}${few}`, 2);
		}
	}
	if (page.shows('routes')) yield* ways(page, report.routes);
}

/** Routes, each with the VMs that it serves and what it takes. */
function* ways(page: Page, routes: Report['routes']): Iterable<string> {
	if (routes.length === 0) return;
	yield page.paint('strong', 'Other ways');
	const groups = new Map<string, { route: Report['routes'][number]; vms: string[] }>();
	for (const route of routes) {
		const key = JSON.stringify([route.route, route.conditions, route.unknown]);
		const group = groups.get(key) ?? { route, vms: [] };
		group.vms.push(route.vm);
		groups.set(key, group);
	}
	for (const { route, vms } of groups.values()) {
		yield* page.wrap(route.title ?? route.route, 2);
		const rest = vms.length > FEW_VMS && !page.all ? ` and ${formatCount(vms.length - FEW_VMS)} more` : '';
		yield* page.wrap(`for ${(rest === '' ? vms : vms.slice(0, FEW_VMS)).join(', ')}${rest}`, 4);
		for (const one of route.conditions) yield* page.wrap(`- ${one}`, 4);
		for (const one of route.unknown) yield* page.wrap(`? ${one}`, 4);
	}
}

/** VMs that a route names before `--all`. */
const FEW_VMS = 5;

/** One line of counts for everything that stays closed. */
export function* renderCounts(page: Page, report: Report, sorted: Sorted): Iterable<string> {
	const cells: string[] = [];
	const closed = (word: string, findings: readonly Finding[], section: ShowSection): void => {
		if (findings.length === 0) return;
		const count = findings.reduce((sum, finding) => sum + subjectsOf(finding), 0);
		cells.push(
			`${word} ${formatCount(count)} in ${counted(groupByRule(findings).length, 'group')} (--show ${section})`,
		);
	};
	if (!opens(page, report, 'warning')) closed('Warnings', sorted.fails.warning, 'warnings');
	if (!opens(page, report, 'info')) closed('Notes', sorted.fails.info, 'info');
	if (!page.all && !page.shows('unknown')) {
		closed(
			'Unknown',
			sorted.gaps.filter((one) => !gates(report, one.severity)),
			'unknown',
		);
	}
	if (!page.all && !page.shows('waived')) closed('Waived', sorted.waived, 'waived');
	const left = leftBehindCount(report);
	if (left !== undefined) cells.push(`${left}${page.all || page.shows('left-behind') ? '' : ' (--show left-behind)'}`);
	cells.push(`Passed ${formatCount(report.summary.findings.pass)}`);
	if (report.coverage.length > 0 && !page.shows('coverage')) {
		cells.push(`Not told ${counted(report.coverage.length, 'datum', 'data')} (--show coverage)`);
	}
	if (report.routes.length > 0 && !page.shows('routes')) cells.push('Other ways (--show routes)');
	yield* page.flow(cells);
}
