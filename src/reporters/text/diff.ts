import type { Change, Diff } from '../../model/diff.js';
import { breakCommands } from '../../shared/escape.js';
import { counted, formatCount } from '../../shared/units.js';
import type { RenderOptions } from '../contract.js';
import { type Mark, Page } from './page.js';
import { listed } from './words.js';

type Entry = Diff['findings'][number];

const TITLES: Readonly<Record<Change, string>> = {
	new: 'New',
	changed: 'Changed',
	fixed: 'Fixed',
	still: 'Still there',
	gone: 'No longer asked',
};
/** Objects that an entry names, and entries that a rule shows, before "and 9 more (--all)". */
const FEW = 3;

/** Two reports compared, for a terminal: what is new first. */
export function* renderDiff(diff: Diff, options: RenderOptions): Iterable<string> {
	for (const line of lines(diff, new Page(options))) yield `${breakCommands(line)}\n`;
}

function* lines(diff: Diff, page: Page): Iterable<string> {
	const { old, new: later, summary } = diff;
	yield* page.wrap(`${old.location}, ${when(old)}  ->  ${later.location}, ${when(later)}`, 0);
	yield* page.wrap(`${old.verdict} (exit ${old.exitCode})  ->  ${later.verdict} (exit ${later.exitCode})`, 0);
	for (const note of diff.notes) yield* page.wrap(note, 0, '! ');
	yield '';
	const counts = (Object.keys(TITLES) as Change[]).map((change) => `${formatCount(summary[change])} ${WORDS[change]}`);
	yield* page.wrap(counts.join(', '), 0);
	yield* vms(page, diff.vms);
	for (const change of Object.keys(TITLES) as Change[]) {
		const entries = diff.findings.filter((entry) => entry.change === change);
		if (entries.length > 0) yield* section(page, change, entries);
	}
}

const WORDS: Readonly<Record<Change, string>> = {
	new: 'new',
	changed: 'changed',
	fixed: 'fixed',
	still: 'still there',
	gone: 'no longer asked',
};

function when({ evaluatedAt }: Diff['old']): string {
	return `${evaluatedAt.slice(0, 16).replace('T', ' ')} UTC`;
}

function* vms(page: Page, changed: Diff['vms']): Iterable<string> {
	const groups = new Map<string, string[]>();
	for (const { name, was, is } of changed) {
		const key = was === undefined ? `new in the selection, ${is}` : `${was} -> ${is ?? 'no longer in the selection'}`;
		groups.set(key, [...(groups.get(key) ?? []), name]);
	}
	for (const [key, names] of groups) yield* page.wrap(`${counted(names.length, 'VM')} ${key}: ${few(page, names)}`, 0);
}

function few(page: Page, names: readonly string[], count = names.length): string {
	const shown = page.all ? names : names.slice(0, FEW);
	return count > shown.length
		? `${shown.join(', ')} and ${formatCount(count - shown.length)} more (--all)`
		: listed(shown);
}

/** What is as it was, and what is no longer asked, is one line per rule unless all is asked for. */
function* section(page: Page, change: Change, entries: readonly Entry[]): Iterable<string> {
	yield '';
	yield page.paint('strong', TITLES[change]);
	const byRule = new Map<string, Entry[]>();
	for (const entry of entries) byRule.set(entry.rule, [...(byRule.get(entry.rule) ?? []), entry]);
	const brief = !page.all && (change === 'still' || change === 'gone');
	for (const [rule, own] of byRule) {
		const [first] = own as [Entry];
		yield* page.titled(markOf(first), `${(first.is ?? first.was)?.severity}: ${first.title}`, rule);
		if (brief) {
			const names = own.flatMap(({ subjects }) => subjects.map(({ name }) => name));
			const count = own.reduce((sum, entry) => sum + (entry.subjectCount ?? entry.subjects.length), 0);
			yield* page.wrap(few(page, names, count), 6);
			continue;
		}
		const shown = page.all ? own : own.slice(0, FEW);
		for (const entry of shown) yield* told(page, entry);
		if (own.length > shown.length) yield `      and ${formatCount(own.length - shown.length)} more (--all)`;
	}
}

function markOf({ change, is, was }: Entry): Mark {
	if (change === 'fixed') return 'pass';
	const { outcome, severity } = is ?? was ?? { outcome: 'unknown', severity: 'info' };
	if (outcome === 'unknown') return 'unknown';
	return severity === 'blocker' || outcome === 'error' ? 'fail' : severity;
}

function* told(page: Page, entry: Entry): Iterable<string> {
	const { was, is, subjects, subjectCount } = entry;
	const names = few(
		page,
		subjects.map(({ name }) => name),
		subjectCount,
	);
	if (was === undefined || is === undefined) {
		yield* page.wrap(`${names}: ${(is ?? was)?.message}`, 6);
		return;
	}
	if (entry.change === 'still') {
		yield* page.wrap(`${names}: ${is.message}`, 6);
		return;
	}
	yield* page.wrap(names, 6);
	yield* page.wrap(verdictOf(was, is), 8, 'was: ');
	yield* page.wrap(verdictOf(is, was), 8, 'is:  ');
	for (const datum of changedData(was, is))
		yield* page.wrap(`${datum}: ${shown(was.observed?.[datum])} -> ${shown(is.observed?.[datum])}`, 8);
}

type Seen = NonNullable<Entry['is']>;

function verdictOf(seen: Seen, other: Seen): string {
	const outcome =
		seen.outcome === other.outcome && seen.severity === other.severity ? '' : `${seen.outcome}, ${seen.severity}: `;
	const waived = (seen.waived ?? false) === (other.waived ?? false) ? '' : seen.waived ? 'waived: ' : 'not waived: ';
	return `${waived}${outcome}${seen.message}`;
}

function changedData(was: Seen, is: Seen): string[] {
	const names = new Set([...Object.keys(was.observed ?? {}), ...Object.keys(is.observed ?? {})]);
	return [...names].filter((name) => shown(was.observed?.[name]) !== shown(is.observed?.[name]));
}

function shown(value: unknown): string {
	return value === undefined ? 'not seen' : JSON.stringify(value);
}
