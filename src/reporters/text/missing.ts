import type { MissingDatum } from '../../model/coverage.js';
import type { Finding, FindingSubject } from '../../model/finding.js';
import type { Report } from '../../model/report.js';
import { counted, formatCount } from '../../shared/units.js';
import { type DataWords, datumName, REASONS, toldBy } from '../shared/data-words.js';
import { groupByRule, questionOf, renderObjects, ruleNotes, subjectsOf } from './groups.js';
import type { Page } from './page.js';
import { listed } from './words.js';

/** Causes that stand open before "and 9 more (--show missing)": with their rules about a screen. */
const LISTED = 10;

/** Checks that one cause names before "and 9 more". */
const CHECKS = 7;

/** Data that the same findings lack for the same reason: one cause. */
interface Cause {
	readonly reason: MissingDatum['reason'];
	/** As people call them. */
	readonly names: string[];
	/** As findings name them. */
	readonly data: string[];
	readonly findings: readonly Finding[];
}

/** What is missing, most checks first; per rule and object with `--all` or `--details`. */
export function* renderMissing(page: Page, report: Report, findings: readonly Finding[]): Iterable<string> {
	if (findings.length === 0) return;
	yield page.paint('strong', 'Missing data');
	const causes = causesOf(report.data, findings);
	const open = page.all || page.details || page.shows('missing') || page.shows('unknown');
	for (const cause of open ? causes : causes.slice(0, LISTED)) yield* renderCause(page, report, cause, open);
	if (!open && causes.length > LISTED) yield `  and ${causes.length - LISTED} more (--show missing)`;
	if (page.all || page.details) yield* perRule(page, report, findings);
}

interface Lack {
	readonly name: string;
	readonly reason: MissingDatum['reason'];
	readonly data: Set<string>;
	readonly indices: Set<number>;
}

/** What is made of one datum has its name, and is the same cause. */
function lacksOf(data: DataWords, findings: readonly Finding[]): Iterable<Lack> {
	const lacks = new Map<string, Lack>();
	findings.forEach((finding, index) => {
		for (const { datum, reason } of finding.missing ?? []) {
			const name = datumName(data, datum);
			const key = `${reason}\0${name}`;
			const lack = lacks.get(key) ?? { name, reason, data: new Set(), indices: new Set() };
			lacks.set(key, lack);
			lack.data.add(datum);
			lack.indices.add(index);
		}
	});
	return lacks.values();
}

function causesOf(data: DataWords, findings: readonly Finding[]): Cause[] {
	const causes = new Map<string, Cause>();
	for (const lack of lacksOf(data, findings)) {
		const { reason, indices } = lack;
		const key = `${reason}\0${[...indices].join(',')}`;
		const met = [...indices].map((index) => findings[index] as Finding);
		const cause = causes.get(key) ?? { reason, names: [], data: [], findings: met };
		causes.set(key, cause);
		cause.names.push(lack.name);
		cause.data.push(...lack.data);
	}
	const untold = findings.filter((finding) => (finding.missing ?? []).length === 0);
	const rest: Cause[] =
		untold.length === 0 ? [] : [{ reason: 'not-reported', names: ['what decides'], data: [], findings: untold }];
	return [...causes.values(), ...rest].sort((a, b) => checksOf(b).length - checksOf(a).length);
}

function checksOf({ findings }: Cause): string[] {
	return groupByRule(findings).map(({ rule }) => rule);
}

function* renderCause(page: Page, report: Report, cause: Cause, open: boolean): Iterable<string> {
	const checks = checksOf(cause);
	const named = open ? checks : checks.slice(0, CHECKS);
	const rest = checks.length > named.length ? ` and ${checks.length - named.length} more` : '';
	const about = subjectWords(cause.findings);
	const where = about === '' ? '' : ` on ${about}`;
	yield* page.titled('unknown', `${listed(cause.names)}: ${REASONS[cause.reason]}`, '');
	const told = toldBy(report.data, cause.data, sideOf(cause.findings));
	if (told.length > 0) yield* page.wrap(told.join('; '), 6, 'told by: ');
	yield* page.wrap(
		`${checks.length === 1 ? '' : `${counted(checks.length, 'check')}${where}: `}${named.join(', ')}${rest}${checks.length === 1 ? where : ''}`,
		6,
	);
}

/** The only side whose hosts, networks or datastores are concerned, if there is one. A VM may lack data of either. */
function sideOf(findings: readonly Finding[]): string | undefined {
	const subjects = findings.flatMap((finding) => finding.subjects);
	const sides = new Set(subjects.map(({ type, side }) => (type === 'host' || type === 'datastore' ? side : undefined)));
	return sides.size === 1 ? [...sides][0] : undefined;
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
			// A VM and where it lands are one VM.
			ids.set(noun, set.add(noun === 'VM' ? subject.id : identity(subject)));
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
		yield* renderObjects(page, report, group.findings);
	}
}
