import { describe, expect, it } from 'vitest';
import { decideExitCode } from '../../src/engine/exit-code.js';
import type { Finding } from '../../src/model/finding.js';

const finding = (rule: string, more: Partial<Finding>): Finding => ({
	rule,
	outcome: 'fail',
	severity: 'blocker',
	fingerprint: rule,
	message: '',
	subjects: [{ type: 'vm', id: 'vm-1', name: 'app-01' }],
	...more,
});
const code = (findings: Finding[], failOn: 'blocker' | 'warning' | 'info' = 'blocker', allow: string[] = []) =>
	decideExitCode({ findings }, { failOn, allowUnknown: allow });
const waiver = { reason: 'r', approvedBy: 'a' };

describe('the exit code', () => {
	it('is 0 when nothing at or above the threshold failed', () => {
		expect(code([])).toEqual({ exitCode: 0 });
		expect(code([finding('w', { severity: 'warning' })])).toEqual({ exitCode: 0 });
		expect(code([finding('w', { outcome: 'unknown', severity: 'warning' })])).toEqual({ exitCode: 0 });
	});
	it('is 1 for a failure at or above the threshold, and names it', () => {
		const decidedBy = { rule: 'b', subject: 'app-01', outcome: 'fail' };
		expect(code([finding('b', {})])).toEqual({ exitCode: 1, decidedBy });
		expect(code([finding('w', { severity: 'warning' })], 'warning').exitCode).toBe(1);
		expect(code([finding('i', { severity: 'info' })], 'info').exitCode).toBe(1);
	});
	it('is 3 for an unknown at or above the threshold', () => {
		const many = finding('u', { outcome: 'unknown', subjectCount: 40 });
		expect(code([many])).toEqual({
			exitCode: 3,
			decidedBy: { rule: 'u', subject: 'app-01 and 39 more', outcome: 'unknown' },
		});
	});
	it('is 2 for a defect, whatever else there is', () => {
		expect(code([finding('b', {}), finding('e', { outcome: 'error', severity: 'info' })])).toEqual({
			exitCode: 2,
			decidedBy: { rule: 'e', subject: 'app-01', outcome: 'error' },
		});
	});
	it('prefers a failure to an unknown that stands before it', () => {
		expect(code([finding('u', { outcome: 'unknown' }), finding('b', {})]).decidedBy?.rule).toBe('b');
	});
	it('accepts unknowns by rule id, and open questions all at once, but no gap with them', () => {
		const gap = finding('gap', { outcome: 'unknown' });
		const question = finding('question', { outcome: 'unknown', question: true });
		expect(code([gap, question], 'blocker', ['gap', 'question']).exitCode).toBe(0);
		expect(code([gap, question], 'blocker', ['questions']).decidedBy?.rule).toBe('gap');
		expect(code([question], 'blocker', ['questions']).exitCode).toBe(0);
		expect(code([finding('b', {})], 'blocker', ['b', 'questions']).exitCode).toBe(1);
	});
	it('passes over what is waived and what never travels', () => {
		expect(code([finding('b', { waiver })]).exitCode).toBe(0);
		expect(code([finding('u', { outcome: 'unknown', waiver })]).exitCode).toBe(0);
		const tags = finding('tags', { severity: 'info' });
		expect(
			decideExitCode(
				{ findings: [tags], leftBehind: [{ rule: 'tags', count: 1 }] },
				{ failOn: 'info', allowUnknown: [] },
			).exitCode,
		).toBe(0);
	});
	it('is 1 when there are more warnings than allowed, and says so', () => {
		const warnings = ['a', 'b', 'c'].map((rule) => finding(rule, { severity: 'warning' }));
		const limited = (maxWarnings: number) =>
			decideExitCode({ findings: warnings }, { failOn: 'blocker', allowUnknown: [], maxWarnings });
		expect(limited(3).exitCode).toBe(0);
		expect(limited(2)).toEqual({
			exitCode: 1,
			decidedBy: { rule: 'c', subject: 'app-01', outcome: 'fail', because: '3 warnings, and 2 are allowed' },
		});
	});
});
