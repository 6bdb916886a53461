import { isDeepStrictEqual } from 'node:util';
import type { Change, Diff } from '../../model/diff.js';
import type { Report } from '../../model/report.js';
import { AREAS, SEVERITIES } from '../../model/vocabulary.js';
import { defined } from '../../shared/defined.js';
import { notesOn } from './comparable.js';
import { type Pairing, pairings, wasKnown } from './match.js';
import type { Occurrence } from './occurrences.js';

type Entry = Diff['findings'][number];

const ORDER: readonly Change[] = ['new', 'changed', 'fixed', 'still', 'gone'];

/** What became of the findings of an earlier report in a later one. Pure; the reports come as files hold them. */
export function compareReports(
	old: { readonly report: Report; readonly location: string },
	later: { readonly report: Report; readonly location: string },
	gate: boolean,
): Diff {
	const ids = new Set(later.report.vms.map(({ id }) => id));
	const entries = new Map<string, Entry & { count: number }>();
	const summary = { new: 0, fixed: 0, changed: 0, still: 0, gone: 0 };
	for (const pair of pairings(old.report, later.report)) {
		const change = changeOf(pair, ids, later.report);
		summary[change] += (pair.is ?? pair.was)?.unlisted ?? 1;
		add(entries, change, pair, pair.is ? later.report : old.report);
	}
	const findings = [...entries.values()].sort(inOrder).map(({ count, ...entry }) => ({
		...entry,
		...(count > entry.subjects.length && { subjectCount: count }),
	}));
	return {
		schemaVersion: 1,
		kind: 'xvcheck.diff',
		old: sideOf(old),
		new: sideOf(later),
		notes: notesOn(old.report, later.report),
		summary,
		findings,
		vms: changedVms(old.report, later.report),
		exitCode: gate ? later.report.exitCode : 0,
	};
}

function sideOf({ report, location }: { readonly report: Report; readonly location: string }): Diff['old'] {
	const { evaluatedAt, verdict, exitCode, rulePack } = report;
	return { location, evaluatedAt, verdict, exitCode, rulePack: rulePack.hash };
}

function changeOf(pair: Pairing, vms: ReadonlySet<string>, later: Report): Change {
	const { was, is } = pair;
	if (is === undefined) return was && isAsked(was, vms, later) ? 'fixed' : 'gone';
	if (was === undefined) return 'new';
	if (was.finding.waiver === undefined && !wasKnown(pair)) return 'new';
	return isDeepStrictEqual(seen(was), seen(is)) ? 'still' : 'changed';
}

/** A VM that left the selection is not mended, nor is what a rule found that is no longer asked. */
function isAsked({ finding, subject }: Occurrence, vms: ReadonlySet<string>, later: Report): boolean {
	if (later.overrides?.some(({ rule, disabled }) => disabled && rule === finding.rule)) return false;
	const vm = subject.vm?.id ?? (subject.type === 'vm' || subject.type === 'placement' ? subject.id : undefined);
	return vm === undefined || vms.has(vm);
}

function seen({ finding }: Occurrence): NonNullable<Entry['is']> {
	const { outcome, severity, message, observed, waiver } = finding;
	return defined({ outcome, severity, message, observed, waived: waiver && (true as const) }) as NonNullable<
		Entry['is']
	>;
}

/** Subjects with the same two findings and the same change are one entry, as they are one finding in a report. */
function add(
	entries: Map<string, Entry & { count: number }>,
	change: Change,
	{ was, is }: Pairing,
	report: Report,
): void {
	const { finding, subject, unlisted } = (is ?? was) as Occurrence;
	const key = `${change} ${was?.finding.fingerprint ?? ''} ${is?.finding.fingerprint ?? ''}`;
	const known = entries.get(key);
	if (known) {
		known.count += unlisted ?? 1;
		if (unlisted === undefined) known.subjects.push(subject);
		return;
	}
	const { title = finding.rule, area = 'dry-run', question } = report.rules[finding.rule] ?? {};
	entries.set(key, {
		change,
		rule: finding.rule,
		// A title states the failure, which nobody has seen while it is unknown.
		title: finding.outcome === 'unknown' ? (question ?? `Not known: ${title}`) : title,
		area,
		fingerprint: finding.fingerprint,
		subjects: unlisted === undefined ? [subject] : [],
		...(was && { was: seen(was) }),
		...(is && { is: seen(is) }),
		count: unlisted ?? 1,
	});
}

function inOrder(a: Entry, b: Entry): number {
	return (
		ORDER.indexOf(a.change) - ORDER.indexOf(b.change) ||
		severity(a) - severity(b) ||
		AREAS.indexOf(a.area) - AREAS.indexOf(b.area) ||
		compareText(a.rule, b.rule) ||
		compareText(a.subjects[0]?.name ?? '', b.subjects[0]?.name ?? '') ||
		compareText(a.fingerprint, b.fingerprint)
	);
}

const severity = ({ is, was }: Entry): number => SEVERITIES.indexOf((is ?? was)?.severity ?? 'info');
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** In the order of the later report, then those that it no longer has. */
function changedVms(old: Report, later: Report): Diff['vms'] {
	const before = new Map(old.vms.map((vm) => [vm.id, vm]));
	const now = new Set(later.vms.map(({ id }) => id));
	const present = later.vms.flatMap(({ id, name, verdict }) => {
		const was = before.get(id)?.verdict;
		return was === verdict ? [] : [defined({ id, name, was, is: verdict })];
	});
	const left = old.vms.filter(({ id }) => !now.has(id)).map(({ id, name, verdict }) => ({ id, name, was: verdict }));
	return [...present, ...left] as Diff['vms'];
}
