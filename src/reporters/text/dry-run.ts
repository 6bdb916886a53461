import type { Report } from '../../model/report.js';
import type { Timeline } from '../../model/timeline.js';
import { counted, formatBytes, formatCount, formatDuration, formatRate, formatShare } from '../../shared/units.js';
import { type DataWords, missingWords } from '../shared/data-words.js';
import { renderGantt } from './gantt.js';
import type { Page } from './page.js';

type PlanWords = Report['plan'];
/** Without a measured throughput the figures are rounded to this (clarifications 8.5). */
const BLIND_STEP = 15 * 60;

/** The rehearsal: how long, why, and what it rests on. `plan` gives link and window, `data` the words for what is missing. */
export function* renderDryRun(page: Page, timeline: Timeline, plan: PlanWords, data: DataWords): Iterable<string> {
	const link = [plan.bandwidth === undefined ? 'bandwidth unknown' : formatRate(plan.bandwidth)];
	if (plan.rtt !== undefined) link.push(formatDuration(plan.rtt));
	const mode = timeline.mode === 'measured' ? 'measured throughput' : 'blind: no measured throughput';
	const runs = counted(timeline.replications, 'run');
	yield* page.flow([page.paint('strong', 'Dry run'), link.join(', '), mode, `seed ${timeline.seed}, ${runs}`]);
	yield* howLong(page, timeline, plan);
	yield* why(page, timeline);
	yield* cutover(page, timeline);
	yield* outcomes(page, timeline);
	yield* renderGantt(page, timeline);
	for (const { what, missing } of timeline.unknown)
		yield* page.wrap(`${what}: needs ${missingWords(data, missing)}`, 2, '? ');
	if (timeline.assumptions.length > 0) yield* page.wrap(`${timeline.assumptions.join('; ')}.`, 0, 'Assumed: ');
	if (timeline.notValidated.length > 0) {
		yield* page.wrap(`Not validated against measurements: ${timeline.notValidated.join('; ')}.`, 0);
	}
	if (timeline.mode === 'blind') yield* page.wrap('A measured throughput narrows this: link.measured', 0);
}

function* howLong(page: Page, timeline: Timeline, plan: PlanWords): Iterable<string> {
	const { makespan, mode } = timeline;
	if (makespan === undefined) {
		yield '  how long: unknown';
		return;
	}
	yield* page.flow(
		[mode === 'blind' ? blindRange(makespan) : exactRange(makespan), fits(timeline, plan)].filter(Boolean),
		2,
	);
	const left = timeline.moves.filter((move) => move.outcome === 'unknown').length;
	if (left > 0) yield* page.wrap(`without ${counted(left, 'VM')} whose data are missing (below)`, 2);
}

function exactRange({ p5, p50, p95 }: { p5: number; p50: number; p95: number }): string {
	return `${formatDuration(p5)} to ${formatDuration(p95)}, most likely ${formatDuration(p50)}`;
}

function blindRange({ p5, p50, p95 }: { p5: number; p50: number; p95: number }): string {
	if (p95 <= BLIND_STEP) return 'under 15 min';
	const low = Math.floor(p5 / BLIND_STEP) * BLIND_STEP;
	const high = Math.ceil(p95 / BLIND_STEP) * BLIND_STEP;
	const likely = Math.max(BLIND_STEP, Math.round(p50 / BLIND_STEP) * BLIND_STEP);
	const range = low === 0 ? `up to ${formatDuration(high)}` : `${formatDuration(low)} to ${formatDuration(high)}`;
	return `${range}, most likely ${p50 < BLIND_STEP / 2 ? 'under 15 min' : formatDuration(likely)}`;
}

function fits(timeline: Timeline, plan: PlanWords): string {
	if (plan.windowStart === undefined || plan.windowEnd === undefined) return '';
	const length = formatDuration((Date.parse(plan.windowEnd) - Date.parse(plan.windowStart)) / 1000);
	const outside = timeline.probability?.outsideWindow;
	if (outside === undefined) return `fits the ${length} window: unknown`;
	const word = outside <= 0.05 ? 'yes' : outside <= 0.5 ? 'at risk' : 'no';
	return `fits the ${length} window: ${word} (${formatShare(1 - outside)} of runs)`;
}

function* why(page: Page, timeline: Timeline): Iterable<string> {
	if (timeline.bottleneck !== undefined) {
		const { resource, share } = timeline.bottleneck;
		yield* page.wrap(`bottleneck: ${resource} (${formatShare(share)} of the waiting)`, 2);
	}
	const cells: string[] = [];
	if (timeline.bytes !== undefined) cells.push(`data ${formatBytes(timeline.bytes)}`);
	const known = timeline.datastores.filter((one) => one.lowest !== undefined);
	const tightest = known.reduce<(typeof known)[number] | undefined>(
		(least, one) => (least === undefined || (one.lowest as number) < (least.lowest as number) ? one : least),
		undefined,
	);
	if (tightest !== undefined) {
		const at = tightest.lowestAt === undefined ? '' : ` ${momentOf(timeline, tightest.lowestAt)}`;
		cells.push(`lowest free space ${tightest.name} ${formatBytes(tightest.lowest as number)}${at}`);
	}
	if (cells.length > 0) yield* page.wrap(cells.join('     '), 2);
}

/** A moment of virtual time: the clock of the window (UTC), else how long after the start. */
function momentOf(timeline: Timeline, at: number): string {
	if (timeline.windowStart === undefined) return at === 0 ? 'at the start' : `after ${formatDuration(at)}`;
	return `at ${new Date(Date.parse(timeline.windowStart) + at * 1000).toISOString().slice(11, 16)} UTC`;
}

/** Stun and slow-down are shown when the throughput was measured, or asked for (clarifications 8.5). */
function* cutover(page: Page, timeline: Timeline): Iterable<string> {
	const { probability } = timeline;
	if (probability === undefined || (timeline.mode === 'blind' && !page.details)) return;
	const cells: string[] = [];
	const stuns = timeline.moves.flatMap((move) => (move.stun === undefined ? [] : [move.stun.p95]));
	if (stuns.length > 0) cells.push(`cutover pause up to ${formatDuration(Math.max(...stuns))} (p95)`);
	if (probability.stunOver1s !== undefined) cells.push(`over 1 s in ${formatShare(probability.stunOver1s)} of runs`);
	if (probability.sdps !== undefined)
		cells.push(`guest slowed down (SDPS) in ${formatShare(probability.sdps)} of runs`);
	yield* page.flow(cells, 2);
}

function* outcomes(page: Page, timeline: Timeline): Iterable<string> {
	const failed = timeline.moves.filter((move) => move.outcome === 'failed');
	for (const move of page.all ? failed : failed.slice(0, 3)) {
		yield* page.wrap(`${move.vm.name} fails: ${move.cause ?? 'cause not known'}`, 2, `${page.mark('fail')} `);
	}
	if (!page.all && failed.length > 3) yield `  and ${formatCount(failed.length - 3)} more fail (--all)`;
}
