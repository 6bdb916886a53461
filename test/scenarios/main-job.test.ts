import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { schemaErrors } from '../../src/documents/validate.js';
import { Report } from '../../src/model/report.js';
import { folderWith, root, xvcheck } from './support.js';

const plan = (name: string) => join(root, 'fixtures/plans', name);
const report = (text: string) => JSON.parse(text) as Report;

describe('the main job on two mock vCenters', () => {
	it('finds the demo ready, rehearses it and exits 0', async () => {
		const { code, stdout, stderr } = await xvcheck(['run', plan('demo.yaml')]);
		expect(stdout).toContain('READY   16 VMs ready');
		expect(stdout).toMatch(/checked \d+ of 241 documented checks/);
		expect(stdout).toContain('Dry run   10 Gbps, 12 ms');
		expect(stdout).toContain('CHG-1234, network team');
		expect(stdout).not.toContain('\u001b');
		expect(stderr.replaceAll(root, '').split('\n')).toEqual([
			'reading mock fixtures/scenarios/demo.yaml#vc-mi.example.com',
			'reading details from mock fixtures/scenarios/demo.yaml#vc-mi.example.com',
			'asking what the account may do in mock fixtures/scenarios/demo.yaml#vc-mi.example.com',
			'reading mock fixtures/scenarios/demo.yaml#vc-fr.example.com',
			'reading details from mock fixtures/scenarios/demo.yaml#vc-fr.example.com',
			'asking what the account may do in mock fixtures/scenarios/demo.yaml#vc-fr.example.com',
			'evaluating',
			'rehearsing the move',
			'exit 0: ready',
			'',
		]);
		expect(code).toBe(0);
	});

	it('stops the blocked plan, says why, does not rehearse it and exits 1', async () => {
		const { code, stdout, stderr } = await xvcheck(['run', plan('blocked.yaml'), '--json']);
		const { verdict, exitCode, findings, timeline, decidedBy } = report(stdout);
		expect({ code, verdict, exitCode, timeline }).toEqual({
			code: 1,
			verdict: 'blocked',
			exitCode: 1,
			timeline: undefined,
		});
		const blockers = new Set(
			findings.filter((f) => f.outcome === 'fail' && f.severity === 'blocker').map((f) => f.rule),
		);
		for (const rule of [
			'encrypted-vm',
			'datastore-capacity',
			'network-mapping-missing',
			'pci-passthrough',
			'rdm-physical',
			'selection-unmatched',
			'vm-template',
		])
			expect([...blockers]).toContain(rule);
		expect(findings.find((f) => f.rule === 'selection-unmatched')?.message).toContain('"db-99"');
		expect(stderr).toContain(`exit 1: decided by ${decidedBy?.rule}`);
	});

	it('writes a report that its own schema accepts and that reads back', async () => {
		const folder = folderWith({});
		const file = join(folder, 'report.json');
		const { code } = await xvcheck(['check', plan('blocked.yaml'), '--format', `json=${file}`, '--all-findings']);
		expect(code).toBe(1);
		const saved = readFileSync(file, 'utf8');
		expect(await schemaErrors(JSON.parse(saved), Report)).toEqual([]);
		expect(await xvcheck(['report', file])).toMatchObject({ code: 0, stdout: expect.stringContaining('NOT READY') });
		expect(await xvcheck(['report', file, '--gate', '--format', 'junit'])).toMatchObject({ code: 1 });
		expect(readdirSync(folder)).toEqual(['report.json']);
	});

	it('refuses a report that was edited to look ready', async () => {
		const folder = folderWith({});
		const file = join(folder, 'report.json');
		await xvcheck(['check', plan('blocked.yaml'), '--format', `json=${file}`]);
		const saved = report(readFileSync(file, 'utf8'));
		const edits: [string, unknown][] = [
			['verdict', { ...saved, verdict: 'ready' }],
			['exit code', { ...saved, exitCode: 0 }],
			['findings', { ...saved, findings: [], vms: saved.vms.map((vm) => ({ ...vm, findings: [] })) }],
			['VM verdict', { ...saved, vms: saved.vms.map((vm) => ({ ...vm, verdict: 'ready' })) }],
		];
		for (const [name, edited] of edits) {
			writeFileSync(file, JSON.stringify(edited));
			const { code, stdout, stderr } = await xvcheck(['report', file, '--gate']);
			expect({ name, code, stdout }).toEqual({ name, code: 2, stdout: '' });
			expect(stderr).toContain('Could not use the report');
		}
	});

	it('gives the same bytes for the same inputs and time of evaluation', async () => {
		const folder = folderWith({});
		for (const side of ['source', 'destination'])
			await xvcheck([
				'collect',
				`mock:${join(root, 'fixtures/scenarios/demo.yaml')}#${side}`,
				'--output',
				join(folder, `${side}.json.gz`),
			]);
		const at = new Date(Date.now() + 60_000).toISOString();
		const args = [
			'run',
			'--source',
			'source.json.gz',
			'--destination',
			'destination.json.gz',
			'--bandwidth',
			'10Gbps',
			'--at',
			at,
			'--json',
		];
		const [one, two] = [await xvcheck(args, { cwd: folder }), await xvcheck(args, { cwd: folder })];
		const still = (text: string) => text.replace(/"generatedAt": "[^"]*"/, '');
		expect(still(one.stdout)).toBe(still(two.stdout));
		expect(one.code).toBe(3);
		expect(
			report(one.stdout)
				.findings.filter((f) => f.question)
				.map((f) => f.rule),
		).toContain('port-nfc-902');
	});
});

describe('gates and waves on saved inventories', () => {
	let folder: string;
	beforeAll(async () => {
		folder = folderWith({});
		for (const side of ['source', 'destination'])
			await xvcheck([
				'collect',
				`mock:${join(root, 'fixtures/scenarios/demo.yaml')}#${side}`,
				'-o',
				join(folder, `${side}.json`),
			]);
		const wave = (vms: string, more = '') =>
			`version: 1\nsource: source.json\ndestination: destination.json\nselect: { vms: ${vms} }\nlink: { bandwidth: 10Gbps }\n${more}`;
		writeFileSync(join(folder, 'one.yaml'), wave("['app-*']"));
		writeFileSync(join(folder, 'two.yaml'), wave("['web-*']"));
		writeFileSync(join(folder, 'again.yaml'), wave('[app-01]'));
		writeFileSync(join(folder, 'none.yaml'), wave("['nothing-*']"));
	}, 120_000);
	const run = (...args: string[]) => xvcheck(args, { cwd: folder });

	it('is inconclusive while questions are open, and ready when they are accepted', async () => {
		expect((await run('check', 'one.yaml')).code).toBe(3);
		const { code, stdout } = await run('run', 'one.yaml', '--allow-unknown', 'questions', '--json');
		expect(code).toBe(0);
		expect(report(stdout).timeline?.moves).toHaveLength(7);
	});

	it('refuses to accept what is no rule', async () => {
		const { code, stderr } = await run('check', 'one.yaml', '--allow-unknown', 'port-*');
		expect(code).toBe(2);
		expect(stderr).toContain('no rule has that id');
	});

	it('rehearses the clear VMs of a closed gate when asked, and keeps the exit code', async () => {
		const { code, stdout } = await run('run', 'one.yaml', '--simulate-ready', '--json');
		expect(code).toBe(3);
		expect(report(stdout).timeline?.moves).toHaveLength(7);
	});

	it('checks waves as if those before had moved', async () => {
		const { code, stdout } = await run(
			'check',
			'one.yaml',
			'two.yaml',
			'again.yaml',
			'--json',
			'--allow-unknown',
			'questions',
		);
		const reports = JSON.parse(stdout) as Report[];
		expect(reports.map((r) => r.summary.vms.total)).toEqual([7, 4, 1]);
		expect(reports[2]?.vms[0]).toMatchObject({ name: 'app-01', verdict: 'moved' });
		expect(code).toBe(0);
	});

	it('finds nothing to check in a selection that matches nothing', async () => {
		const { code, stdout, stderr } = await run('check', 'none.yaml');
		expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
		expect(stderr).toContain('There is nothing to check: the selection matches none of the 16 VMs');
	});

	it('refuses an evaluation before the inputs were collected', async () => {
		const { code, stderr } = await run('check', 'one.yaml', '--at', '2020-01-01T00:00:00Z');
		expect(code).toBe(2);
		expect(stderr).toContain('was collected at');
	});

	it('takes old inputs for their configuration only', async () => {
		const at = new Date(Date.now() + 30 * 86_400_000).toISOString();
		const { stdout } = await run('check', 'one.yaml', '--at', at, '--json');
		const { findings, staleInputs } = report(stdout);
		expect(staleInputs).toEqual([0, 1]);
		expect(findings.filter((f) => f.rule === 'input-age')).toHaveLength(2);
		const capacity = findings.find((f) => f.rule === 'datastore-capacity');
		expect(capacity).toMatchObject({
			outcome: 'unknown',
			missing: expect.arrayContaining([{ datum: expect.any(String), reason: 'stale' }]),
		});
	});

	it('writes a plan that it can read', async () => {
		const { code } = await run(
			'init',
			'--source',
			'source.json',
			'--destination',
			'destination.json',
			'-o',
			'plan.yaml',
		);
		expect(code).toBe(0);
		const text = readFileSync(join(folder, 'plan.yaml'), 'utf8');
		expect(text).toContain('cluster: Frankfurt/Frankfurt-A');
		expect(text).toContain('VLAN20-Db: VLAN20-Db');
		expect(text).toContain('#   firewall:');
		expect((await run('check', 'plan.yaml', '--json')).code).toBe(3);
	});

	it('writes answers that count once somebody takes the # away and says who vouches for them', async () => {
		const [plan, declared] = readFileSync(join(folder, 'plan.yaml'), 'utf8').split('# declared:');
		const answers = `declared:${declared}`
			.replace(/^# /gm, '')
			.replace(/who\b[^']*when/g, 'ops, today')
			.replace('NAME-OR-GLOB', "'*'");
		writeFileSync(join(folder, 'answered.yaml'), `${plan}link: { mtu: 9000 }\n${answers}`);
		const { stdout } = await run('check', 'answered.yaml', '--bandwidth', '10Gbps', '--rtt', '10ms', '--json');
		expect(report(stdout).findings.filter(({ question }) => question)).toEqual([]);
		writeFileSync(join(folder, 'template.yaml'), `${plan}declared:${declared?.replace(/^# /gm, '')}`);
		const { code, stderr } = await run('check', 'template.yaml');
		expect(code).toBe(2);
		expect(stderr).toContain('evidence is still the template');
	});

	it('rehearses without a check', async () => {
		const text = await run('simulate', 'one.yaml');
		expect(text).toMatchObject({ code: 0, stdout: expect.stringContaining('Dry run   10 Gbps') });
		expect(JSON.parse((await run('simulate', 'one.yaml', '--json', '--seed', '7')).stdout)).toMatchObject({ seed: 7 });
	});

	it('leaves no file behind when it could not write', async () => {
		const { code, stderr } = await run('check', 'one.yaml', '--format', 'json=missing/report.json');
		expect(code).toBe(2);
		expect(stderr).toContain('does not exist');
		expect(existsSync(join(folder, 'missing'))).toBe(false);
	});
});
