import type { Diff } from '../model/diff.js';
import type { RenderOptions } from '../reporters/contract.js';
import { renderDiff } from '../reporters/text/diff.js';
import { compareReports } from './comparing/compare.js';
import { readSavedReport } from './saved-report.js';

/**
 * Compares two saved reports.
 * @throws UserError when one cannot be read, has another schema version, or does not agree with itself.
 */
export async function diffReports(oldFile: string, newFile: string, gate: boolean): Promise<Diff> {
	const old = { location: oldFile, report: await readSavedReport(oldFile) };
	return compareReports(old, { location: newFile, report: await readSavedReport(newFile) }, gate);
}

/** The comparison for a terminal, line by line. */
export function diffText(diff: Diff, options: RenderOptions): Iterable<string> {
	return renderDiff(diff, options);
}
