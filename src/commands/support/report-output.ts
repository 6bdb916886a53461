import {
	checkSections,
	type OutputTarget,
	outputTargets,
	type RenderOptions,
	render,
	renderToFile,
} from '../../app/render.js';
import type { Report } from '../../model/report.js';
import { escapeText } from '../../shared/escape.js';
import { commaList } from './flags.js';
import { writeStdout } from './stdout.js';
import { usage } from './usage.js';

/** Formats of standard output that may hold several reports. */
const SEVERAL = new Set(['text', 'json']);

export interface OutputFlags {
	readonly format?: string[];
	readonly json?: boolean;
	readonly all?: boolean;
	readonly show?: string[];
	readonly details?: boolean;
}

/** Where reports go: text on standard output unless another format takes it. Checked before any work starts. */
export async function targetsOf(
	flags: OutputFlags,
	inputs: readonly string[],
	reports = 1,
): Promise<readonly OutputTarget[]> {
	checkSections(commaList(flags.show) ?? []);
	const given = [...(flags.json ? ['json'] : []), ...(flags.format ?? [])];
	const targets = await outputTargets(given, inputs);
	const single = targets.find(({ format, file }) => reports > 1 && (file !== undefined || !SEVERAL.has(format)));
	if (single)
		throw usage(
			`${reports} reports do not fit into one ${single.format} ${single.file === undefined ? 'output' : 'file'}.`,
			['Write one report at a time, or use text or --json on standard output: --json writes a list of reports.'],
		);
	return targets.some(({ file }) => file === undefined) ? targets : [{ format: 'text' }, ...targets];
}

/** Writes reports everywhere they were asked for, files first, and says on standard error what decided. */
export async function writeReports(
	reports: readonly Report[],
	targets: readonly OutputTarget[],
	flags: OutputFlags,
): Promise<void> {
	const options = renderOptions(flags);
	for (const { format, file } of targets) {
		if (file === undefined) continue;
		for (const report of reports) await renderToFile(report, { format, file }, options);
	}
	for (const { format, file } of targets) {
		if (file !== undefined) continue;
		await writeStdout(await joined(reports, format, options));
		if (format !== 'text' || !process.stdout.isTTY) for (const report of reports) tellDecision(report);
	}
}

/** Several reports as JSON are a list of reports; as text they follow each other. */
async function joined(reports: readonly Report[], format: string, options: RenderOptions): Promise<Iterable<string>> {
	const rendered = await Promise.all(reports.map((report) => render(report, format, options)));
	return (function* () {
		const list = format === 'json' && rendered.length > 1;
		if (list) yield '[\n';
		for (const [index, pieces] of rendered.entries()) {
			if (index > 0) yield list ? ',\n' : '\n';
			yield* pieces;
		}
		if (list) yield ']\n';
	})();
}

export function renderOptions(flags: OutputFlags): RenderOptions {
	const { stdout } = process;
	return {
		width: Math.max(60, Math.min(stdout.isTTY ? (stdout.columns ?? 80) : 80, 160)),
		colour: colours(),
		all: flags.all ?? false,
		show: commaList(flags.show) ?? [],
		details: flags.details ?? false,
	};
}

/** FORCE_COLOR beats NO_COLOR, as in Node and ansis; otherwise only a terminal that is no CI log gets colours. */
function colours(): boolean {
	const { env, stdout } = process;
	if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0';
	return stdout.isTTY === true && !env['NO_COLOR'] && !env['CI'] && env['TERM'] !== 'dumb';
}

function tellDecision({ decidedBy, exitCode, verdict }: Report): void {
	const why = decidedBy
		? `decided by ${decidedBy.rule} on ${decidedBy.subject} (${decidedBy.because ?? decidedBy.outcome})`
		: verdict;
	process.stderr.write(`exit ${exitCode}: ${escapeText(why)}\n`);
}
