import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, root, xvcheck } from './support.js';

const text = readFileSync(join(root, 'fixtures/plans/blocked.yaml'), 'utf8').replaceAll(
	'../',
	`${join(root, 'fixtures')}/`,
);
const WHO = ['--reason', 'CHG-7', '--approved-by', 'J. Doe'];

describe('waive', () => {
	it('writes into the waiver file of the plan, which then holds; the finding stays as it is', async () => {
		const folder = folderWith({ 'plan.yaml': `# mine\n${text}` });
		const waive = (...args: string[]) => xvcheck(['waive', ...args, '--report', 'r.json'], { cwd: folder });
		await xvcheck(['check', 'plan.yaml', '--format', 'json=r.json'], { cwd: folder });
		const saved = JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8'));
		const { fingerprint } = saved.findings.find(({ rule }: { rule: string }) => rule === 'rdm-physical');

		const missing = await xvcheck(['waive', fingerprint, '--report', 'r.json', '--reason', 'x'], { cwd: folder });
		expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('approved-by') });
		for (const [day, message] of [
			['2026-02-31', 'must be a day'],
			['2020-01-01', 'that day is over'],
		] as const)
			expect(await waive(fingerprint, ...WHO, '--expires', day)).toMatchObject({
				code: 2,
				stderr: expect.stringContaining(message),
			});
		const stranger = await waive('rdm-physical', ...WHO, '--expires', '2099-12-31');
		expect(stranger.stderr).toContain(`${fingerprint} is its finding about rdm-01`);

		const done = await waive(fingerprint.slice(0, 8), ...WHO, '--expires', '2099-12-31');
		expect(done.code, done.stderr).toBe(0);
		expect(readFileSync(join(folder, 'plan.yaml'), 'utf8')).toBe(`# mine\n${text}policy:\n  waivers: waivers.yaml\n`);
		const again = await waive(fingerprint, ...WHO, '--expires', '2099-12-31');
		expect(again).toMatchObject({
			code: 2,
			stderr: expect.stringMatching(/waivers\.yaml:4:11: .*holds until 2099-12-31/),
		});

		const { findings } = JSON.parse((await xvcheck(['check', 'plan.yaml', '--json'], { cwd: folder })).stdout);
		const waived = findings.find(({ rule }: { rule: string }) => rule === 'rdm-physical');
		expect(waived).toMatchObject({
			outcome: 'fail',
			severity: 'blocker',
			waiver: { reason: 'CHG-7', approvedBy: 'J. Doe' },
		});
		const later = await xvcheck(['check', 'plan.yaml', '--json', '--at', '2100-01-01T00:00:00Z'], { cwd: folder });
		const then = JSON.parse(later.stdout).findings;
		expect(then.find(({ rule }: { rule: string }) => rule === 'rdm-physical').waiver).toBeUndefined();
		expect(then.find(({ rule }: { rule: string }) => rule === 'waiver-expired').message).toContain(
			'expired on 2099-12-31',
		);
	});

	it('leaves the plan unread beyond a waiver file with a bad date', async () => {
		const folder = folderWith({
			'plan.yaml': `${text}policy: { waivers: w.yaml }\n`,
			'w.yaml': 'version: 1\nwaivers:\n  - { rule: vtpm, subject: a, reason: r, approvedBy: o, expires: 2026-02-31 }\n',
		});
		const { code, stdout, stderr } = await xvcheck(['check', 'plan.yaml'], { cwd: folder });
		expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
		expect(stderr).toMatch(/w\.yaml:3:\d+: "2026-02-31" is not a date/);
		expect(stderr).not.toContain('reading');
	});
});
