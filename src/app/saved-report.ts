import { readReport } from '../documents/report.js';
import { decideExitCode } from '../engine/exit-code.js';
import type { Report } from '../model/report.js';
import { UserError } from '../shared/errors.js';
import { gateOf, vmCounts } from './build-report.js';

/**
 * Reads a saved report that agrees with itself.
 * @throws UserError `report-disagrees` when its verdict, summary, findings and exit code do not belong together: a gate that
 * believes an edited report is no gate (clarifications 7.9).
 */
export async function readSavedReport(file: string): Promise<Report> {
	const report = await readReport(file);
	const problem = disagreement(report);
	if (problem === undefined) return report;
	throw new UserError('report-disagrees', `Could not use the report ${file}: ${problem}.`, {
		suggestions: ['It was changed after xvcheck wrote it. Run the check again.'],
	});
}

/** What does not fit together in a report, if anything. */
export function disagreement(report: Report): string | undefined {
	return findingIndexes(report) ?? counts(report) ?? verdict(report) ?? exitCode(report);
}

function findingIndexes({ vms, findings, rules }: Report): string | undefined {
	const stray = vms.find((vm) => vm.findings.some((index) => index >= findings.length));
	if (stray) return `VM ${stray.name} points at a finding that is not there`;
	const untold = findings.find(({ rule }) => rules[rule] === undefined);
	return untold && `the rule ${untold.rule} of a finding is not described`;
}

function counts({ vms, summary, findings }: Report): string | undefined {
	const seen = vmCounts(vms.map((vm) => vm.verdict));
	const wrong = (Object.keys(seen) as (keyof typeof seen)[]).find((key) => seen[key] !== summary.vms[key]);
	if (wrong) return `summary.vms.${wrong} is ${summary.vms[wrong]}, and the VMs make it ${seen[wrong]}`;
	for (const outcome of ['fail', 'unknown', 'error'] as const) {
		const listed = findings.filter((finding) => finding.outcome === outcome).length;
		if (listed > 0 && summary.findings[outcome] === 0)
			return `summary.findings.${outcome} is 0, and ${listed} findings have that outcome`;
		if (listed === 0 && summary.findings[outcome] > 0)
			return `summary.findings.${outcome} is ${summary.findings[outcome]}, and no finding has that outcome`;
	}
	return undefined;
}

/** Worst VM verdict and overall verdict: no VM may be worse than the whole. */
function verdict({ verdict: overall, vms }: Report): string | undefined {
	const has = (...wanted: string[]) => vms.some((vm) => wanted.includes(vm.verdict));
	if (has('blocked') && overall !== 'blocked') return `the verdict is ${overall}, and a VM is blocked`;
	if (has('inconclusive', 'clear') && (overall === 'ready' || overall === 'ready-with-warnings'))
		return `the verdict is ${overall}, and a VM is not ready`;
	return undefined;
}

function exitCode(report: Report): string | undefined {
	const decided = decideExitCode(report, gateOf(report.plan)).exitCode;
	return decided === report.exitCode
		? undefined
		: `its exit code is ${report.exitCode}, and its findings make it ${decided}`;
}
