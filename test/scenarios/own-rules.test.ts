import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, root, xvcheck } from './support.js';

const demo = join(root, 'fixtures/plans/demo.yaml');
const rule = (id: string, expected: string) =>
	`id: ${id}\ntitle: t\narea: vm-state\nsubject: vm\nseverity: info\nexpect: >-\n  ${expected}\nmessage: m\nwhy: w\nremediation: { text: r }\nsource: local\n`;
const TEN = '[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]';
/** A million sums, six loops deep. */
const endless = `${[...'abcdef'].map((name) => `${TEN}.all(${name}, `).join('')}a + b + c + d + e + f > 0))))))`;

describe("a user's own rules", () => {
	it('end with exit 2 when one throws or computes without end, and name the rule and the object; the report is whole', async () => {
		const folder = folderWith({
			'divides.yaml': rule('divides', '1 / (vm.name.size() - vm.name.size()) > 0'),
			'endless.yaml': rule('endless', endless),
		});
		const { code, stdout, stderr } = await xvcheck(['check', demo, '--rules', folder, '--json']);
		expect(code).toBe(2);
		expect(stderr).toMatch(/exit 2: decided by (divides|endless) on \S+ and \d+ more \(error\)/);
		const { verdict, findings, exitCode } = JSON.parse(stdout);
		expect({ verdict, exitCode }).toEqual({ verdict: 'inconclusive', exitCode: 2 });
		const errors = findings.filter(({ outcome }: { outcome: string }) => outcome === 'error');
		expect(
			errors.map(({ rule: id, message }: { rule: string; message: string }) => `${id}: ${message}`).sort(),
		).toEqual([
			expect.stringContaining('division by zero'),
			expect.stringContaining('takes more than 1,000,000 steps'),
		]);
		expect(errors[0].subjects.length).toBeGreaterThan(10);
		const waived = await xvcheck(['check', demo, '--rules', folder, '--allow-unknown', 'divides,endless']);
		expect(waived.code).toBe(2);
	});

	it('are begun by rules new, fail until they are filled in, and are told with their place by rules test', async () => {
		const folder = folderWith({});
		const made = await xvcheck(['rules', 'new', 'backup-agent', '--subject', 'vm'], { cwd: folder });
		expect(made.stdout).toContain('wrote my-rules/backup-agent.yaml');
		const tested = await xvcheck(['rules', 'test', 'my-rules'], { cwd: folder });
		expect(tested.code).toBe(1);
		expect(tested.stdout).toMatch(/backup-agent\.cases\.yaml:3: backup-agent: TODO all is well/);
		expect(tested.stdout).toContain('3 cases of 1 rules, 3 failed');
		const again = await xvcheck(['rules', 'new', 'backup-agent'], { cwd: folder });
		expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('is there already') });
		const taken = await xvcheck(['rules', 'new', 'vtpm'], { cwd: folder });
		expect(taken).toMatchObject({ code: 2, stderr: expect.stringContaining('is taken by a rule of xvcheck') });

		mkdirSync(join(folder, 'lone'));
		writeFileSync(join(folder, 'lone/own-rule.yaml'), rule('own-rule', 'true'));
		writeFileSync(join(folder, 'lone/tested.yaml'), rule('tested', 'true'));
		writeFileSync(
			join(folder, 'lone/tested.cases.yaml'),
			'rule: tested\ncases:\n  - { name: n, given: { vm: { name: a } }, expect: { outcome: pass } }\n',
		);
		const lone = await xvcheck(['rules', 'test', 'lone'], { cwd: folder });
		expect(lone.code).toBe(1);
		expect(lone.stdout).toContain('lone/own-rule.yaml:1: own-rule: cases\n  it has no cases');
	});

	it('are listed by area, subject, profile, severity and kind of source', async () => {
		const { stdout } = await xvcheck(['rules', 'list', '--severity', 'blocker', '--subject', 'vm', '--json']);
		const { rules } = JSON.parse(stdout);
		expect(rules.length).toBeGreaterThan(5);
		for (const one of rules) {
			expect([one.subject].flat()).toContain('vm');
			expect(one.severity).toBe('blocker');
		}
		const wrong = await xvcheck(['rules', 'list', '--severity', 'bad']);
		expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('blocker, warning, info') });
	});
});
