import type { MissingDatum } from '../../model/coverage.js';
import type { Finding, FindingSubject } from '../../model/finding.js';
import type { Report } from '../../model/report.js';
import { counted, formatCount } from '../../shared/units.js';
import { groupByRule, questionOf, renderObjects, ruleNotes, subjectsOf } from './groups.js';
import type { Page } from './page.js';
import { listed, REASONS } from './words.js';

/** Causes that stand open before "and 9 more (--show missing)": with their rules about a screen. */
const LISTED = 10;

/** Data that the same findings lack for the same reason: one cause. */
interface Cause {
	readonly reason: MissingDatum['reason'];
	readonly data: string[];
	readonly findings: readonly Finding[];
}

/** What is missing, most checks first; per rule and object with `--all` or `--details`. */
export function* renderMissing(page: Page, report: Report, findings: readonly Finding[]): Iterable<string> {
	if (findings.length === 0) return;
	yield page.paint('strong', 'Missing data: this source could have told');
	const causes = causesOf(findings);
	const open = page.all || page.details || page.shows('missing') || page.shows('unknown');
	for (const cause of open ? causes : causes.slice(0, LISTED)) yield* renderCause(page, cause);
	if (!open && causes.length > LISTED) yield `  and ${causes.length - LISTED} more (--show missing)`;
	if (page.all || page.details) yield* perRule(page, report, findings);
}

function causesOf(findings: readonly Finding[]): Cause[] {
	const byDatum = new Map<string, { datum: string; reason: MissingDatum['reason']; indices: number[] }>();
	findings.forEach((finding, index) => {
		for (const { datum, reason } of finding.missing ?? []) {
			const key = `${reason}\0${datum}`;
			const entry = byDatum.get(key) ?? { datum, reason, indices: [] };
			byDatum.set(key, entry);
			if (entry.indices.at(-1) !== index) entry.indices.push(index);
		}
	});
	const causes = new Map<string, Cause>();
	for (const { datum, reason, indices } of byDatum.values()) {
		const key = `${reason}\0${indices.join(',')}`;
		const cause = causes.get(key) ?? { reason, data: [], findings: indices.map((index) => findings[index] as Finding) };
		causes.set(key, cause);
		cause.data.push(datum);
	}
	const untold = findings.filter((finding) => (finding.missing ?? []).length === 0);
	const rest: Cause[] =
		untold.length === 0 ? [] : [{ reason: 'not-reported', data: ['what decides'], findings: untold }];
	return [...causes.values(), ...rest].sort((a, b) => checksOf(b).length - checksOf(a).length);
}

function checksOf({ findings }: Cause): string[] {
	return groupByRule(findings).map(({ rule }) => rule);
}

function* renderCause(page: Page, cause: Cause): Iterable<string> {
	const checks = checksOf(cause);
	const about = subjectWords(cause.findings);
	const where = about === '' ? '' : ` on ${about}`;
	yield* page.titled('unknown', `${listed(cause.data)}: ${REASONS[cause.reason]}`, '');
	yield* page.wrap(
		`${checks.length === 1 ? '' : `${counted(checks.length, 'check')}${where}: `}${checks.join(', ')}${checks.length === 1 ? where : ''}`,
		6,
	);
}

const NOUNS: Readonly<Record<string, string>> = {
	vm: 'VM',
	placement: 'VM',
	'vm-nic': 'NIC',
	'vm-disk': 'disk',
	'host-pair': 'host pair',
};

/** "38 hosts and 805 VMs"; nothing for what concerns the pair of vCenters. */
function subjectWords(findings: readonly Finding[]): string {
	const ids = new Map<string, Set<string>>();
	const most = new Map<string, number>();
	for (const finding of findings) {
		for (const subject of finding.subjects) {
			if (subject.type === 'pair') continue;
			const noun = NOUNS[subject.type] ?? subject.type;
			const set = ids.get(noun) ?? new Set();
			ids.set(noun, set.add(identity(subject)));
			// Lists of subjects may have been cut; there are at least as many as the longest one had.
			if (finding.subjectCount !== undefined) most.set(noun, Math.max(most.get(noun) ?? 0, subjectsOf(finding)));
		}
	}
	return listed([...ids].map(([noun, { size }]) => words(Math.max(size, most.get(noun) ?? 0), noun)));
}

function words(count: number, noun: string): string {
	return `${formatCount(count)} ${count === 1 ? noun : `${noun}s`}`;
}

function identity({ side, id }: FindingSubject): string {
	return `${side ?? ''}\0${id}`;
}

function* perRule(page: Page, report: Report, findings: readonly Finding[]): Iterable<string> {
	for (const group of groupByRule(findings)) {
		yield* page.titled('unknown', questionOf(report, group.rule), ruleNotes(report, group.rule));
		yield* renderObjects(page, group.findings);
	}
}
