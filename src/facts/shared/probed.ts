import type { Host } from '../../model/inventory/host.js';
import type { HostRun, ProbeResults } from '../../model/probes.js';
import type { Scope } from '../../model/scope.js';
import type { Side } from '../../model/site-pair.js';

/** A result and the run of probes that it stands in. */
export interface Seen<T> {
	readonly run: ProbeResults;
	readonly result: T;
}

/** The newest result of each question: runs come newest first. */
export function newest<T>(
	{ probes = [] }: Scope,
	list: (run: ProbeResults) => readonly T[],
	keyOf: (result: T) => string,
): ReadonlyMap<string, Seen<T>> {
	const found = new Map<string, Seen<T>>();
	for (const run of probes)
		for (const result of list(run)) {
			const key = keyOf(result);
			if (!found.has(key)) found.set(key, { run, result });
		}
	return found;
}

/** What scripts of the kit saw on the hosts themselves, by side and name. */
export function hostRuns(scope: Scope): (side: Side, host: Host) => Seen<HostRun> | undefined {
	const runs = newest(
		scope,
		(run) => [...run.hosts].sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1)),
		({ host }) => keyOf(host.side, host.name),
	);
	return (side, host) => runs.get(keyOf(side, host.name));
}

const keyOf = (side: Side, name: string): string => `${side} ${name.toLowerCase()}`;

/** `2026-11-24T18:40Z`: minutes are enough for a reader. */
export function minute(time: string): string {
	return time.replace(/:\d\d(\.\d+)?Z$/, 'Z');
}

/** "asked from jump01 at 2026-11-24T18:40Z". */
export function askedFrom({ vantage, finishedAt }: ProbeResults): string {
	return `from ${vantage} at ${minute(finishedAt)}`;
}

/** A list for people: the first few and how many more. */
export function few(items: readonly string[], most = 4): string {
	const rest = items.length - most;
	return rest > 0 ? `${items.slice(0, most).join(', ')} and ${rest} more` : items.join(', ');
}
