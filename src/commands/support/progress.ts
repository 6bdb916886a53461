import { escapeText } from '../../shared/escape.js';
import type { Progress } from '../../shared/progress.js';

/** Redraws at most this often: a terminal over a slow line must not slow the work. */
const INTERVAL_MS = 100;
/** A rate over less than this says nothing. */
const RATE_AFTER_MS = 1000;

/** What the reader of progress looks at. */
export interface Screen {
	readonly terminal: boolean;
	readonly columns: number;
	write(text: string): void;
	/** Milliseconds of a clock that only runs forward. */
	now(): number;
}

const standardError: Screen = {
	get terminal() {
		return process.stderr.isTTY === true && !process.env['CI'] && process.env['TERM'] !== 'dumb';
	},
	get columns() {
		return process.stderr.columns ?? 80;
	},
	write: (text) => void process.stderr.write(text),
	now: () => performance.now(),
};

/** Shows progress on standard error: one line that is redrawn on a terminal, a line per phase elsewhere, notes everywhere. */
export function terminalProgress(screen: Screen = standardError): Progress & { end(): void } {
	const line = (text: string) => screen.write(`${escapeText(text)}\n`);
	return screen.terminal ? redrawn(screen, line) : { phase: line, count: () => {}, note: line, end: () => {} };
}

function redrawn(screen: Screen, line: (text: string) => void): Progress & { end(): void } {
	let current = '';
	let drawn = Number.NEGATIVE_INFINITY;
	const started = new Map<string, { at: number; from: number }>();
	const draw = (text: string) => {
		drawn = screen.now();
		screen.write(`\r\u001b[K${text.slice(0, screen.columns - 1)}`);
	};
	return {
		totals: true,
		phase(text) {
			current = escapeText(text);
			draw(current);
		},
		count(kind, done, total) {
			const now = screen.now();
			const start = started.get(kind);
			if (start === undefined || done < start.from) started.set(kind, { at: now, from: done });
			if (now - drawn < INTERVAL_MS) return;
			draw(`${current}  ${counted(kind, done, total)}${rate(done, now, start)}`);
		},
		note(text) {
			draw('');
			line(text);
		},
		end: () => draw(''),
	};
}

function counted(kind: string, done: number, total: number | undefined): string {
	return `${done}${total === undefined ? '' : ` of ${total}`} ${escapeText(kind)}`;
}

function rate(done: number, now: number, start: { at: number; from: number } | undefined): string {
	if (start === undefined || now - start.at < RATE_AFTER_MS) return '';
	return `, ${Math.round(((done - start.from) * 1000) / (now - start.at))}/s`;
}
