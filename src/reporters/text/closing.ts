import type { Report } from '../../model/report.js';
import { FAQ_KEYS } from '../../model/vocabulary.js';
import { counted, formatRate } from '../../shared/units.js';
import type { Mark, Page } from './page.js';
import { FAQ } from './words.js';

/** Declarations that the report lists before "and 3 more (--show declared)". */
const LISTED = 3;

/** The checklist of the FAQ statements. */
export function renderFaq(page: Page, report: Report): string[] {
	const faq = report.summary.faq as Readonly<Record<string, Mark>>;
	return page.grid(
		'FAQ   ',
		FAQ_KEYS.map((key) => `${page.mark(faq[key] ?? 'unknown')} ${FAQ[key].label}`),
	);
}

/** What the link carries, and what was inferred and not seen. */
export function* renderGround(page: Page, { plan, assumptions = [] }: Report): Iterable<string> {
	if (plan.movesAtATime !== undefined && plan.movesAtATime > 0) {
		const rate = plan.bandwidth === undefined ? 'as measured' : formatRate(plan.bandwidth);
		const moves = `${counted(plan.movesAtATime, 'hot move')} at a time`;
		yield* page.wrap(`Link ${rate}: supports ${moves}, 250 Mbps for each`, 0);
	}
	for (const text of assumptions) yield* page.wrap(text, 0, 'Assumed: ');
}

/** What people vouched for: the verdict rests on it, so it is always named. */
export function* renderDeclared(page: Page, report: Report): Iterable<string> {
	const declared = report.declared ?? [];
	if (declared.length === 0) return;
	const all = page.all || page.shows('declared');
	const shown = all ? declared : declared.slice(0, LISTED);
	yield `Declared, not seen: ${counted(declared.length, 'entry', 'entries')}`;
	for (const { where, evidence, expired } of shown) {
		yield* page.wrap(`${where}: ${evidence}${expired ? ' (EXPIRED, does not count)' : ''}`, 2);
	}
	if (shown.length < declared.length) yield `  and ${declared.length - shown.length} more (--show declared)`;
}

/** Runs of probes that were given: from where, and whether they count. */
export function* renderProbes(page: Page, report: Report): Iterable<string> {
	for (const { location, vantage, finishedAt, results, problems = [], stale } of report.probes ?? []) {
		const old = stale ? ' (TOO OLD, does not count)' : '';
		yield* page.wrap(`Probed from ${vantage} at ${finishedAt}, ${location}: ${counted(results, 'result')}${old}`, 0);
		for (const problem of problems.slice(0, LISTED)) yield* page.wrap(problem, 2);
		if (problems.length > LISTED) yield `  and ${counted(problems.length - LISTED, 'other problem')}`;
	}
}

/** What the plan and the command line changed in how things are judged: the verdict rests on it, so it is always told. */
export function* renderChangedRules(page: Page, report: Report): Iterable<string> {
	for (const { rule, severity, disabled, reason } of report.overrides ?? [])
		yield* page.wrap(`${rule} ${disabled ? 'is NOT ASKED' : `counts as ${severity}`}: ${reason}`, 0, 'Plan: ');
	for (const { name, version, location, schemaVersion } of report.tables ?? [])
		yield* page.wrap(`${name} version ${version} (schema ${schemaVersion}) from ${location}`, 0, 'Own table: ');
	const { baseline } = report;
	if (baseline === undefined) return;
	const { location, evaluatedAt, known, fresh, fixed } = baseline;
	const when = `${evaluatedAt.slice(0, 16).replace('T', ' ')} UTC`;
	yield* page.wrap(
		`${location} of ${when}: ${counted(known, 'finding was', 'findings were')} there already and ${known === 1 ? 'does' : 'do'} not count for the gate, ${fresh} new, ${fixed} gone`,
		0,
		'Baseline: ',
	);
}

/** The finding that decided, and the exit code. */
export function* renderDecision(page: Page, report: Report): Iterable<string> {
	const { decidedBy, exitCode } = report;
	if (decidedBy === undefined) {
		yield* page.wrap(
			exitCode === 0 ? `Nothing ${report.baseline ? 'new ' : ''}stands in the way: exit 0` : `exit ${exitCode}`,
			0,
		);
		return;
	}
	const { rule, subject, outcome, because = outcome } = decidedBy;
	yield* page.wrap(`Decided by ${rule} on ${subject} (${because}): exit ${exitCode}`, 0);
}

/** Why no dry run follows. */
export function* renderNotSimulated(page: Page, report: Report): Iterable<string> {
	if (report.exitCode === 0) {
		yield* page.wrap('Not simulated: checked only (xvcheck run rehearses the move)', 0);
		return;
	}
	const { ready, readyWithWarnings, clear } = report.summary.vms;
	const able = ready + readyWithWarnings + clear;
	const words = clear === 0 ? 'ready' : ready + readyWithWarnings === 0 ? 'clear' : 'ready or clear';
	const hint = able === 0 ? '' : ` (--simulate-ready rehearses the ${able} that ${able === 1 ? 'is' : 'are'} ${words})`;
	yield* page.wrap(`Not simulated: the gate is closed${hint}`, 0);
}
