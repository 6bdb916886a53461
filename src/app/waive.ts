import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { withEntries, withKey } from '../documents/add-to-yaml.js';
import { readPlan } from '../documents/plan.js';
import { readText } from '../documents/read-document.js';
import { isDate, type ReadWaiver, readWaivers } from '../documents/waivers.js';
import type { Report } from '../model/report.js';
import { UserError } from '../shared/errors.js';
import { writeFileSafely } from '../shared/write-file.js';
import { readSavedReport } from './saved-report.js';
import { findingBy, type NewWaiver, waiversFor } from './waiver-of.js';

export interface WaiveOptions {
	readonly report: string;
	readonly reason: string;
	readonly approvedBy: string;
	/** A day of the calendar; it counts to its end, UTC. */
	readonly expires: string;
	/** Instead of the objects of the finding: an id or a pattern. */
	readonly subject?: string;
	/** The waiver file; absent: that of the plan. */
	readonly file?: string;
	/** The plan; absent: the one that the report names. */
	readonly plan?: string;
}

/** What was written, and where. */
export interface Waived {
	readonly waivers: readonly NewWaiver[];
	readonly file: string;
	/** The plan that was made to name the file. */
	readonly plan?: string;
}

/** What a new waiver file begins with. */
const NEW_FILE =
	'# What was accepted, by whom and until when. A waived blocker stays a blocker in the report; only the gate lets it pass.\nversion: 1\nwaivers: []\n';

/**
 * Writes waivers for a finding of a saved report into the waiver file of its plan, and makes the plan name that file when it names
 * none. Comments stay.
 * @throws UserError for a finding that there is not or that cannot be waived, a date that is none or over, and a waiver that
 * stands there already.
 */
export async function waive(fingerprint: string, options: WaiveOptions, now: string): Promise<Waived> {
	checkDate(options.expires, now);
	for (const [flag, text] of [
		['--reason', options.reason],
		['--approved-by', options.approvedBy],
	] as const)
		if (text.trim() === '')
			throw new UserError('usage', `${flag} is empty; a waiver says why, and who answers for it.`);
	const report = await readSavedReport(options.report);
	const finding = findingBy(report, fingerprint, options.report);
	const waivers = waiversFor(report, finding, options);
	const { file, plan } = await placeOf(options, report);
	if (existsSync(file)) refuseTwice(waivers, await readWaivers(file), now);
	const text = existsSync(file) ? await readText(file, 'the waivers') : NEW_FILE;
	const edited = await withEntries(text, 'waivers', waivers);
	const named = plan && (await withKey(await readText(plan, 'the plan'), 'policy', 'waivers', 'waivers.yaml'));
	await writeFileSafely(file, 'the waivers', [edited]);
	if (plan && named) await writeFileSafely(plan, 'the plan', [named]);
	return { waivers, file, ...(plan !== undefined && { plan }) };
}

function checkDate(expires: string, now: string): void {
	if (!isDate(expires))
		throw new UserError('waiver-date', `--expires is "${expires}", and must be a day such as 2026-12-31.`);
	if (Date.parse(`${expires}T23:59:59.999Z`) < Date.parse(now))
		throw new UserError('waiver-date', `--expires is ${expires}, and that day is over: the waiver would do nothing.`);
}

/** Where waivers go, and the plan that must be made to name that file. */
async function placeOf(
	{ file, plan: given }: WaiveOptions,
	{ plan: header }: Report,
): Promise<{ file: string; plan?: string }> {
	if (file !== undefined) return { file };
	const plan = given ?? header.file;
	if (plan === undefined)
		throw new UserError('waiver-place', 'The report was made without a plan, so that no waiver file is known.', {
			suggestions: ['Name the file with --file, and put it into a plan: policy: { waivers: FILE }.'],
		});
	const { waiversFile } = await readPlan(plan);
	if (waiversFile !== undefined) return { file: waiversFile };
	const made = join(dirname(resolve(plan)), 'waivers.yaml');
	if (existsSync(made))
		throw new UserError('waiver-place', `${plan} names no waiver file, and there is a ${made} already.`, {
			suggestions: [
				`Write policy: { waivers: waivers.yaml } into the plan if it is meant, or name another with --file.`,
			],
		});
	return { file: made, plan };
}

/** An expired waiver stands in the way too: two of one finding would be read as one more than there is. */
function refuseTwice(added: readonly NewWaiver[], present: readonly ReadWaiver[], now: string): void {
	for (const { rule, subject, outcome = 'fail' } of added) {
		const same = present.find(
			(one) => one.rule === rule && one.outcome === outcome && one.subject.toLowerCase() === subject.toLowerCase(),
		);
		if (same === undefined) continue;
		const over = same.expires !== undefined && Date.parse(`${same.expires}T23:59:59.999Z`) < Date.parse(now);
		const state =
			same.expires === undefined
				? 'it does not expire'
				: `${over ? 'it expired' : 'it holds until'} ${over ? 'on ' : ''}${same.expires}`;
		throw new UserError('waiver-duplicate', `${same.where}: ${rule} is waived for ${subject} already; ${state}.`, {
			suggestions: ['Change its reason or date there.'],
		});
	}
}
