import { readProbeFile } from '../../documents/probes.js';
import type { ToolFinding } from '../../engine/contract.js';
import { pairSubject } from '../../engine/findings/subject.js';
import type { ProbeResults } from '../../model/probes.js';
import type { Report } from '../../model/report.js';
import type { Scope } from '../../model/scope.js';
import { UserError } from '../../shared/errors.js';
import { formatAge } from '../../shared/units.js';
import type { AppContext } from '../context.js';
import { contradictedPorts } from './contradicted-ports.js';
import { contradictions } from './contradictions.js';
import { type ProbeOptions, probeScope } from './probe.js';

/** Which probes go into a verdict. */
export interface ProbeSources {
	/** Files that `probe` wrote. */
	readonly files: readonly string[];
	/** What was in the files, once they were read. */
	readonly read?: readonly ProbeRun[];
	/** Results in memory, for programs that embed xvcheck. */
	readonly results?: readonly ProbeResults[];
	/** Probe now, from this machine. */
	readonly live?: ProbeOptions;
}

/** One run of probes, and where its results stood. */
export interface ProbeRun {
	readonly location: string;
	readonly results: ProbeResults;
}

/**
 * Reads the files, so that one which cannot be used ends the run before two vCenters or workbooks are read.
 * @throws UserError when a file cannot be used.
 */
export async function readProbeSources(sources: ProbeSources | undefined): Promise<ProbeSources | undefined> {
	if (sources === undefined || sources.files.length === 0) return sources;
	const read: ProbeRun[] = [];
	for (const file of sources.files) read.push({ location: file, results: await readProbeFile(file) });
	return { ...sources, files: [], read: [...(sources.read ?? []), ...read] };
}

/** A scope with the results that count, and what there is to say about those that do not. */
export interface Probed {
	readonly scope: Scope;
	readonly findings: readonly ToolFinding[];
	readonly listed: NonNullable<Report['probes']>;
}

/**
 * Takes results of probes into a question. Results older than the plan allows do not count, as other inputs that change daily
 * (clarifications 8.1).
 * @throws UserError when a file cannot be used, or was made after the time of evaluation.
 */
export async function withProbes(
	scope: Scope,
	sources: ProbeSources | undefined,
	context: AppContext,
): Promise<Probed> {
	if (sources === undefined) return { scope, findings: [], listed: [] };
	const runs: ProbeRun[] = [...((await readProbeSources(sources))?.read ?? [])];
	for (const results of sources.results ?? []) runs.push({ location: 'given results', results });
	if (sources.live !== undefined)
		runs.push({ location: 'this run', results: await probeScope(scope, sources.live, context) });
	// What is probed now is as new as the evaluation, although it ended a moment later.
	const now = Math.max(Date.parse(scope.evaluatedAt), sources.live === undefined ? 0 : Date.now());
	const { maxAge } = scope.plan.policy;
	const aged = runs.map((run) => ({ ...run, age: (now - Date.parse(run.results.finishedAt)) / 1000 }));
	for (const { location, age } of aged) if (location !== 'this run') notFromTheFuture(location, age, scope);
	const fresh = aged.filter(({ age }) => age <= maxAge).map(({ results }) => results);
	const probes = fresh.sort((a, b) => Date.parse(b.finishedAt) - Date.parse(a.finishedAt));
	const probed: Scope = { ...scope, probes };
	const old = aged.filter(({ age }) => age > maxAge);
	return {
		scope: probed,
		findings: [
			...old.map(({ location, age }) => tooOld(location, age, scope)),
			...contradictions(probed),
			...contradictedPorts(probed),
		],
		listed: aged.map(({ location, results, age }) => ({
			location,
			vantage: results.vantage,
			startedAt: results.startedAt,
			finishedAt: results.finishedAt,
			results: countOf(results),
			...(results.problems.length > 0 ? { problems: results.problems } : {}),
			...(age > maxAge ? { stale: true as const } : {}),
		})),
	};
}

/** How many questions a run of probes asked. */
export function countOf({ dns, tcp, tls, clocks, logins, checkRelocate, hosts }: ProbeResults): number {
	const onHosts = hosts.map(({ pings, ports, names }) => pings.length + ports.length + names.length);
	return [dns, tcp, tls, clocks, logins, checkRelocate]
		.map(({ length }) => length)
		.concat(onHosts)
		.reduce((sum, count) => sum + count, 0);
}

function notFromTheFuture(location: string, age: number, { evaluatedAt }: Scope): void {
	if (age >= 0) return;
	throw new UserError(
		'evaluated-before-probed',
		`Could not evaluate at ${evaluatedAt}: the probes in ${location} ended later.`,
		{ suggestions: ['Pass a later --at, or check the clock of the machine that probed.'] },
	);
}

function tooOld(location: string, age: number, scope: Scope): ToolFinding {
	const allowed = formatAge(scope.plan.policy.maxAge);
	return {
		rule: 'input-age',
		outcome: 'fail',
		severity: 'warning',
		message: `The probes in ${location} are ${formatAge(age)} old, and the plan allows ${allowed}: they do not count.`,
		subjects: [pairSubject(scope).shown],
		observed: { location },
		key: location,
	};
}
