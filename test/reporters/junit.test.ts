import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.js';
import junit from '../../src/reporters/junit.js';
import { expectGolden } from '../support/golden.js';
import { ANT_STYLE, JENKINS_STYLE } from '../support/junit-xsd.js';
import { findingOf, reportOf, ruleOf } from '../support/report-builder.js';
import { clean, mixed, unknown } from '../support/reports.js';

const render = (report: Report): string => [...junit.render(report, { width: 80, colour: false })].join('');

/** Validates and returns how many test cases have which result. */
function validated(xml: string): Record<string, number> {
	for (const schema of [ANT_STYLE, JENKINS_STYLE]) {
		using xsd = XmlDocument.fromString(schema);
		using validator = XsdValidator.fromDoc(xsd);
		using doc = XmlDocument.fromString(xml);
		validator.validate(doc);
	}
	using doc = XmlDocument.fromString(xml);
	const count = (path: string): number => doc.find(path).length;
	return {
		tests: count('//testcase'),
		failure: count('//testcase/failure'),
		error: count('//testcase/error'),
		skipped: count('//testcase/skipped'),
	};
}

describe('JUnit XML', () => {
	it.each([
		['clean', clean, { tests: 1, failure: 0, error: 0, skipped: 0 }],
		// Verdict, 7 failed blockers and 4 VMs whose state is a gap fail; two questions gate too; the waived one is skipped.
		['mixed', mixed, { tests: 17, failure: 14, error: 0, skipped: 1 }],
		['unknown', unknown, { tests: 19, failure: 19, error: 0, skipped: 0 }],
	])('is valid and reads as reviewed: %s', (name, report, counts) => {
		const xml = render(report);
		expect(validated(xml)).toEqual(counts);
		expectGolden(`junit/${name}.xml`, xml);
	});

	it('skips an unknown that the gate does not count', () => {
		const accepted = { ...mixed, plan: { ...mixed.plan, allowUnknown: ['questions', 'vm-connection-state'] } };
		expect(validated(render(accepted))).toEqual({ tests: 17, failure: 8, error: 0, skipped: 7 });
		const warning = [findingOf({ rule: 'x', outcome: 'unknown', severity: 'warning' })];
		expect(validated(render(reportOf({ findings: warning })))).toEqual({ tests: 2, failure: 0, error: 0, skipped: 1 });
	});

	it('skips what the baseline had, but not a finding that another object joined', () => {
		const known = { findings: [findingOf({ rule: 'x', baseline: { known: 1 } })] };
		expect(validated(render(reportOf(known)))).toEqual({ tests: 2, failure: 0, error: 0, skipped: 1 });
		expect(render(reportOf(known))).toContain('in the baseline: app-01 cannot move.');
		const subjects = [1, 2].map((n) => ({ type: 'vm', id: `vm-${n}`, name: `app-0${n}` }));
		const joined = [findingOf({ rule: 'x', subjects, baseline: { known: 1, firstNew: 'app-02' } })];
		expect(validated(render(reportOf({ findings: joined, exitCode: 1 })))['failure']).toBe(3);
	});

	it('passes what is below the threshold and keeps it in the output of the suite', () => {
		const report = reportOf({
			rules: { x: ruleOf({ title: 'X', area: 'device' }) },
			findings: [findingOf({ rule: 'x', severity: 'warning', message: 'a CD is mounted' })],
		});
		expect(validated(render(report))).toEqual({ tests: 2, failure: 0, error: 0, skipped: 0 });
		expect(render(report)).toContain('fail warning: x: source app-01: a CD is mounted');
		const strict = { ...report, exitCode: 1, plan: { ...report.plan, failOn: 'warning' as const } };
		expect(validated(render(strict))['failure']).toBe(2);
	});

	it('reports a defect of a rule as an error, also for a rule without texts', () => {
		const report = reportOf({ exitCode: 2, findings: [findingOf({ rule: 'own', outcome: 'error' })] });
		expect(validated(render(report))).toEqual({ tests: 2, failure: 0, error: 2, skipped: 0 });
		expect(render(report)).toContain('name="other"');
	});

	it('counts objects that were cut from the list', () => {
		const report = reportOf({ exitCode: 1, findings: [findingOf({ rule: 'own', subjectCount: 40 })] });
		expect(render(report)).toContain('own: 39 more objects');
	});

	it('stays valid with hostile names', () => {
		const hostile = '::error::<a>&"\u0000\u001b[2K\u202e\ud800]]>\n##vso[x]\ufffe';
		const report = reportOf({
			exitCode: 1,
			rules: { own: ruleOf({ title: hostile, area: 'identity', why: hostile, remediation: { text: hostile } }) },
			findings: [
				findingOf({ rule: 'own', message: hostile, subjects: [{ type: 'vm', id: '1', name: hostile }] }),
				findingOf({ rule: 'own', message: hostile, severity: 'info' }),
			],
			decidedBy: { rule: 'own', subject: hostile, outcome: 'fail' },
		});
		const xml = render(report);
		expect(validated(xml)).toEqual({ tests: 3, failure: 2, error: 0, skipped: 0 });
		for (const line of xml.split('\n')) expect(line.trimStart().startsWith('::')).toBe(false);
		expect(xml).not.toContain('##vso[');
	});
});
