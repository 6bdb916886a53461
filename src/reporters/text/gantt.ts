import type { Timeline } from '../../model/timeline.js';
import { columnsOf, cutColumns, padColumns } from '../../shared/columns.js';
import { escapeText } from '../../shared/escape.js';
import { formatCount, formatDuration } from '../../shared/units.js';
import type { Page } from './page.js';

type MovePlan = Timeline['moves'][number];
const SIGNS = { connect: '▒', disks: '█', memory: '▓', cutover: '|', wait: '·' } as const;
/** Later phases win a column that several share, so that the cutover is always seen. */
const RANK = { wait: 0, connect: 1, disks: 2, memory: 3, cutover: 4 } as const;
const ROWS = 20;
const NAME = 16;
/** Steps of the axis that people read easily, in seconds. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800];

/** When each VM moves, as wide as the page. Nothing when no move has a known length. */
export function* renderGantt(page: Page, timeline: Timeline): Iterable<string> {
	const known = timeline.moves.filter((move) => move.end !== undefined);
	const span = known.reduce((most, move) => Math.max(most, move.end as number), 0);
	if (span <= 0) return;
	const shown = page.all ? known : known.slice(0, ROWS);
	const name = Math.min(NAME, Math.max(...shown.map((move) => columnsOf(escapeText(move.vm.name)))));
	const columns = page.width - 2 - name - 2;
	yield '';
	yield `  ${' '.repeat(name)}  ${axis(timeline, span, columns)}`.trimEnd();
	for (const move of shown) {
		const label = padColumns(cutColumns(escapeText(move.vm.name), name), name);
		yield `  ${label}  ${bar(move, span, columns)}`;
	}
	if (shown.length < known.length) yield `  and ${formatCount(known.length - shown.length)} more (--all)`;
	yield `  ${page.paint('quiet', '▒ connect  █ disks  ▓ memory  | cutover  · wait')}`;
	yield '';
}

function bar(move: MovePlan, span: number, columns: number): string {
	const signs: string[] = Array.from({ length: columns }, () => ' ');
	const ranks: number[] = Array.from({ length: columns }, () => -1);
	for (const { name, start, end } of move.phases) {
		const from = Math.min(columns - 1, Math.floor((start / span) * columns));
		const to = Math.max(from + 1, Math.min(columns, Math.round((end / span) * columns)));
		for (let i = from; i < to; i++) {
			if (RANK[name] < (ranks[i] as number)) continue;
			ranks[i] = RANK[name];
			signs[i] = SIGNS[name];
		}
	}
	return signs.join('').trimEnd();
}

function axis(timeline: Timeline, span: number, columns: number): string {
	const labelWidth = timeline.windowStart === undefined ? 12 : 8;
	const most = Math.max(1, Math.floor(columns / labelWidth));
	const step = STEPS.find((seconds) => span / seconds <= most) ?? Math.ceil(span / most / 86_400) * 86_400;
	let line = '';
	for (let at = 0; at < span; at += step) {
		const column = Math.floor((at / span) * columns);
		const label = labelOf(timeline, at, step);
		if (column + label.length > columns) break;
		line = line.padEnd(column) + label;
	}
	return line;
}

function labelOf(timeline: Timeline, at: number, step: number): string {
	if (timeline.windowStart === undefined) return at === 0 ? '0' : formatDuration(at);
	const clock = new Date(Date.parse(timeline.windowStart) + at * 1000).toISOString();
	return step < 60 ? clock.slice(11, 19) : clock.slice(11, 16);
}
