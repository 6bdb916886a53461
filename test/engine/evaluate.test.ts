import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/engine/evaluate.js';
import type { Host } from '../../src/model/inventory/host.js';
import { cluster, host, input, rule, scope, vm } from './support/scope.js';

const destination = (...hosts: Host[]) => ({ clusters: [cluster], hosts });
const source = (...vms: object[]) => ({ hosts: [host('host-1', { name: 'src-1' })], vms });
const vmk = rule('vmk', {
	subject: 'vm-host',
	expect: 'host.vmotionAdapters.size() > 0',
	message: 'No adapter on {{host.name}}.',
});

describe('candidates', () => {
	it('passes a VM when every host passes, and says nothing', () => {
		const of = scope(source(vm('a')), destination(host('d1', { vmotionAdapters: ['vmk1'] })));
		const result = evaluate(input(of, [vmk]));
		expect(result.findings).toEqual([]);
		expect(result.counts.pass).toBe(1);
		expect(result.vms).toEqual([{ id: 'vm-a', verdict: 'ready', findings: [] }]);
		expect(result.verdict).toBe('ready');
	});

	it('fails a VM when all hosts fail, with the VM as the only subject', () => {
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
		expect(result.vms.map((one) => one.verdict)).toEqual(['blocked', 'blocked']);
		expect(result.verdict).toBe('blocked');
	});

	it('warns once per host that fails when others are left, names them, and passes the VMs', () => {
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
});
