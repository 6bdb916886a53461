import { escapeText } from '../../shared/escape.js';
import { type Progress, silent } from '../../shared/progress.js';

/** Redraws at most this often: a terminal over a slow line must not slow the work. */
const INTERVAL_MS = 100;

/** Shows progress on standard error: one line that is redrawn on a terminal, notes everywhere. */
export function terminalProgress(): Progress & { end(): void } {
	const note = (text: string) => void process.stderr.write(`${escapeText(text)}\n`);
	if (!process.stderr.isTTY || process.env['CI'] || process.env['TERM'] === 'dumb')
		return { ...silent, note, end: () => {} };
	let current = '';
	let drawn = 0;
	const draw = (text: string) => {
		drawn = Date.now();
		process.stderr.write(`\r\u001b[K${text.slice(0, (process.stderr.columns ?? 80) - 1)}`);
	};
	return {
		phase(text) {
			current = escapeText(text);
			draw(current);
		},
		count(kind, done, total) {
			if (Date.now() - drawn < INTERVAL_MS) return;
			draw(`${current}  ${done}${total === undefined ? '' : ` of ${total}`} ${kind}`);
		},
		note(text) {
			draw('');
			note(text);
		},
		end: () => draw(''),
	};
}
