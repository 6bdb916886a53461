import { describe, expect, it } from 'vitest';
import { type Screen, terminalProgress } from '../../../src/commands/support/progress.js';

/** A screen that keeps what was written, with a clock that the test turns. */
function screenOf(terminal: boolean, columns = 80) {
	const written: string[] = [];
	let time = 0;
	const screen: Screen = { terminal, columns, write: (text) => void written.push(text), now: () => time };
	return { written, progress: terminalProgress(screen), pass: (ms: number) => (time += ms) };
}
const CLEAR = '\r\u001b[K';

describe('progress', () => {
	it('on a terminal shows on one line how many of how many were read, and how fast', () => {
		const { written, progress, pass } = screenOf(true);
		progress.phase('reading vc.example.com');
		pass(200);
		progress.count('VirtualMachine', 1000, 40_000);
		pass(50);
		progress.count('VirtualMachine', 1500, 40_000);
		pass(1950);
		progress.count('VirtualMachine', 9000, 40_000);
		expect(written).toEqual([
			`${CLEAR}reading vc.example.com`,
			`${CLEAR}reading vc.example.com  1000 of 40000 VirtualMachine`,
			`${CLEAR}reading vc.example.com  9000 of 40000 VirtualMachine, 4000/s`,
		]);
	});

	it('on a terminal leaves nothing behind, and fits into the line', () => {
		const { written, progress } = screenOf(true, 12);
		progress.phase('reading a very long name');
		progress.note('done');
		progress.end();
		expect(written).toEqual([`${CLEAR}reading a v`, CLEAR, 'done\n', CLEAR]);
	});

	it('elsewhere writes one line per phase and no counts, and wants no totals', () => {
		const { written, progress, pass } = screenOf(false);
		progress.phase('reading vc.example.com');
		pass(5000);
		progress.count('VirtualMachine', 1000, 40_000);
		progress.phase('evaluating');
		progress.end();
		expect(written).toEqual(['reading vc.example.com\n', 'evaluating\n']);
		expect(progress.totals).toBeUndefined();
		expect(screenOf(true).progress.totals).toBe(true);
	});

	it('shows control characters of a name as escapes', () => {
		const { written, progress } = screenOf(false);
		progress.phase('reading evil\u001b[2J');
		expect(written.join('')).not.toContain('\u001b');
	});
});
