import { resolve } from 'node:path';
import type { Report } from '../model/report.js';
import { type RenderOptions, SHOW_SECTIONS } from '../reporters/contract.js';
import { UserError } from '../shared/errors.js';
import { writeFileSafely } from '../shared/write-file.js';
import { loadReporters } from './extensions.js';

export type { RenderOptions };

/** One output: a format, and the file that it goes to; without one it is the result on standard output. */
export interface OutputTarget {
	readonly format: string;
	readonly file?: string;
}

/**
 * Reads `FORMAT` or `FORMAT=FILE` arguments before any work starts.
 * @throws UserError for an unknown format, two formats for one place, and a file that is one of the inputs.
 */
export async function outputTargets(
	given: readonly string[],
	inputs: readonly string[],
): Promise<readonly OutputTarget[]> {
	const known = [...(await loadReporters()).keys()];
	const targets = given.map((text): OutputTarget => {
		const at = text.indexOf('=');
		const format = at === -1 ? text : text.slice(0, at);
		if (!known.includes(format))
			throw new UserError('unknown-format', `There is no format "${format}".`, {
				suggestions: [`Formats: ${known.join(', ')}.`],
			});
		if (at !== -1 && text.length === at + 1)
			throw new UserError('usage', `--format ${format}= names no file.`, {
				suggestions: [`Write --format ${format}=FILE.`],
			});
		return at === -1 ? { format } : { format, file: text.slice(at + 1) };
	});
	const places = targets.map(({ file }) => (file === undefined ? 'standard output' : resolve(file)));
	const twice = places.find((place, index) => places.indexOf(place) !== index);
	if (twice !== undefined) throw new UserError('usage', `Two formats would be written to ${twice}.`);
	for (const { file } of targets) if (file !== undefined) refuseInput(file, inputs);
	return targets;
}

/** @throws UserError for a section that the text report does not have. */
export function checkSections(asked: readonly string[]): void {
	const stranger = asked.find((name) => !(SHOW_SECTIONS as readonly string[]).includes(name));
	if (stranger === undefined) return;
	throw new UserError('usage', `The report has no section "${stranger}" to show.`, {
		suggestions: [`Sections: ${SHOW_SECTIONS.join(', ')}.`],
	});
}

/** @throws UserError when an output would replace one of the inputs (clarifications 7.1). */
export function refuseInput(file: string, inputs: readonly string[]): void {
	if (!inputs.map((input) => resolve(input)).includes(resolve(file))) return;
	throw new UserError('output-is-input', `Could not write to ${file}: it is one of the inputs.`, {
		suggestions: ['Name another file for the output.'],
	});
}

/** The report in one format, in pieces. */
export async function render(report: Report, format: string, options: RenderOptions): Promise<Iterable<string>> {
	const reporter = (await loadReporters()).get(format);
	if (reporter === undefined) throw new UserError('unknown-format', `There is no format "${format}".`);
	return reporter.render(report, options);
}

/** Renders a report into a file. Files have no colours and no terminal width. */
export async function renderToFile(
	report: Report,
	target: OutputTarget & { readonly file: string },
	options: RenderOptions,
): Promise<void> {
	const pieces = await render(report, target.format, { ...options, colour: false, width: 80 });
	await writeFileSafely(target.file, `the ${target.format} report`, pieces);
}
