import { describe, expect, it } from 'vitest';
import type { Waiver } from '../../../src/engine/contract.js';
import { evaluate } from '../../../src/engine/evaluate.js';
import { cluster, host, input, rule, scope, vm } from '../support/scope.js';

const encrypted = rule('enc', { subject: 'vm', expect: '!vm.encrypted', message: '{{vm.name}} is encrypted.' });
const of = (...vms: object[]) => scope({ hosts: [host('host-1')], vms }, { clusters: [cluster], hosts: [host('d1')] });
const waiver = (more: Partial<Waiver>): Waiver => ({
	rule: 'enc',
	subject: 'app-*',
	outcome: 'fail',
	reason: 'accepted',
	approvedBy: 'CAB',
	where: 'waivers.yaml:3',
	...more,
});
const run = (waivers: Waiver[], ...vms: object[]) => evaluate(input(of(...vms), [encrypted], { waivers }));
const app = vm('app-1', { encrypted: true });
const db = vm('db-1', { encrypted: true });

describe('a waiver', () => {
	it('covers a failure by name or id, case aside; others stay', () => {
		const result = run([waiver({})], app, db);
		expect(result.findings.map((finding) => [finding.subjects[0]?.name, finding.waiver])).toEqual([
			['app-1', { reason: 'accepted', approvedBy: 'CAB' }],
			['db-1', undefined],
		]);
		expect(result.vms.map((one) => one.verdict)).toEqual(['ready', 'blocked']);
		expect(run([waiver({ subject: 'VM-APP-1' })], app).verdict).toBe('ready');
	});
	it('covers an unknown only when it says so, and then only its subjects', () => {
		const open = vm('app-1');
		expect(run([waiver({})], open).vms[0]?.verdict).toBe('inconclusive');
		const result = run([waiver({ outcome: 'unknown', subject: 'app-1' })], open, vm('db-1'));
		expect(
			result.findings.map((finding) => [finding.subjects.map((one) => one.name), finding.waiver !== undefined]),
		).toEqual([
			[['app-1'], true],
			[['db-1'], false],
		]);
		expect(result.vms.map((one) => one.verdict)).toEqual(['ready', 'inconclusive']);
	});
	it('never covers an error', () => {
		const broken = rule('enc', { subject: 'vm', expect: '1 / vm.cpus > 0' });
		const result = evaluate(
			input(of(vm('app-1', { cpus: 0 })), [broken], { waivers: [waiver({}), waiver({ outcome: 'unknown' })] }),
		);
		expect(result.findings.find((finding) => finding.rule === 'enc')).toMatchObject({ outcome: 'error' });
		expect(result.findings[0]?.waiver).toBeUndefined();
	});
	it('holds until the end of its day UTC, then has no effect and is reported', () => {
		// The evaluation is of 2026-11-24 06:00 UTC.
		expect(run([waiver({ expires: '2026-11-24' })], app).verdict).toBe('ready');
		const result = run([waiver({ expires: '2026-11-23' })], app);
		expect(result.verdict).toBe('blocked');
		expect(result.findings.map((finding) => [finding.rule, finding.severity, finding.message])[1]).toEqual([
			'waiver-expired',
			'warning',
			'The waiver of enc for app-* (waivers.yaml:3) expired on 2026-11-23.',
		]);
	});
	it('that matches nothing, or names no rule, is reported', () => {
		const result = run([waiver({ subject: 'web-*' }), waiver({ rule: 'encc' })], vm('a', { encrypted: false }));
		expect(result.findings.map((finding) => [finding.rule, finding.message])).toEqual([
			['waiver-unused', 'The waiver of enc for web-* (waivers.yaml:3) matches no finding.'],
			['waiver-unused', 'The waiver of encc for app-* (waivers.yaml:3) names a rule that does not exist.'],
		]);
		expect(result.vms[0]?.verdict).toBe('ready');
	});
	it('may name a rule by an id that it had before', () => {
		const renamed = rule('enc', { subject: 'vm', expect: '!vm.encrypted', aliases: ['old-enc'] });
		const result = evaluate(input(of(app), [renamed], { waivers: [waiver({ rule: 'old-enc' })] }));
		expect(result.verdict).toBe('ready');
	});
	it('takes a pattern that would explode a backtracking matcher in no time', () => {
		const started = performance.now();
		run([waiver({ subject: `${'*a'.repeat(40)}b` })], vm(`${'a'.repeat(2000)}`, { encrypted: true }));
		expect(performance.now() - started).toBeLessThan(2000);
	});
});
