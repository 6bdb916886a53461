import type { Baseline } from '../../app/comparing/baseline.js';
import { usage } from './usage.js';

/**
 * Reads the report that `--baseline` names, before any work starts.
 * @throws UserError for a report that cannot be used, and for several plans: one report is about one of them.
 */
export async function baselineOf(file: string | undefined, plans = 1): Promise<Baseline | undefined> {
	if (file === undefined) return undefined;
	if (plans > 1) throw usage('--baseline takes one plan at a time.', ['Check each wave with the baseline of its own.']);
	const { readSavedReport } = await import('../../app/saved-report.js');
	return { location: file, report: await readSavedReport(file) };
}
