import type { Report } from '../../model/report.js';
import type { Verdict } from '../../model/vocabulary.js';
import { counted } from '../../shared/units.js';
import { staysBehind } from './left-behind.js';
import type { Page, Tone } from './page.js';

const HEADLINES: Readonly<Record<Verdict, { readonly text: string; readonly tone: Tone }>> = {
	blocked: { text: 'NOT READY', tone: 'bad' },
	inconclusive: { text: 'INCONCLUSIVE', tone: 'doubt' },
	'ready-with-warnings': { text: 'READY WITH WARNINGS', tone: 'good' },
	ready: { text: 'READY', tone: 'good' },
};

/** Rules that nobody can answer from this kind of source. */
export function questionRules(report: Report): string[] {
	const stays = staysBehind(report);
	const open = report.findings.filter(
		(one) => one.outcome === 'unknown' && one.question && one.waiver === undefined && !stays(one),
	);
	return [...new Set(open.map((finding) => finding.rule))];
}

/** The verdict and the VMs behind it; what only the literal FAQ forbids is said at once. */
export function* renderHeadline(page: Page, report: Report): Iterable<string> {
	const { text, tone } = HEADLINES[report.verdict];
	const counts = vmCounts(report);
	const [first, ...rest] = page.wrap(counts, 0, `${text}   `);
	yield (first as string).replace(text, () => page.paint(tone, text));
	yield* rest;
	yield* literalFaq(page, report);
	if (report.summary.findings.error > 0) {
		yield* page.wrap(
			`${counted(report.summary.findings.error, 'check')} could not be evaluated because of a defect; nothing follows from that.`,
			2,
		);
	}
}

function vmCounts(report: Report): string {
	const { total, ready, readyWithWarnings, clear, inconclusive, blocked, moved } = report.summary.vms;
	if (total === 0) return 'no VM to move';
	const questions = questionRules(report).length;
	const open = questions === 0 ? '' : ` with ${counted(questions, 'open question')}`;
	const parts: string[] = [];
	const add = (count: number, word: string): void => {
		if (count === 0) return;
		parts.push(parts.length === 0 ? `${counted(count, 'VM')} ${word}` : `${count} ${word}`);
	};
	add(blocked, 'blocked');
	add(inconclusive, 'inconclusive');
	if (clear === total) return `${counted(clear, 'VM')} clear, ${counted(questions, 'open question')}`;
	add(clear, `clear${open}`);
	add(readyWithWarnings, 'ready with warnings');
	add(ready, 'ready');
	add(moved, 'already at the destination');
	if (ready + readyWithWarnings === 0) parts.push('0 ready');
	return parts.join(', ');
}

function* literalFaq(page: Page, report: Report): Iterable<string> {
	const other = report.findings.filter(
		(one) => one.outcome === 'fail' && one.severity === 'blocker' && one.waiver === undefined && one.otherProfile,
	);
	const only = other.filter(
		({ otherProfile }) => otherProfile?.outcome === 'pass' || otherProfile?.outcome === 'not-applicable',
	);
	if (report.profile !== 'faq' || only.length === 0) return;
	yield* page.wrap(
		`${counted(only.length, 'blocker')} only under the literal FAQ (profile vendor would let it pass)`,
		2,
	);
}
