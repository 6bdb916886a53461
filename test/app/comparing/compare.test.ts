import { describe, expect, it } from 'vitest';
import { withDecision } from '../../../src/app/build-report.js';
import { withBaseline } from '../../../src/app/comparing/baseline.js';
import { compareReports } from '../../../src/app/comparing/compare.js';
import { schemaErrors } from '../../../src/documents/validate.js';
import { Diff } from '../../../src/model/diff.js';
import type { Finding } from '../../../src/model/finding.js';
import type { Report } from '../../../src/model/report.js';
import { findingOf, reportOf, ruleOf } from '../../support/report-builder.js';

const rules = {
	rdm: ruleOf({ title: 'A disk is raw', area: 'storage' }),
	ports: ruleOf({ title: 'A port is shut', area: 'firewall', question: 'Is the port open?' }),
};
const vm = (n: number) => ({ type: 'vm', side: 'source', id: `vm-${n}`, name: `app-0${n}` });
const vms = (...numbers: number[]): Report['vms'] =>
	numbers.map((n) => ({ id: `vm-${n}`, name: `app-0${n}`, verdict: 'blocked', findings: [] }));
const fail = (n: number, over: Partial<Finding> = {}) =>
	findingOf({ rule: 'rdm', fingerprint: `rdm-${n}`, subjects: [vm(n)], message: `app-0${n} is raw`, ...over });
const unknown = (...numbers: number[]) =>
	findingOf({
		rule: 'ports',
		outcome: 'unknown',
		fingerprint: 'ports',
		subjects: numbers.map(vm),
		message: 'not known',
	});
const report = (findings: Finding[], over: Partial<Report> = {}) =>
	reportOf({ rules, findings, vms: vms(1, 2, 3), ...over });
const diff = (old: Report, later: Report, gate = false) =>
	compareReports({ report: old, location: 'old.json' }, { report: later, location: 'new.json' }, gate);
const changes = (old: Report, later: Report) =>
	diff(old, later).findings.map(({ change, rule, subjects }) => [change, rule, ...subjects.map(({ name }) => name)]);

describe('two reports', () => {
	it('differ in what is new, fixed, changed and as it was, and fit the schema', async () => {
		const old = report([fail(1), fail(2), fail(3, { observed: { 'disk.raw': 1 } })]);
		const later = report([fail(2), fail(3, { observed: { 'disk.raw': 2 } }), unknown(1)]);
		const compared = diff(old, later);
		expect(changes(old, later)).toEqual([
			['new', 'ports', 'app-01'],
			['changed', 'rdm', 'app-03'],
			['fixed', 'rdm', 'app-01'],
			['still', 'rdm', 'app-02'],
		]);
		expect(compared.summary).toEqual({ new: 1, fixed: 1, changed: 1, still: 1, gone: 0 });
		expect(compared.findings[0]?.title).toBe('Is the port open?');
		expect(await schemaErrors(compared, Diff)).toEqual([]);
	});
	it('call a finding of a VM that left the selection, or of a rule that is no longer asked, gone and not fixed', () => {
		expect(changes(report([fail(3)]), report([], { vms: vms(1, 2) }))).toEqual([['gone', 'rdm', 'app-03']]);
		const overrides = [{ rule: 'rdm', disabled: true as const, reason: 'r', where: 'plan.yaml:1:1' }];
		expect(changes(report([fail(1)]), report([], { overrides }))).toEqual([['gone', 'rdm', 'app-01']]);
	});
	it('tell the VMs that joined a finding of many, and those that left it', () => {
		expect(changes(report([unknown(1, 2)]), report([unknown(2, 3)]))).toEqual([
			['new', 'ports', 'app-03'],
			['fixed', 'ports', 'app-01'],
			['still', 'ports', 'app-02'],
		]);
	});
	it('call what is worse now new, and what is unknown now changed', () => {
		const warned = report([fail(1, { severity: 'warning' })]);
		expect(changes(warned, report([fail(1)]))).toEqual([['new', 'rdm', 'app-01']]);
		expect(changes(report([fail(1)]), warned)).toEqual([['changed', 'rdm', 'app-01']]);
		const open = report([fail(1, { outcome: 'unknown', fingerprint: 'other' })]);
		expect(changes(open, report([fail(1)]))[0]?.[0]).toBe('new');
		expect(changes(report([fail(1)]), open)[0]?.[0]).toBe('changed');
	});
	it('know an object by its name where another kind of source gives another id', () => {
		const renamed = fail(1, { fingerprint: 'x', subjects: [{ ...vm(1), id: 'uuid-1' }] });
		expect(changes(report([fail(1)]), report([renamed]))).toEqual([['still', 'rdm', 'app-01']]);
	});
	it('exit with the code of the new one when asked, and say what makes them hard to compare', () => {
		const later = report([fail(1)], {
			exitCode: 1,
			profile: 'vendor',
			rulePack: { rules: 1, documented: 241, hash: 'b' },
		});
		expect(diff(report([]), later).exitCode).toBe(0);
		expect(diff(report([]), later, true).exitCode).toBe(1);
		expect(diff(report([]), later).notes.join(' ')).toMatch(/profile was faq, and is vendor.*rules are others/);
	});
	it('look at every VM of a finding whose list was cut', () => {
		const cut = (numbers: number[]) => ({
			findings: [{ ...unknown(numbers[0] ?? 0), subjectCount: numbers.length }],
			vms: vms(...numbers).map((row) => ({ ...row, findings: [0] })),
		});
		const old = reportOf({ rules, ...cut([1, 2, 3]) });
		expect(changes(old, reportOf({ rules, ...cut([1, 2, 4]) }))).toEqual([
			['new', 'ports', 'app-04'],
			['still', 'ports', 'app-01', 'app-02'],
			['gone', 'ports', 'app-03'],
		]);
	});
});

describe('a baseline', () => {
	const gated = (old: Report, later: Report) =>
		withDecision(withBaseline(later, { location: 'old.json', report: old }));

	it('opens the gate for what it had, and leaves outcome and verdict as they are', () => {
		const { exitCode, findings, verdict, baseline } = gated(
			report([fail(1)]),
			report([fail(1)], { verdict: 'blocked' }),
		);
		expect({ exitCode, verdict }).toEqual({ exitCode: 0, verdict: 'blocked' });
		expect(findings[0]).toMatchObject({ outcome: 'fail', severity: 'blocker', baseline: { known: 1 } });
		expect(baseline).toMatchObject({ known: 1, fresh: 0, fixed: 0 });
	});
	it('does not open it for what is new, worse, joined by another VM, waived before or a defect', () => {
		expect(gated(report([fail(1)]), report([fail(1), fail(2)])).decidedBy?.subject).toBe('app-02');
		expect(gated(report([fail(1, { severity: 'warning' })]), report([fail(1)])).exitCode).toBe(1);
		expect(gated(report([unknown(1)]), report([unknown(1, 2)]))).toMatchObject({
			exitCode: 3,
			decidedBy: { rule: 'ports', subject: 'app-02' },
		});
		const waiver = { reason: 'r', approvedBy: 'a', expires: '2026-11-20' };
		expect(gated(report([fail(1, { waiver })]), report([fail(1)])).exitCode).toBe(1);
		const defect = fail(1, { outcome: 'error' });
		expect(gated(report([defect]), report([defect])).exitCode).toBe(2);
	});
	it('is refused when it is about another vCenter', () => {
		const of = (uuid: string) =>
			report([], {
				inputs: reportOf().inputs.map((input) => ({ ...input, vcenter: { name: uuid, instanceUuid: uuid } })),
			});
		expect(() => gated(of('a'), of('b'))).toThrow(
			'Could not use the baseline old.json: The source was another vCenter',
		);
		expect(gated(of('a'), of('a')).exitCode).toBe(0);
	});
});
