import type { HostRun } from '../../model/probes.js';
import { defined } from '../../shared/defined.js';
import type { KitHost, KitManifest } from './manifest.js';
import { readName, readPing, readPort, type ToolOutput } from './read-tools.js';
import { OUTPUT_MARK } from './script.js';

/** What an output is good for: results of one host, and what is wrong with it; or nothing, and why. */
export type OutputRead =
	| { readonly run: HostRun; readonly problem?: string }
	| { readonly run?: undefined; readonly problem: string };

/** Whether a text is, or was meant to be, an output of a kit. */
export function looksLikeOutput(text: string): boolean {
	return text.trimStart().startsWith('#xvcheck-kit');
}

/**
 * Reads what a script printed. An output of another kit or script, of two runs in one file, or of another host than its
 * script's is refused; one that is cut off counts for the steps that ended.
 */
export function readOutput(text: string, manifest: KitManifest): OutputRead {
	const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
	const marks = lines.filter((line) => line.startsWith('#xvcheck-kit'));
	if (marks[0] !== OUTPUT_MARK)
		return {
			problem: `it begins with ${JSON.stringify((marks[0] ?? '').slice(0, 40))}, which this version does not read`,
		};
	if (marks.length > 1)
		return { problem: `it holds ${marks.length} runs in one file: keep each run in a file of its own` };
	const head = (name: string) => headOf(lines, name);
	if (head('kit') !== manifest.id)
		return { problem: 'it is of another kit than kit.json: import it from the folder of its own kit' };
	const host = manifest.hosts.find(({ sha256 }) => sha256 === head('script'));
	if (host === undefined) return { problem: 'its script is none of this kit, or was changed' };
	if (head('host') !== `${host.host.side} ${host.host.name}`)
		return { problem: `it says that it is of ${head('host') ?? 'nobody'}, and its script is for ${host.host.name}` };
	const startedAt = timeOf(head('started'));
	if (startedAt === undefined) return { problem: 'it does not say when it was started' };
	return readSteps(lines, host, startedAt);
}

function headOf(lines: readonly string[], name: string): string | undefined {
	return lines.find((line) => line.startsWith(`#${name} `))?.slice(name.length + 2);
}

function timeOf(text: string | undefined): string | undefined {
	return text !== undefined && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) && Number.isFinite(Date.parse(text))
		? text
		: undefined;
}

function readSteps(lines: readonly string[], kit: KitHost, startedAt: string): OutputRead {
	const steps = outputsOf(lines);
	if (steps === undefined) return { problem: 'its steps are not in their order: lines are missing or mixed up' };
	const stranger = [...steps.keys()].find((number) => number > kit.steps.length);
	if (stranger !== undefined) return { problem: `it has a step ${stranger}, and its script ${kit.steps.length}` };
	const elsewhere = otherHost(steps, kit);
	if (elsewhere !== undefined) return { problem: elsewhere };
	const whole = steps.size === kit.steps.length && headOf(lines, 'end') === String(kit.steps.length);
	const results = resultsOf(steps, kit);
	const run: HostRun = defined({
		host: kit.host,
		hostname: nameOf(steps, kit),
		startedAt,
		finishedAt: timeOf(headOf(lines, 'finished')),
		complete: whole,
		...results,
	});
	if (whole) return { run };
	const why = lines.includes('#interrupted') ? 'it was interrupted' : 'it is cut off';
	return { run, problem: `${why} after ${steps.size} of ${kit.steps.length} steps: only those count` };
}

/** Steps that ended, by number; undefined when their marks are out of order. */
function outputsOf(lines: readonly string[]): ReadonlyMap<number, ToolOutput> | undefined {
	const found = new Map<number, ToolOutput>();
	let current: { number: number; lines: string[] } | undefined;
	let last = 0;
	for (const line of lines) {
		const begun = /^#step (\d+)$/.exec(line);
		const ended = /^#exit (\d+)$/.exec(line);
		if (begun) {
			const number = Number(begun[1]);
			if (current !== undefined || number !== last + 1) return undefined;
			current = { number, lines: [] };
			last = number;
		} else if (ended) {
			if (current === undefined) return undefined;
			found.set(current.number, { lines: current.lines, exit: Number(ended[1]) });
			current = undefined;
		} else if (line === '|' || line.startsWith('| ')) {
			if (current === undefined) return undefined;
			current.lines.push(line.slice(2));
		}
	}
	return found;
}

/** A script that ran on another host than its own tells of the wrong one. */
function otherHost(steps: ReadonlyMap<number, ToolOutput>, kit: KitHost): string | undefined {
	const listing = outputOf(steps, kit, 'addresses');
	const seen: readonly string[] = listing?.lines.join('\n').match(/\b\d+\.\d+\.\d+\.\d+\b/g) ?? [];
	if (listing?.exit === 0 && seen.length > 0 && kit.addresses.length > 0) {
		if (kit.addresses.some((address) => seen.includes(address))) return undefined;
		return `it ran on a host with ${seen[0]}, and ${kit.host.name} has ${kit.addresses[0]}`;
	}
	const own = nameOf(steps, kit)?.toLowerCase();
	const wanted = kit.host.name.toLowerCase();
	if (own !== undefined && (own === wanted || own.split('.')[0] === wanted.split('.')[0])) return undefined;
	return own === undefined
		? 'it does not show on which host it ran: neither its addresses nor its name'
		: `it ran on ${own}, and its script is for ${kit.host.name}`;
}

function outputOf(
	steps: ReadonlyMap<number, ToolOutput>,
	kit: KitHost,
	of: 'addresses' | 'name',
): ToolOutput | undefined {
	const at = kit.steps.findIndex((step) => step.kind === 'listing' && step.of === of);
	return steps.get(at + 1);
}

function nameOf(steps: ReadonlyMap<number, ToolOutput>, kit: KitHost): string | undefined {
	const output = outputOf(steps, kit, 'name');
	const [name] = output?.exit === 0 ? output.lines : [];
	return name === undefined || name.trim() === '' ? undefined : name.trim().slice(0, 255);
}

function resultsOf(steps: ReadonlyMap<number, ToolOutput>, kit: KitHost): Pick<HostRun, 'pings' | 'ports' | 'names'> {
	const found: Pick<HostRun, 'pings' | 'ports' | 'names'> = { pings: [], ports: [], names: [] };
	for (const [at, step] of kit.steps.entries()) {
		const output = steps.get(at + 1);
		if (output === undefined) continue;
		if (step.kind === 'ping') found.pings.push(readPing(step, output));
		else if (step.kind === 'port') found.ports.push(readPort(step, output));
		else if (step.kind === 'name') found.names.push(readName(step, output));
	}
	return found;
}
