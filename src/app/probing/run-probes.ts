import { setMaxListeners } from 'node:events';
import { hostname } from 'node:os';
import type { ProbeLists, ProbeResults } from '../../model/probes.js';
import { DEFAULT_PROBE_LIMITS, type ProbeLimits, type ProbeTargets, type ProbeTools } from '../../probes/contract.js';
import { messageOf } from '../../shared/errors.js';
import type { AppContext } from '../context.js';
import { loadProbes } from '../extensions.js';

/** Longest run of all probes together. */
const DEFAULT_TOTAL_MS = 10 * 60_000;

export interface ProbingOptions {
	readonly limits?: Partial<ProbeLimits>;
	/** Milliseconds for all probes together. */
	readonly totalMs?: number;
}

/** Runs every kind of probe at the same time. What fails is in the results; only an abort of the program throws. */
export async function runProbes(
	targets: ProbeTargets,
	context: AppContext,
	options: ProbingOptions = {},
): Promise<ProbeResults> {
	const clock = () => new Date().toISOString();
	const startedAt = clock();
	const deadline = AbortSignal.timeout(options.totalMs ?? DEFAULT_TOTAL_MS);
	const tools: ProbeTools = {
		limits: { ...DEFAULT_PROBE_LIMITS, ...options.limits },
		deadline: context.signal === undefined ? deadline : AbortSignal.any([deadline, context.signal]),
		progress: context.progress,
		clock,
	};
	// Every question under way listens to it.
	setMaxListeners(0, tools.deadline);
	context.progress.phase('probing');
	const probes = [...(await loadProbes())];
	const parts = await Promise.all(
		probes.map(async ([name, probe]): Promise<Partial<ProbeLists>> => {
			try {
				return await probe.run(targets, tools);
			} catch (error) {
				context.signal?.throwIfAborted();
				return { problems: [`The ${name} probes ended early: ${messageOf(error)}.`] };
			}
		}),
	);
	context.signal?.throwIfAborted();
	const all = <K extends keyof ProbeLists>(key: K) =>
		parts.flatMap((part): readonly unknown[] => part[key] ?? []) as ProbeLists[K];
	return {
		schemaVersion: 1,
		kind: 'xvcheck.probes',
		tool: { ...context.tool },
		vantage: hostname(),
		startedAt,
		finishedAt: clock(),
		dns: all('dns'),
		tcp: all('tcp'),
		tls: all('tls'),
		clocks: all('clocks'),
		logins: all('logins'),
		checkRelocate: all('checkRelocate'),
		hosts: all('hosts'),
		problems: all('problems'),
	};
}
