import { describe, expect, it } from 'vitest';
import type { Evaluation } from '../../src/engine/contract.js';
import { evaluate } from '../../src/engine/evaluate.js';
import { decideExitCode } from '../../src/engine/exit-code.js';
import type { Host } from '../../src/model/inventory/host.js';
import { cluster, host, input, rule, scope, vm } from './support/scope.js';

const destination = (...hosts: Host[]) => ({ clusters: [cluster], hosts });
const source = (...vms: object[]) => ({ hosts: [host('host-1', { name: 'src-1', vmotionAdapters: ['vmk1'] })], vms });
const vmk = rule('vmk', {
	subject: 'vm-host',
	expect: 'host.vmotionAdapters.size() > 0',
	message: 'No adapter on {{host.name}}.',
});
const shown = (result: Evaluation) =>
	result.findings.map(({ rule: id, outcome, severity, subjects }) => [
		id,
		outcome,
		severity,
		subjects.map((subject) => subject.name).join(),
	]);
const verdicts = (result: Evaluation) => result.vms.map((one) => one.verdict);

describe('candidates', () => {
	it('pass a VM when every host passes, and say nothing', () => {
		const of = scope(source(vm('a')), destination(host('d1', { vmotionAdapters: ['vmk1'] })));
		const result = evaluate(input(of, [vmk]));
		expect(result.findings).toEqual([]);
		expect(result.counts.pass).toBe(1);
		expect(result.vms).toEqual([{ id: 'vm-a', verdict: 'ready', findings: [] }]);
		expect(result.verdict).toBe('ready');
	});

	it('fail a VM when all hosts fail, with the VM as the only subject', () => {
		const of = scope(
			source(vm('a'), vm('b')),
			destination(host('d1', { vmotionAdapters: [] }), host('d2', { vmotionAdapters: [] })),
		);
		const result = evaluate(input(of, [vmk]));
		expect(result.findings.map((finding) => [finding.outcome, finding.severity, finding.subjects])).toEqual([
			['fail', 'blocker', [{ type: 'vm', side: 'source', id: 'vm-a', name: 'a' }]],
			['fail', 'blocker', [{ type: 'vm', side: 'source', id: 'vm-b', name: 'b' }]],
		]);
		expect(result.findings[0]?.message).toBe('No adapter on esx-d1. The same holds for the other host.');
		expect(result.findings[0]?.observed).toEqual({ 'host.vmotionAdapters': [] });
		expect(verdicts(result)).toEqual(['blocked', 'blocked']);
		expect(result.verdict).toBe('blocked');
	});

	it('warn once per host that fails when others are left, name them, and pass the VMs', () => {
		const of = scope(
			source(vm('a'), vm('b')),
			destination(host('d1', { vmotionAdapters: [] }), host('d2', { vmotionAdapters: ['vmk1'] })),
		);
		const result = evaluate(input(of, [vmk]));
		expect(result.findings.map((finding) => [finding.severity, finding.subjects, finding.message])).toEqual([
			[
				'warning',
				[{ type: 'host', side: 'destination', id: 'd1', name: 'esx-d1' }],
				'No adapter on esx-d1. 2 VMs can land elsewhere: esx-d2.',
			],
		]);
		expect(result.vms.map((one) => [one.verdict, one.findings])).toEqual([
			['ready-with-warnings', [0]],
			['ready-with-warnings', [0]],
		]);
	});

	it('leave a VM unknown when no host passes and one is not known', () => {
		const of = scope(source(vm('a')), destination(host('d1', { vmotionAdapters: [] }), host('d2')));
		const result = evaluate(input(of, [vmk]));
		expect(shown(result)).toEqual([
			['vmk', 'unknown', 'blocker', 'a'],
			['vmk', 'fail', 'warning', 'esx-d1'],
		]);
		expect(result.findings[0]?.missing).toEqual([{ datum: 'host.vmotionAdapters', reason: 'not-reported' }]);
		expect(verdicts(result)).toEqual(['inconclusive']);
	});

	it('pass a VM when one host passes although another is not known', () => {
		const of = scope(source(vm('a')), destination(host('d1'), host('d2', { vmotionAdapters: ['vmk1'] })));
		expect(shown(evaluate(input(of, [vmk])))).toEqual([]);
	});

	it('never pass on two halves: a host good for one rule and unknown for the other is not proven good', () => {
		const version = rule('version', { subject: 'vm-host', expect: 'versionAtLeast(host.version, "7.0.0")' });
		const of = scope(
			source(vm('a')),
			destination(host('d1', { vmotionAdapters: ['vmk1'] }), host('d2', { vmotionAdapters: [], version: '8.0.0' })),
		);
		const result = evaluate(input(of, [vmk, version]));
		expect(shown(result)).toEqual([
			['version', 'unknown', 'blocker', 'a'],
			['vmk', 'fail', 'warning', 'esx-d2'],
		]);
		expect(verdicts(result)).toEqual(['inconclusive']);
	});

	it('say that no host is usable when each is excluded by some rule though none by all, with the cause per host', () => {
		const version = rule('version', { subject: 'vm-host', expect: 'versionAtLeast(host.version, "7.0.0")' });
		const of = scope(
			source(vm('a')),
			destination(
				host('d1', { vmotionAdapters: ['vmk1'], version: '6.5.0' }),
				host('d2', { vmotionAdapters: [], version: '8.0.0' }),
			),
		);
		const result = evaluate(input(of, [vmk, version]));
		expect(shown(result)[0]).toEqual(['no-usable-host', 'fail', 'blocker', 'a']);
		expect(result.findings[0]?.subjects[0]).toEqual({
			type: 'placement',
			side: 'destination',
			id: 'vm-a',
			name: 'a',
			vm: { id: 'vm-a', name: 'a' },
		});
		expect(result.findings[0]?.message).toBe('a has nowhere to land: esx-d1 (version), esx-d2 (vmk).');
		for (const finding of result.findings.slice(1))
			expect(finding.message).toContain('No other host is left for 1 VM.');
		expect(verdicts(result)).toEqual(['blocked']);
	});

	it('do not exclude a host for a warning', () => {
		const soft = rule('soft', { subject: 'vm-host', severity: 'warning', expect: 'host.version == "8.0.0"' });
		const of = scope(
			source(vm('a')),
			destination(
				host('d1', { vmotionAdapters: ['vmk1'], version: '7.0.0' }),
				host('d2', { vmotionAdapters: [], version: '8.0.0' }),
			),
		);
		const result = evaluate(input(of, [vmk, soft]));
		expect(shown(result).map(([id]) => id)).toEqual(['soft', 'vmk']);
		expect(verdicts(result)).toEqual(['ready-with-warnings']);
	});

	it('are the allowed hosts, usable or not, only where a rule says so', () => {
		const state = rule('state', {
			subject: 'vm-host',
			over: 'allowed',
			expect: 'host.connectionState == "connected"',
			message: '{{host.name}} is {{host.connectionState}}.',
		});
		const hosts = [host('d1', { connectionState: 'disconnected' }), host('d2', { vmotionAdapters: ['vmk1'] })];
		const result = evaluate(input(scope(source(vm('a')), destination(...hosts)), [vmk, state]));
		expect(result.findings.map((finding) => finding.message)).toEqual([
			'esx-d1 is disconnected. 1 VM can land elsewhere: esx-d2.',
		]);
		const none = scope(source(vm('a')), destination(host('d1', { connectionState: 'disconnected' })));
		expect(shown(evaluate(input(none, [vmk, state])))).toEqual([['state', 'fail', 'blocker', 'a']]);
	});

	it('of an unlisted destination are unknown, of an empty one missing', () => {
		const unlisted = {
			coverage: [{ collection: 'hosts', datum: '*', reason: 'not-in-source', count: 1, examples: [] }],
		};
		const open = evaluate(input(scope(source(vm('a')), unlisted), [vmk]));
		expect(shown(open)).toEqual([['no-usable-host', 'unknown', 'blocker', 'a']]);
		expect(open.verdict).toBe('inconclusive');
		const empty = evaluate(input(scope(source(vm('a')), {}), [vmk]));
		expect(empty.verdict).not.toBe('ready');
	});
});

describe('an open placement', () => {
	const clusters = [cluster, { id: 'domain-c2', name: 'Test' }];
	const two = (a: Partial<Host>, b: Partial<Host>) => ({
		clusters,
		hosts: [host('d1', a), host('d2', { cluster: 'domain-c2', ...b })],
	});
	const good = { vmotionAdapters: ['vmk1'] };

	it('passes when every usable host passes, fails when none does, else is unknown', () => {
		const of = (a: Partial<Host>, b: Partial<Host>) => shown(evaluate(input(scope(source(vm('a')), two(a, b)), [vmk])));
		expect(of(good, good)).toEqual([]);
		expect(of({ vmotionAdapters: [] }, { vmotionAdapters: [] })).toEqual([['vmk', 'fail', 'blocker', 'a']]);
		expect(of(good, { vmotionAdapters: [] })).toEqual([['vmk', 'unknown', 'blocker', 'a']]);
		expect(of(good, {})).toEqual([['vmk', 'unknown', 'blocker', 'a']]);
	});

	it('names the placement as what is missing', () => {
		const result = evaluate(input(scope(source(vm('a')), two(good, { vmotionAdapters: [] })), [vmk]));
		expect(result.findings[0]?.missing).toEqual([{ datum: 'placement.cluster', reason: 'ambiguous-placement' }]);
	});
});

describe('a rule about source hosts and candidates', () => {
	const both = rule('both', {
		subject: ['host', 'vm-host'],
		severity: [{ when: 'host.hotMoves > 0', severity: 'blocker' }, { severity: 'info' }],
		expect: 'host.vmotionAdapters.size() > 0',
		message: '{{host.name}} on the {{host.side}} has none.',
	});

	it('has the source host as subject, which counts for its VMs, and the VM for the candidates', () => {
		const of = scope(
			{
				hosts: [host('host-1', { vmotionAdapters: [] }), host('host-2', { vmotionAdapters: ['vmk1'] })],
				vms: [vm('a'), vm('b', { host: 'host-2' })],
			},
			destination(host('d1', { vmotionAdapters: ['vmk1'] })),
		);
		const result = evaluate(input(of, [both]));
		expect(shown(result)).toEqual([['both', 'fail', 'blocker', 'esx-host-1']]);
		expect(result.findings[0]?.message).toBe('esx-host-1 on the source has none.');
		expect(verdicts(result)).toEqual(['blocked', 'ready']);
	});

	it('is judged by what moves there', () => {
		const of = scope(
			{ hosts: [host('host-1', { vmotionAdapters: [] })], vms: [vm('a', { powerState: 'poweredOff' })] },
			destination(host('d1', { vmotionAdapters: [] })),
		);
		expect(shown(evaluate(input(of, [both])))).toEqual([
			['both', 'fail', 'info', 'esx-host-1'],
			['both', 'fail', 'info', 'a'],
		]);
	});

	it('is unknown for a VM of which nobody tells where it runs', () => {
		const of = scope(
			{ hosts: [], vms: [vm('a', { host: undefined })] },
			destination(host('d1', { vmotionAdapters: ['v'] })),
		);
		const result = evaluate(input(of, [both]));
		expect(result.findings[0]?.missing).toEqual([{ datum: 'vm.host', reason: 'not-reported' }]);
		expect(result.verdict).toBe('inconclusive');
	});
});

describe('host pairs', () => {
	const mtu = rule('mtu', {
		subject: 'host-pair',
		expect: 'sourceHost.build == destinationHost.build',
		message: '{{sourceHost.name}} and {{destinationHost.name}} differ.',
	});
	const sources = {
		hosts: [host('host-1', { build: 1 }), host('host-2', { build: 2 })],
		vms: [vm('a'), vm('b', { host: 'host-2' })],
	};

	it('stop only the VMs that are left without a candidate', () => {
		const result = evaluate(
			input(scope(sources, destination(host('d1', { build: 1 }), host('d2', { build: 1 }))), [mtu]),
		);
		expect(shown(result)).toEqual([
			['mtu', 'fail', 'blocker', 'esx-host-2 -> esx-d1'],
			['mtu', 'fail', 'blocker', 'esx-host-2 -> esx-d2'],
		]);
		expect(result.findings[0]?.subjects[0]).toEqual({
			type: 'host-pair',
			id: 'host-2:d1',
			name: 'esx-host-2 -> esx-d1',
		});
		expect(verdicts(result)).toEqual(['ready', 'blocked']);
	});

	it('warn when a candidate is left, and exclude the one that fails', () => {
		const of = scope(
			{ hosts: [host('host-1', { build: 1 })], vms: [vm('a')] },
			destination(host('d1', { build: 1, vmotionAdapters: [] }), host('d2', { build: 2, vmotionAdapters: ['vmk1'] })),
		);
		expect(shown(evaluate(input(of, [mtu])))).toEqual([['mtu', 'fail', 'warning', 'esx-host-1 -> esx-d2']]);
		const joint = evaluate(input(of, [mtu, vmk]));
		expect(shown(joint)[0]).toEqual(['no-usable-host', 'fail', 'blocker', 'a']);
		expect(joint.findings[0]?.message).toBe('a has nowhere to land: esx-d1 (vmk), esx-d2 (mtu).');
	});
});

describe('host pairs at the edges', () => {
	const build = rule('build', { subject: 'host-pair', expect: 'sourceHost.build == destinationHost.build' });
	const clusters = [cluster, { id: 'domain-c2', name: 'Test' }];
	const from = { hosts: [host('host-1', { build: 1 })], vms: [vm('a')] };

	it('are unknown while the placement is open and only some fail', () => {
		const hosts = [host('d1', { build: 1 }), host('d2', { cluster: 'domain-c2', build: 2 })];
		const result = evaluate(input(scope(from, { clusters, hosts }), [build]));
		expect(shown(result)).toEqual([['build', 'unknown', 'blocker', 'esx-host-1 -> esx-d2']]);
		expect(result.findings[0]?.missing).toEqual([{ datum: 'placement.cluster', reason: 'ambiguous-placement' }]);
		expect(verdicts(result)).toEqual(['inconclusive']);
	});

	it('never pair a host with itself when both sides are one vCenter', () => {
		const vcenter = { instanceUuid: 'u' };
		const both = { vcenter, hosts: [host('host-1'), host('host-2')], clusters: [cluster] };
		const result = evaluate(input(scope({ ...both, vms: [vm('a')] }, both), [build]));
		expect(result.findings[0]?.subjects.map((subject) => subject.id)).toEqual(['host-1:host-2']);
	});

	it('beyond a thousand are counted, and count for their VMs', () => {
		const sources = Array.from({ length: 40 }, (_, i) => host(`s${i}`, { build: 1 }));
		const vms = sources.map((item) => vm(item.id, { host: item.id }));
		const targets = Array.from({ length: 40 }, (_, i) => host(`d${i}`, { build: 2 }));
		const result = evaluate(input(scope({ hosts: sources, vms }, destination(...targets)), [build]));
		expect(result.findings.length).toBe(1000);
		expect(result.findings.at(-1)?.subjectCount).toBe(601);
		expect(result.counts.fail).toBe(1600);
		expect(new Set(verdicts(result))).toEqual(new Set(['blocked']));
	});
});

describe('parts of a VM', () => {
	const disk = rule('disk', {
		subject: 'vm-disk',
		expect: '!disk.raw',
		message: '{{disk.label}} of {{vm.name}} is raw.',
	});

	it('are subjects of their own, below their VM', () => {
		const disks = [
			{ id: '2000', label: 'Hard disk 1', raw: false },
			{ id: '2001', label: 'Hard disk 2', raw: true },
		];
		const result = evaluate(input(scope(source(vm('a', { disks })), destination(host('d1'))), [disk]));
		expect(result.findings[0]?.subjects).toEqual([
			{ type: 'vm-disk', side: 'source', id: 'vm-a/2001', name: 'a / Hard disk 2', vm: { id: 'vm-a', name: 'a' } },
		]);
		expect(verdicts(result)).toEqual(['blocked']);
	});

	it('that nobody listed are unknown, not none', () => {
		const result = evaluate(input(scope(source(vm('a', { disks: undefined })), destination(host('d1'))), [disk]));
		expect(shown(result)).toEqual([['disk', 'unknown', 'blocker', 'a']]);
		expect(result.findings[0]?.missing).toEqual([{ datum: 'vm.disks', reason: 'not-reported' }]);
	});

	it('that are not listed do not matter where the rule does not apply', () => {
		const cold = rule('disk', { subject: 'vm-disk', when: 'vm.mode == "cold"', expect: '!disk.raw' });
		const result = evaluate(input(scope(source(vm('a', { disks: undefined })), destination(host('d1'))), [cold]));
		expect(result.findings).toEqual([]);
	});
});

describe('conditions', () => {
	const conditional = (more: object) => rule('r', { subject: 'vm', expect: 'vm.cpus > 4', ...more });
	const on = (one: ReturnType<typeof rule>, data: object) =>
		shown(evaluate(input(scope(source(vm('a', data)), destination(host('d1'))), [one])));

	it('when false: not applicable; unknown: pass if it holds anyway, else unknown', () => {
		const one = conditional({ when: 'vm.encrypted' });
		expect(on(one, { encrypted: false, cpus: 1 })).toEqual([]);
		expect(on(one, { cpus: 8 })).toEqual([]);
		expect(on(one, { cpus: 1 })).toEqual([['r', 'unknown', 'blocker', 'a']]);
		expect(on(one, { encrypted: true, cpus: 1 })).toEqual([['r', 'fail', 'blocker', 'a']]);
	});

	it('of the severity: the first that holds; while one is unknown the highest still possible', () => {
		const severity = [
			{ when: 'vm.encrypted', severity: 'warning' as const },
			{ when: 'vm.template', severity: 'blocker' as const },
			{ severity: 'info' as const },
		];
		const one = conditional({ severity });
		expect(on(one, { cpus: 1, encrypted: true, template: true })[0]?.[2]).toBe('warning');
		expect(on(one, { cpus: 1, encrypted: false, template: false })[0]?.[2]).toBe('info');
		expect(on(one, { cpus: 1, template: false })[0]?.[2]).toBe('warning');
		expect(on(one, { cpus: 1, template: true })[0]?.[2]).toBe('blocker');
	});

	it('never let an experimental rule block', () => {
		expect(on(conditional({ status: 'experimental' }), { cpus: 1 })).toEqual([['r', 'fail', 'warning', 'a']]);
	});

	it('that are defective make an error, never a pass, and the verdict inconclusive', () => {
		const of = scope(source(vm('a', { cpus: 0 })), destination(host('d1')));
		const result = evaluate(input(of, [conditional({ expect: '8 / vm.cpus > 0' })]));
		expect(shown(result)).toEqual([['r', 'error', 'blocker', 'a']]);
		expect(result.findings[0]?.message).toBe('Title of r: the rule has a defect: a division by zero.');
		expect(result.counts.error).toBe(1);
		expect(result.verdict).toBe('inconclusive');
	});
});

describe('profiles', () => {
	const of = scope(source(vm('a', { encrypted: true })), destination(host('d1')));

	it('say what the other one makes of a finding', () => {
		const faq = rule('faq-only', { subject: 'vm', profiles: ['faq'], expect: '!vm.encrypted' });
		const [finding] = evaluate(input(of, [faq])).findings;
		expect(finding?.otherProfile).toEqual({ profile: 'vendor', outcome: 'not-applicable' });
		expect(evaluate(input(of, [faq], { profile: 'vendor' })).findings).toEqual([]);
	});

	it('that judge alike say nothing', () => {
		const both = rule('both', { subject: 'vm', expect: '!vm.encrypted' });
		expect(evaluate(input(of, [both])).findings[0]?.otherProfile).toBeUndefined();
	});

	it('are both asked where a rule reads the profile', () => {
		const reads = rule('reads', { subject: 'vm', expect: 'policy.profile == "vendor" || !vm.encrypted' });
		expect(evaluate(input(of, [reads])).findings[0]?.otherProfile).toEqual({ profile: 'vendor', outcome: 'pass' });
	});
});

describe('open questions', () => {
	const one = rule('r', { subject: 'vm', expect: '!vm.encrypted' });
	const of = scope(source(vm('a'), vm('b')), destination(host('d1')));

	it('are unknowns that no source of this kind can answer: the VMs are clear, the whole is inconclusive', () => {
		const result = evaluate(
			input(of, [one], {
				canTell: (side, collection, datum) => !(side === 'source' && collection === 'vms' && datum === 'encrypted'),
			}),
		);
		expect(result.findings.map((finding) => [finding.question, finding.subjects.length])).toEqual([[true, 2]]);
		expect(verdicts(result)).toEqual(['clear', 'clear']);
		expect(result.verdict).toBe('inconclusive');
	});

	it('are gaps where the source could have told', () => {
		const result = evaluate(input(of, [one]));
		expect(result.findings[0]?.question).toBeUndefined();
		expect(verdicts(result)).toEqual(['inconclusive', 'inconclusive']);
	});
});

describe('findings', () => {
	it('equal in rule, outcome, severity and missing data are one with many subjects, cut at a thousand', () => {
		const one = rule('r', { subject: 'vm', expect: '!vm.encrypted' });
		const many = Array.from({ length: 1200 }, (_, i) => vm(`v${i}`));
		const result = evaluate(input(scope(source(...many), destination(host('d1'))), [one]));
		expect(result.findings.length).toBe(1);
		expect(result.findings[0]?.subjects.length).toBe(1000);
		expect(result.findings[0]?.subjectCount).toBe(1200);
		expect(new Set(verdicts(result))).toEqual(new Set(['inconclusive']));
	});

	it('stand in the order of severity, area, rule and plan', () => {
		const rules = [
			rule('z-info', { subject: 'vm', severity: 'info', area: 'version', expect: 'false' }),
			rule('b-block', { subject: 'vm', area: 'network', expect: 'false' }),
			rule('a-block', { subject: 'vm', area: 'network', expect: 'false' }),
			rule('c-block', { subject: 'vm', area: 'version', expect: 'false' }),
		];
		const result = evaluate(input(scope(source(vm('b'), vm('a')), destination(host('d1'))), rules));
		expect(shown(result).map(([id, , , name]) => `${id} ${name}`)).toEqual([
			'c-block b',
			'c-block a',
			'a-block b',
			'a-block a',
			'b-block b',
			'b-block a',
			'z-info b',
			'z-info a',
		]);
	});

	it('keep their fingerprint when the moRef changes, and differ between subjects', () => {
		const one = rule('r', { subject: 'vm', expect: 'false' });
		const print = (id: string, uuid: string) =>
			evaluate(input(scope(source(vm('a', { id, instanceUuid: uuid })), destination(host('d1'))), [one])).findings[0]
				?.fingerprint;
		expect(print('vm-1', 'u')).toBe(print('vm-2', 'u'));
		expect(print('vm-1', 'u')).not.toBe(print('vm-1', 'w'));
		expect(print('vm-1', 'u')).toMatch(/^[0-9a-f]{12}$/);
	});

	it('of everything that passed come only when asked for', () => {
		const rules = [
			rule('r', { subject: 'vm', expect: 'true' }),
			rule('n', { subject: 'vm', when: 'false', expect: 'true' }),
		];
		const of = scope(source(vm('a'), vm('b')), destination(host('d1')));
		expect(evaluate(input(of, rules)).findings).toEqual([]);
		const all = evaluate(input(of, rules, { allFindings: true }));
		expect(all.findings.map((finding) => [finding.rule, finding.outcome, finding.subjects.length])).toEqual(
			[
				['r', 'pass', 2],
				['n', 'not-applicable', 2],
			].sort(),
		);
		expect(all.counts).toEqual({ pass: 2, fail: 0, unknown: 0, 'not-applicable': 2, error: 0 });
	});

	it('are the same twice', () => {
		const of = () => scope(source(vm('a'), vm('b')), destination(host('d1', { vmotionAdapters: [] }), host('d2')));
		expect(JSON.stringify(evaluate(input(of(), [vmk])))).toBe(JSON.stringify(evaluate(input(of(), [vmk]))));
	});
});

describe('the tool itself', () => {
	const of = scope(source(vm('a'), vm('b')), destination(host('d1')));
	const made = {
		rule: 'selection-unmatched',
		outcome: 'fail' as const,
		severity: 'blocker' as const,
		message: 'x',
		subjects: [{ type: 'pair', id: 'pair', name: 'p' }],
	};

	it('has findings that count for the VMs they name, or for all', () => {
		expect(verdicts(evaluate(input(of, [], { toolFindings: [made] })))).toEqual(['blocked', 'blocked']);
		expect(verdicts(evaluate(input(of, [], { toolFindings: [{ ...made, vms: ['vm-b'] }] })))).toEqual([
			'ready',
			'blocked',
		]);
	});

	it('blocks the whole with a finding that reaches no VM', () => {
		const result = evaluate(input(of, [], { toolFindings: [{ ...made, vms: [] }] }));
		expect(verdicts(result)).toEqual(['ready', 'ready']);
		expect(result.verdict).toBe('blocked');
	});
});

describe('the FAQ checklist', () => {
	it('fails with a blocker, not with a warning, and is not applicable where no rule was asked', () => {
		const rules = [
			rule('enc', { subject: 'vm', faq: 'encryption', expect: '!vm.encrypted' }),
			rule('speed', { subject: 'vm', faq: 'bandwidth', severity: 'warning', expect: 'false' }),
			rule('dns', { subject: 'vm', faq: 'dns', expect: 'vm.cpus > 0' }),
		];
		const { faq } = evaluate(input(scope(source(vm('a', { encrypted: true })), destination(host('d1'))), rules));
		expect(faq).toEqual({
			encryption: 'fail',
			versions: 'not-applicable',
			bandwidth: 'pass',
			'port-groups': 'not-applicable',
			firewall: 'not-applicable',
			datastore: 'not-applicable',
			dns: 'unknown',
			licences: 'not-applicable',
			trust: 'not-applicable',
		});
	});
});

describe('what never travels', () => {
	it('is counted apart', () => {
		const tags = rule('tags', { subject: 'vm', severity: 'info', leftBehind: true, expect: 'vm.tags.size() == 0' });
		const of = scope(
			source(vm('a', { tags: ['x'] }), vm('b', { tags: ['y'] }), vm('c', { tags: [] }), vm('d', {})),
			destination(host('d1')),
		);
		const result = evaluate(input(of, [tags]));
		expect(result.leftBehind).toEqual([{ rule: 'tags', count: 2, unknown: 1 }]);
		expect(verdicts(result)).toEqual(['ready', 'ready', 'ready', 'ready']);
		expect(decideExitCode(result, { failOn: 'info', allowUnknown: [] }).exitCode).toBe(0);
	});
});
