import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, root, xvcheck } from './support.js';

const blocked = join(root, 'fixtures/plans/blocked.yaml');
const text = readFileSync(blocked, 'utf8').replaceAll('../', `${join(root, 'fixtures')}/`);
/** The stopped plan with more of `policy`. */
const planWith = (policy: string): string =>
	join(folderWith({ 'plan.yaml': `${text}\npolicy:\n${policy}` }), 'plan.yaml');

describe('the gate', () => {
	it('looks at what is new only when it has a baseline, in check and in run, and diff says what that is', async () => {
		const folder = folderWith({});
		const first = await xvcheck(['check', blocked, '--format', 'json=old.json'], { cwd: folder });
		expect(first.code).toBe(1);
		const second = await xvcheck(['check', blocked, '--baseline', 'old.json', '--json'], { cwd: folder });
		expect(second.code, second.stderr).toBe(0);
		const report = JSON.parse(second.stdout);
		expect(report).toMatchObject({ verdict: 'blocked', exitCode: 0, baseline: { fresh: 0, fixed: 0 } });
		expect(second.stderr).toContain('exit 0: blocked');

		const less = { ...report, baseline: undefined, exitCode: 1 };
		const dropped = less.findings.findIndex(({ rule }: { rule: string }) => rule === 'rdm-physical');
		less.findings = less.findings.map((one: object) => ({ ...one, baseline: undefined }));
		less.findings[dropped] = { ...less.findings[dropped], waiver: { reason: 'r', approvedBy: 'a' } };
		const waived = join(folderWith({ 'old.json': JSON.stringify(less) }), 'old.json');
		const third = await xvcheck(['run', blocked, '--baseline', waived]);
		expect(third.code, third.stdout).toBe(1);
		expect(third.stderr).toContain('exit 1: decided by rdm-physical on rdm-01 (fail)');

		const diff = await xvcheck(['diff', waived, join(folder, 'old.json'), '--json', '--gate']);
		expect(diff.code, diff.stderr).toBe(1);
		expect(JSON.parse(diff.stdout).summary).toMatchObject({ new: 0, changed: 1, fixed: 0 });
	});

	it('refuses a baseline that was edited, of another schema version, or no report, before anything is read', async () => {
		const folder = folderWith({ 'no.json': '{}', 'next.json': '{"schemaVersion": 2, "findings": []}' });
		await xvcheck(['check', blocked, '--format', 'json=old.json'], { cwd: folder });
		const old = JSON.parse(readFileSync(join(folder, 'old.json'), 'utf8'));
		const edited = join(folderWith({ 'x.json': JSON.stringify({ ...old, exitCode: 0 }) }), 'x.json');
		for (const [file, message] of [
			[edited, 'its exit code is 0, and its findings make it 1'],
			['next.json', 'it has schema version 2, and this xvcheck reads version 1'],
			['no.json', 'it is not an xvcheck report'],
			['missing.json', 'missing.json'],
		] as const) {
			const checked = await xvcheck(['check', blocked, '--baseline', file], { cwd: folder });
			expect(checked).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
			expect(checked.stderr).not.toContain('reading');
			const compared = await xvcheck(['diff', 'old.json', file], { cwd: folder });
			expect(compared).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
		}
		const two = await xvcheck(['check', blocked, blocked, '--baseline', 'old.json'], { cwd: folder });
		expect(two).toMatchObject({ code: 2, stderr: expect.stringContaining('one plan at a time') });
	});

	it('shuts for more warnings than allowed, and says so', async () => {
		const demo = join(root, 'fixtures/plans/demo.yaml');
		expect((await xvcheck(['check', demo, '--max-warnings', '0'])).code).toBe(0);
		const plan = planWith('  rules:\n    - { rule: rdm-physical, severity: warning, reason: moved by hand }\n');
		const { stdout, stderr, code } = await xvcheck(['check', plan, '--max-warnings', '0', '--json']);
		expect(code, stderr).toBe(1);
		const { overrides, plan: header, findings } = JSON.parse(stdout);
		expect(header.maxWarnings).toBe(0);
		expect(overrides).toEqual([
			{ rule: 'rdm-physical', severity: 'warning', reason: 'moved by hand', where: expect.stringContaining(plan) },
		]);
		const raw = findings.find(({ rule }: { rule: string }) => rule === 'rdm-physical');
		expect(raw).toMatchObject({ outcome: 'fail', severity: 'warning' });
	});

	it('does not ask a rule that the plan disables, tells so, and leaves its FAQ statement open', async () => {
		const rules = ['encrypted-vm', 'vtpm', 'host-crypto-state']
			.map((rule) => `    - { rule: ${rule}, disabled: true, reason: handled by the key team }\n`)
			.join('');
		const plan = planWith(`  rules:\n${rules}`);
		const told = await xvcheck(['check', plan]);
		expect(told.stdout).toContain('Plan: encrypted-vm is NOT ASKED: handled by the key team');
		const report = JSON.parse((await xvcheck(['check', plan, '--json'])).stdout);
		expect(report.summary.faq.encryption).toBe('unknown');
		expect(report.findings.some(({ rule }: { rule: string }) => rule === 'encrypted-vm')).toBe(false);
	});

	it('refuses an override of no rule, without effect or twice, with its place', async () => {
		for (const [rules, message] of [
			['{ rule: rdm-fysical, disabled: true, reason: r }', 'Did you mean rdm-physical?'],
			['{ rule: input-age, disabled: true, reason: r }', 'is a finding of xvcheck itself'],
			['{ rule: vtpm, reason: r }', 'must say either severity or disabled'],
			['{ rule: vtpm, disabled: true }', 'the key "reason" is missing'],
			['{ rule: vtpm, severity: bad, reason: r }', 'must be one of blocker, warning, info'],
			[
				'{ rule: vtpm, disabled: true, reason: r }\n    - { rule: vtpm, severity: info, reason: r }',
				'names vtpm twice',
			],
		] as const) {
			const plan = planWith(`  rules:\n    - ${rules}\n`);
			const { code, stderr } = await xvcheck(['check', plan]);
			expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
			expect(stderr).toMatch(/plan\.yaml:\d+:\d+/);
			expect(stderr).not.toContain('reading');
		}
	});
});
