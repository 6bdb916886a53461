import type { Report } from '../model/report.js';
import { breakCommands, escapeText, escapeXml } from '../shared/escape.js';
import type { Reporter } from './contract.js';
import { type Case, casesOf, type Suite, suitesOf } from './junit/cases.js';

/**
 * JUnit XML as the Jenkins and the Apache Ant schema both accept it: one suite per area, one case per rule and object,
 * and the verdict as a case of its own, so that a clean report is no empty file. A finding below the threshold passes and
 * stands in the suite's output, since JUnit knows no warnings.
 */
const junit: Reporter = {
	mediaType: 'application/xml',
	description: 'JUnit XML for pipelines: one suite per area, one case per rule and object',
	*render(report) {
		yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n';
		yield* suite(report, 0, 'verdict', [verdictCase(report)], []);
		let id = 1;
		for (const one of suitesOf(report)) yield* areaSuite(report, id++, one);
		yield '</testsuites>\n';
	},
};
export default junit;

function verdictCase(report: Report): Case {
	const { decidedBy, exitCode, verdict } = report;
	const by = decidedBy === undefined ? '' : `, decided by ${decidedBy.rule} on ${decidedBy.subject}`;
	const result = exitCode === 0 ? 'passed' : exitCode === 2 ? 'error' : 'failure';
	return { name: 'verdict', result, kind: verdict, message: `${verdict}, exit ${exitCode}${by}`, detail: '' };
}

function* areaSuite(report: Report, id: number, { area, findings }: Suite): Iterable<string> {
	const cases = findings.flatMap((finding) => [...casesOf(report, finding)]);
	const below = findings
		.filter((finding) => finding.outcome === 'fail')
		.flatMap((finding) => [...casesOf(report, finding)])
		.filter((one) => one.result === 'passed')
		.map((one) => `${one.kind}: ${one.name}: ${one.message}`);
	yield* suite(report, id, area, cases, below);
}

function* suite(report: Report, id: number, name: string, cases: readonly Case[], output: string[]): Iterable<string> {
	const count = (result: Case['result']): number => cases.filter((one) => one.result === result).length;
	const counts = `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`;
	const when = new Date(report.evaluatedAt).toISOString().slice(0, 19);
	yield `  <testsuite id="${id}" package="xvcheck" name="${escapeXml(name)}" ${counts} time="0" timestamp="${when}" hostname="localhost">\n`;
	yield '    <properties/>\n';
	for (const one of cases) yield testCase(name, one);
	const lines = output.map((line) => `${breakCommands(escapeXml(line))}\n`).join('');
	yield `    <system-out>${lines}</system-out>\n    <system-err/>\n  </testsuite>\n`;
}

function testCase(area: string, { name, result, kind, message, detail }: Case): string {
	const head = `    <testcase name="${safe(name)}" classname="xvcheck.${escapeXml(area)}" time="0"`;
	if (result === 'passed') return `${head}/>\n`;
	if (result === 'skipped') return `${head}>\n      <skipped message="${safe(message)}"/>\n    </testcase>\n`;
	const lines = detail === '' ? [] : detail.split('\n').map((line) => breakCommands(escapeXml(escapeText(line))));
	const body = lines.join('\n');
	return `${head}>\n      <${result} type="${escapeXml(kind)}" message="${safe(message)}">${body}</${result}>\n    </testcase>\n`;
}

function safe(text: string): string {
	return breakCommands(escapeXml(text));
}
