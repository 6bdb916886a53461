import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Finding } from '../../src/model/finding.js';
import type { Report } from '../../src/model/report.js';
import type { Timeline } from '../../src/model/timeline.js';
import type { RenderOptions } from '../../src/reporters/contract.js';
import text from '../../src/reporters/text.js';
import { columnsOf } from '../../src/shared/columns.js';
import { expectGolden } from '../support/golden.js';
import { faqOf, findingOf, reportOf, ruleOf } from '../support/report-builder.js';
import { clean, mixed, timelineOf, unknown } from '../support/reports.js';

const render = (report: Report, over: Partial<RenderOptions> = {}): string =>
	[...text.render(report, { width: 80, colour: false, ...over })].join('');

describe('the report for a terminal', () => {
	it.each([
		['clean', clean],
		['mixed', mixed],
		['unknown', unknown],
	])('reads as reviewed: %s', (name, report) => {
		expectGolden(`text/${name}.txt`, render(report));
	});

	it('keeps to the width, but for lines that are to be pasted', () => {
		for (const width of [60, 80, 120]) {
			for (const report of [clean, mixed, unknown]) {
				for (const all of [false, true]) {
					const long = render(report, { width, all })
						.split('\n')
						.filter((line) => columnsOf(line) > width);
					expect(long.filter((line) => !line.includes('{ from:'))).toEqual([]);
				}
			}
		}
	});

	it('lists at most three objects of a cause and says how many more there are', () => {
		const out = render(mixed);
		expect(out).toContain('old-web-03');
		expect(out).not.toContain('old-web-04');
		expect(out).toContain('and 2 more (--all)');
		expect(render(mixed, { all: true })).toContain('old-web-05');
	});

	it('counts warnings in one line and opens them on demand', () => {
		expect(render(mixed)).toContain('Warnings 1 in 1 group (--show warnings)');
		expect(render(mixed)).not.toContain('CD/DVD drive 1');
		expect(render(mixed, { show: ['warnings'] })).toContain('app-05: CD/DVD drive 1 uses the drive of the host');
	});

	it('counts what never travels apart, also what nobody told of it, and opens it with what to do', () => {
		const untold = findingOf({
			rule: 'permissions',
			fingerprint: '10aa',
			severity: 'info',
			outcome: 'unknown',
			question: true,
			missing: [{ datum: 'vm.permissions', reason: 'not-in-source' }],
		});
		const report = {
			...mixed,
			findings: [...mixed.findings, untold],
			leftBehind: [...mixed.leftBehind, { rule: 'permissions', count: 0, unknown: 3 }],
		};
		expect(render(report)).toContain('Left behind 1 kind, 1 not told (--show left-behind)');
		expect(render(report)).not.toContain('permissions');
		const opened = render(report, { show: ['left-behind'] });
		expect(opened).toContain('3 tags on app-01');
		expect(opened).toMatch(/\? Not known: permissions +permissions/);
	});

	it('opens warnings by itself when the gate fails on them', () => {
		const out = render({ ...mixed, plan: { ...mixed.plan, failOn: 'warning' } });
		expect(out).toContain('app-05: CD/DVD drive 1');
	});

	it('says how many moves the link supports although nothing failed, and what was inferred', () => {
		const out = render({
			...clean,
			plan: { ...clean.plan, bandwidth: 1e9, movesAtATime: 4 },
			assumptions: ['a guess'],
		});
		expect(out).toContain('Link 1 Gbps: supports 4 hot moves at a time, 250 Mbps for each');
		expect(out).toContain('Assumed: a guess');
	});

	it('keeps a waived finding out of the warnings and names who approved it', () => {
		expect(render(mixed)).toContain('Waived 1 in 1 group');
		expect(render(mixed, { show: ['waived'] })).toContain('waived: retired in March (ops lead, until 2026-12-31)');
	});

	const asking = (rule: string, over: Partial<Finding> = {}) =>
		findingOf({ rule, outcome: 'unknown', question: true, ...over });
	const port = (number: number, from: string) =>
		ruleOf({
			title: `TCP ${number} is closed`,
			area: 'firewall',
			askWho: 'the network team',
			question: `Is TCP ${number} open?`,
			declare: `declared:\n  firewall:\n    - { from: ${from}, to: B-NET, port: ${number}/tcp, open: true, evidence: 'x, y' }\n`,
		});

	it('asks one person once, and merges what can be pasted into one fragment with every key once', () => {
		const pair = (data: string) =>
			ruleOf({
				title: 't',
				area: 'topology',
				question: 'Which?',
				declare: `declared:\n  pair: { ${data}, evidence: 'a, b' }  # or\n`,
			});
		const out = render(
			reportOf({
				rules: {
					'port-a': port(902, 'A-NET'),
					'port-b': port(8000, 'VMOTION-NET'),
					one: pair('ssoDomain: different'),
					two: pair('vdsMixedVersions: true'),
					again: pair('ssoDomain: different'),
					link: ruleOf({ title: 't', area: 'vmotion-network', declare: 'link: { bandwidth: 1Gbps }\n' }),
				},
				findings: [
					...['port-a', 'port-b', 'one', 'two', 'link'].map((rule) => asking(rule)),
					asking('again', { missing: [{ datum: 'pair.ssoDomain', reason: 'not-declared' }] }),
				],
			}),
		);
		expect(out).toContain(
			'  ? Is TCP 902 open?\n  ? Is TCP 8000 open?\n    port-a, port-b\n      ask: the network team\n',
		);
		expect(out).toContain('? Not known: t');
		const block = out.slice(out.indexOf('    link:'), out.indexOf('Passed'));
		expect(parse(block)).toEqual({
			link: { bandwidth: '1Gbps' },
			declared: {
				firewall: [
					{ from: 'A-NET', to: 'B-NET', port: '902/tcp', open: true, evidence: 'x, y' },
					{ from: 'VMOTION-NET', to: 'B-NET', port: '8000/tcp', open: true, evidence: 'x, y' },
				],
				pair: { ssoDomain: 'different', vdsMixedVersions: true, evidence: 'a, b' },
			},
		});
	});

	it('never shows a placeholder in what is to be pasted, and keeps apart lines that it cannot merge', () => {
		const rules = {
			own: ruleOf({
				title: 't',
				area: 'network',
				declare: 'declared:\n  hosts:\n    - { names: [{{host.name}}], evidence: … }\n',
			}),
			odd: ruleOf({ title: 't', area: 'network', declare: '- some: {{list}}\n' }),
		};
		const out = render(reportOf({ rules, findings: [asking('own'), asking('odd')] }));
		expect(out).toContain('        - { names: [FILL-IN], evidence: FILL-IN }');
		expect(out).toContain('      or paste into the plan:\n        - some: …');
		expect(out).not.toContain('{{');
	});

	it('counts a VM once, whether its checks are about it or about where it lands', () => {
		const vm = { id: 'vm-1', name: 'vm-1' };
		const missing = [{ datum: 'vm.disks', reason: 'not-in-source' as const }];
		const findings = [
			findingOf({ rule: 'r0', outcome: 'unknown', subjects: [{ type: 'vm', side: 'source', ...vm }], missing }),
			findingOf({
				rule: 'r1',
				outcome: 'unknown',
				subjects: [{ type: 'placement', side: 'destination', ...vm, vm }],
				missing,
			}),
		];
		const rules = Object.fromEntries(['r0', 'r1'].map((id) => [id, ruleOf({ title: id, area: 'storage' })]));
		expect(render(reportOf({ findings, rules }))).toContain('2 checks on 1 VM: r0, r1');
	});

	it('tells one cause in one line: what is made of a datum counts with it, and many checks are counted', () => {
		const lacks = (rule: string, datum: string) =>
			findingOf({
				rule,
				outcome: 'unknown',
				subjects: [{ type: 'vm', side: 'source', id: 'vm-1', name: 'vm-1' }],
				missing: [{ datum, reason: 'stale' }],
			});
		const told = { name: 'VM power state', told: [{ side: 'source' as const, by: 'vInfo tab, column "Powerstate"' }] };
		const ids = Array.from({ length: 9 }, (_, i) => `r${i}`);
		const findings = ids.map((id, i) => lacks(id, i % 2 === 0 ? 'vm.mode' : 'vm.powerState'));
		const rules = Object.fromEntries(ids.map((id) => [id, ruleOf({ title: id, area: 'vm-state' })]));
		const report = reportOf({ findings, rules, data: { 'vm.mode': told, 'vm.powerState': told } });
		const out = render(report);
		expect(out.match(/VM power state: too old to count/g)).toHaveLength(1);
		expect(out).toContain('      told by: vInfo tab, column "Powerstate"');
		expect(out).toContain('9 checks on 1 VM: r0, r1, r2, r3, r4, r5, r6 and 2 more');
		expect(render(report, { show: ['missing'] })).toContain('r7, r8');
	});

	it('names a missing datum once with the checks that lack it, and opens the rest on demand', () => {
		const gap = (rule: string, datum: string, vm = 'vm-1') =>
			findingOf({
				rule,
				outcome: 'unknown',
				subjects: [{ type: 'vm', side: 'source', id: vm, name: vm }],
				missing: [{ datum, reason: 'not-in-source' }],
			});
		const findings = [
			gap('r1', 'vm.disks', 'vm-1'),
			gap('r2', 'vm.disks', 'vm-2'),
			...Array.from({ length: 12 }, (_, i) => gap('r3', `vm.datum${i}`, `vm-${i}`)),
		];
		const report = reportOf({ findings, rules: { r3: ruleOf({ title: 'It failed', area: 'storage' }) } });
		const out = render(report);
		expect(out).toContain('  ? vm.disks: not in this source\n      2 checks on 2 VMs: r1, r2\n');
		expect(out).toContain('r3 on 1 VM');
		expect(out).toContain('and 3 more (--show missing)');
		expect(out).not.toContain('It failed');
		expect(out).not.toContain('datum11');
		expect(render(report, { show: ['missing'] })).toContain('vm.datum11');
		expect(render(report, { all: true })).toContain('Not known: It failed');
	});

	it('names the deciding finding and the exit code', () => {
		expect(render(mixed)).toContain('Decided by datastore-capacity on nfs-fr-01 (fail): exit 1');
	});

	it('says what only the literal FAQ forbids', () => {
		expect(render(mixed)).toContain('1 blocker only under the literal FAQ');
		expect(render(mixed)).toContain('only under the literal FAQ: profile vendor says pass');
	});

	it('does not call a blocker literal when the other profile cannot tell', () => {
		const findings = [findingOf({ rule: 'encrypted-vm', otherProfile: { profile: 'vendor', outcome: 'unknown' } })];
		const out = render({ ...mixed, findings });
		expect(out).not.toContain('literal FAQ');
		expect(out).toContain('profile vendor says unknown');
	});

	it('counts clear VMs with the open questions', () => {
		const vms = { total: 8, ready: 0, readyWithWarnings: 0, clear: 8, inconclusive: 0, blocked: 0, moved: 0 };
		const out = render({ ...mixed, verdict: 'inconclusive', summary: { ...mixed.summary, vms } });
		expect(out).toContain('INCONCLUSIVE   8 VMs clear, 2 open questions');
	});

	it('says why nothing was simulated', () => {
		expect(render(mixed)).toContain('Not simulated: the gate is closed (--simulate-ready rehearses the 8 that are');
		expect(render(reportOf())).toContain('Not simulated: checked only');
	});

	it('carries every meaning without colour, and the same text with it', () => {
		const plain = render(mixed);
		const coloured = render(mixed, { colour: true });
		expect(coloured).not.toBe(plain);
		expect(coloured.replace(/\u001b\[[0-9;]*m/g, '')).toBe(plain);
		expect(plain).not.toContain('\u001b');
	});

	it('shows a blocker of a rule without texts, a report without inputs and an unreadable age', () => {
		expect(render(reportOf({ findings: [findingOf({ rule: 'own-rule' })], inputs: [] }))).toContain('✗ own-rule');
		const inputs = [{ ...(reportOf().inputs[0] as Report['inputs'][number]), collectedAt: 'never' }];
		expect(render(reportOf({ inputs }))).toContain('source live, age unknown');
	});

	it('says that a defect of a rule proves nothing', () => {
		const out = render(
			reportOf({
				verdict: 'inconclusive',
				exitCode: 2,
				summary: { ...reportOf().summary, findings: { pass: 1, fail: 0, unknown: 0, notApplicable: 0, error: 1 } },
				findings: [findingOf({ rule: 'own-rule', outcome: 'error', message: 'division by zero' })],
			}),
		);
		expect(out).toContain('1 check could not be evaluated because of a defect');
		expect(out).toContain('app-01: division by zero');
	});
});

describe('names that try to mislead', () => {
	const hostile = 'evil\u001b[2K\r\n::error::x\u202egnp.exe\u0085\u2028';
	const out = render(
		reportOf({
			verdict: 'blocked',
			exitCode: 1,
			plan: { ...reportOf().plan, name: hostile },
			decidedBy: { rule: 'own', subject: hostile, outcome: 'fail' },
			declared: [{ where: hostile, evidence: hostile }],
			summary: { ...reportOf().summary, faq: faqOf('pass') },
			rules: {
				own: ruleOf({ title: hostile, area: 'identity', askWho: hostile, declare: `${hostile}\n##vso[task.complete]` }),
			},
			findings: [
				findingOf({ rule: 'own', message: hostile, subjects: [{ type: 'vm', id: '1', name: hostile }] }),
				findingOf({ rule: 'own', message: '::warning file=a::b' }),
				findingOf({ rule: 'own', outcome: 'unknown', question: true, missing: [{ datum: hostile, reason: 'stale' }] }),
			],
			timeline: timelineOf({ moves: timelineOf().moves.map((move) => ({ ...move, vm: { id: 'x', name: hostile } })) }),
		}),
		{ all: true, details: true, show: ['vms', 'coverage', 'routes'] },
	);

	it('reach the terminal as visible escapes', () => {
		expect(out).toContain('evil\\x1b[2K\\r\\n');
		expect(out).toContain('\\u202e');
		expect(out.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/);
	});

	it('whatever they are: no control reaches a line, and no line is too wide', () => {
		const part = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.constantFrom('\u001b[31m', '::error::', '##vso[', '\r\n', '漢字'),
		);
		const name = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(''));
		fc.assert(
			fc.property(name, (text) => {
				const subjects = [{ type: 'vm', id: '1', name: text }];
				const findings = [findingOf({ rule: 'own', message: text, subjects })];
				const rules = { own: ruleOf({ title: text, area: 'identity', remediation: { text } }) };
				const moves = timelineOf().moves.map((move) => ({ ...move, vm: { id: 'x', name: text } }));
				const plan = { ...reportOf().plan, name: text };
				const report = reportOf({ plan, rules, findings, timeline: timelineOf({ moves }) });
				for (const line of render(report).split('\n')) {
					expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
					expect(line.trimStart().startsWith('::')).toBe(false);
					// A command that was broken up takes a column more.
					expect(columnsOf(line.replaceAll('## ', '##').replaceAll(': :', '::'))).toBeLessThanOrEqual(80);
				}
			}),
			{ numRuns: 200 },
		);
	});

	it('cannot start a command of a pipeline', () => {
		for (const line of out.split('\n')) {
			expect(line.trimStart().startsWith('::')).toBe(false);
			expect(line).not.toMatch(/##(vso)?\[/);
		}
	});
});

describe('the dry run on the terminal', () => {
	it('rounds to 15 minutes while no throughput was measured, and hides stun figures', () => {
		const out = render({ ...clean, timeline: timelineOf({ mode: 'blind' }) });
		expect(out).toContain('1 h to 1 h 45 min, most likely 1 h 15 min');
		expect(out).toContain('blind: no measured throughput');
		expect(out).not.toContain('cutover pause');
		expect(out).toContain('A measured throughput narrows this: link.measured');
	});

	it('shows exact figures when measured', () => {
		const out = render(clean);
		expect(out).toContain('1 h 7 min to 1 h 42 min, most likely 1 h 15 min');
		expect(out).toContain('fits the 4 h window: yes (99 % of runs)');
		expect(out).toContain('cutover pause up to 0.62 s (p95)');
		expect(out).toContain('lowest free space nfs-fr-01 922 GB at 23:10 UTC');
	});

	it('never gives a length while the bandwidth is unknown', () => {
		const blank = timelineOf().moves.map(({ vm, waits }) => ({ vm, waits, phases: [], outcome: 'unknown' as const }));
		const rest: Timeline = { ...timelineOf({ mode: 'blind' }), moves: blank };
		for (const key of ['makespan', 'probability', 'bottleneck'] as const) delete rest[key];
		const missing = [{ datum: 'plan.link.bandwidth', reason: 'not-declared' as const }];
		const out = render({
			...reportOf(),
			timeline: { ...rest, unknown: [{ what: 'durations', missing }] },
		});
		expect(out).toContain('how long: unknown');
		expect(out).toContain('? durations: needs plan.link.bandwidth (nobody declared it)');
		expect(out).not.toContain('█');
	});

	it('shows each failed move with its cause', () => {
		const moves = timelineOf().moves.map((move) => ({
			...move,
			outcome: 'failed' as const,
			cause: 'cutover over 100 s',
		}));
		expect(render({ ...clean, timeline: timelineOf({ moves }) })).toContain('✗ app-01 fails: cutover over 100 s');
	});
});
