import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { schemaErrors } from '../../src/documents/validate.js';
import { Explanation } from '../../src/model/explanation.js';
import { folderWith, root, xvcheck } from './support.js';

const plan = join(root, 'fixtures/plans/blocked.yaml');

describe('explain', () => {
	it('shows each datum with its value and its source, what each part gave, the severity and what would change it', async () => {
		const { code, stdout, stderr } = await xvcheck([
			'explain',
			'vmotion-vmk-missing',
			plan,
			'--vm',
			'web-01',
			'--json',
		]);
		expect(code, stderr).toBe(0);
		const explanation = JSON.parse(stdout);
		expect(await schemaErrors(explanation, Explanation as never)).toEqual([]);
		const [worst] = explanation.subjects;
		expect(worst).toMatchObject({
			subject: { name: 'web-01' },
			host: { name: 'esx-to-03.example.com' },
			outcome: 'fail',
			severity: 'blocker',
			expect: {
				value: 'false',
				reads: [
					{
						datum: 'host.vmotionAdapters',
						value: [],
						side: 'destination',
						from: 'inventory',
						input: expect.stringContaining('vc-to.example.com'),
						place: expect.stringContaining('HostSystem'),
						ageSeconds: expect.any(Number),
					},
				],
			},
			changes: ['It would pass if host.vmotionAdapters.size() > 0'],
			finding: { severity: 'warning' },
		});
		expect(worst.severities.map(({ severity, applies }: never) => [severity, applies])).toEqual([
			['blocker', true],
			['info', false],
		]);
	});

	it('tells what is missing and where it would come from, in text', async () => {
		const { code, stdout } = await xvcheck(['explain', 'evc-baseline', plan]);
		expect(code).toBe(0);
		expect(stdout).toContain('vm.minRequiredEvcMode is missing: not reported');
		expect(stdout).toContain('It would be decided by vm.minRequiredEvcMode');
		expect(stdout).toMatch(/-> warning when !known/);
	});

	it('shows what a saved report holds, without its sources', async () => {
		const folder = folderWith({});
		await xvcheck(['check', plan, '--format', 'json=r.json'], { cwd: folder });
		const { code, stdout } = await xvcheck(['explain', 'rdm-physical', '--report', 'r.json'], { cwd: folder });
		expect(code).toBe(0);
		expect(stdout).toContain('rdm-01: fail, blocker');
		expect(stdout).toContain('disk.rdmMode = "physicalMode"');
	});

	it('refuses a rule or VM that there is not with the nearest, and a finding of xvcheck itself', async () => {
		for (const [args, message] of [
			[['rdm-fysical', plan], 'Did you mean rdm-physical?'],
			[['rdm-physical', plan, '--vm', 'rdm-1'], 'Did you mean rdm-01?'],
			[['input-age', plan], 'there is no rule to take apart'],
			[['rdm-physical'], 'There is no plan'],
			[['rdm-physical', plan, '--report', 'x.json'], '--report takes no plan'],
		] as const) {
			const { code, stdout, stderr } = await xvcheck(['explain', ...args]);
			expect({ code, stdout, stderr }).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
		}
	});
});
