import { readdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { readWholeFile } from '../../documents/read-file.js';
import { describeErrors } from '../../documents/schema-errors.js';
import { schemaErrors } from '../../documents/validate.js';
import type { HostRun, ProbeResults } from '../../model/probes.js';
import { KitManifest } from '../../probes/kit/manifest.js';
import { looksLikeOutput, readOutput } from '../../probes/kit/read-output.js';
import { decodeText } from '../../shared/decode-text.js';
import { messageOf, UserError } from '../../shared/errors.js';
import { parseJson } from '../../shared/json.js';
import type { AppContext } from '../context.js';

const OUTPUT_LIMIT = 64 * 1024 * 1024;
const MANIFEST_LIMIT = 512 * 1024 * 1024;

/**
 * Reads the outputs of a kit's scripts from its folder. What is refused or cut off is a problem in the results; hosts without an
 * output are named too. Of several runs on one host the newest counts.
 * @throws UserError when the folder holds no kit, or no output that could be used.
 */
export async function importKit(folder: string, context: AppContext): Promise<ProbeResults> {
	const manifest = await readManifest(join(folder, 'kit.json'));
	const problems: string[] = [];
	const runs = new Map<string, HostRun>();
	for (const file of await outputsIn(folder, manifest)) {
		const text = await readText(join(folder, file)).catch((error: unknown) => {
			problems.push(`${file}: ${messageOf(error)}`);
			return undefined;
		});
		if (text === undefined || !looksLikeOutput(text)) {
			if (text !== undefined) problems.push(`${file} is no output of a script of this kit.`);
			continue;
		}
		const { run, problem } = readOutput(text, manifest);
		if (problem !== undefined) problems.push(`${file}${run ? ` (${run.host.name})` : ' is refused'}: ${problem}.`);
		if (run !== undefined) keepNewest(runs, run, context.now, file, problems);
	}
	const silent = manifest.hosts.filter(({ host }) => !runs.has(`${host.side} ${host.name}`));
	if (silent.length > 0)
		problems.push(
			`${silent.length} of ${manifest.hosts.length} hosts have no usable output: ${few(silent.map(({ host }) => host.name))}.`,
		);
	if (runs.size === 0)
		throw new UserError('kit-without-outputs', `Could not import ${folder}: no output in it can be used.`, {
			suggestions: problems.slice(0, 5),
		});
	return results([...runs.values()], problems, context);
}

function results(hosts: readonly HostRun[], problems: readonly string[], context: AppContext): ProbeResults {
	const times = hosts.map(({ startedAt, finishedAt }) => ({ startedAt, finishedAt: finishedAt ?? startedAt }));
	// The oldest run decides how old the results are.
	const finishedAt = times.map((one) => one.finishedAt).sort()[0] ?? context.now;
	return {
		schemaVersion: 1,
		kind: 'xvcheck.probes',
		tool: { ...context.tool },
		vantage: hosts.length === 1 ? (hosts[0]?.host.name ?? hostname()) : `${hosts.length} hosts`,
		startedAt: times.map((one) => one.startedAt).sort()[0] ?? context.now,
		finishedAt,
		dns: [],
		tcp: [],
		tls: [],
		clocks: [],
		logins: [],
		checkRelocate: [],
		hosts: [...hosts],
		problems: [...problems],
	};
}

function keepNewest(runs: Map<string, HostRun>, run: HostRun, now: string, file: string, problems: string[]): void {
	const key = `${run.host.side} ${run.host.name}`;
	if (Date.parse(run.startedAt) > Date.parse(now) + 60_000) {
		problems.push(
			`${file} (${run.host.name}) was made at ${run.startedAt}, which is in the future: the clock of the host is wrong, and it does not count.`,
		);
		return;
	}
	const known = runs.get(key);
	if (known === undefined || known.startedAt < run.startedAt) runs.set(key, run);
}

async function outputsIn(folder: string, manifest: KitManifest): Promise<string[]> {
	const own = new Set(['kit.json', 'README.txt', ...manifest.hosts.map(({ script }) => script)]);
	const entries = await readdir(folder, { withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile() && !own.has(entry.name) && !entry.name.startsWith('.'))
		.map(({ name }) => name)
		.sort();
}

async function readText(file: string): Promise<string> {
	return decodeText(await readWholeFile(file, 'the output', OUTPUT_LIMIT), file);
}

async function readManifest(file: string): Promise<KitManifest> {
	const what = 'the list of a kit';
	const value = parseJson(decodeText(await readWholeFile(file, what, MANIFEST_LIMIT), file), file, what);
	const [mistake] = describeErrors(await schemaErrors(value, KitManifest), value);
	if (mistake === undefined) return value as KitManifest;
	throw new UserError('not-a-kit', `Could not use ${file}: ${mistake.text}. It is no kit of this version of xvcheck.`, {
		suggestions: ['Give the folder that `xvcheck probe PLAN --kit esxi FOLDER` wrote.'],
	});
}

function few(names: readonly string[]): string {
	return names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
}
