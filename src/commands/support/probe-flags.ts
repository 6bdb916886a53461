import type { Interfaces } from '@oclif/core';
import * as Flags from '@oclif/core/flags';
import type { ProbeSources } from '../../app/probing/merge.js';
import type { ProbeOptions } from '../../app/probing/probe.js';
import { parseDuration } from '../../shared/parse-units.js';
import { commaList } from './flags.js';
import { usage } from './usage.js';

const helpGroup = 'PROBES';

/** How this machine probes. */
export const probing = {
	resolver: Flags.string({
		description: "another name server to ask; this machine's and those of the hosts are asked anyway",
		helpValue: 'ADDRESS',
		multiple: true,
		multipleNonGreedy: true,
		helpGroup,
	}),
	'probe-timeout': Flags.string({
		description: 'limit for all probes together; default 10m',
		helpValue: 'TIME',
		helpGroup,
	}),
} satisfies Interfaces.FlagInput;

/** Which probes count for a verdict. */
export const probeSources = {
	probe: Flags.boolean({ description: 'probe from this machine now, and count what it shows', helpGroup }),
	probes: Flags.string({
		description: 'count the results that probe wrote; may repeat',
		helpValue: 'FILE',
		multiple: true,
		multipleNonGreedy: true,
		helpGroup,
	}),
	...probing,
} satisfies Interfaces.FlagInput;

interface ProbingFlags {
	readonly resolver?: string[];
	readonly 'probe-timeout'?: string;
}

export function probeOptions(flags: ProbingFlags): ProbeOptions {
	return { resolvers: commaList(flags.resolver) ?? [], ...totalOf(flags['probe-timeout']) };
}

function totalOf(text: string | undefined): { totalMs?: number } {
	if (text === undefined) return {};
	const seconds = parseDuration(text);
	if (seconds === undefined || seconds === 0)
		throw usage(`--probe-timeout is "${text}", and must be a time such as 10m.`);
	return { totalMs: seconds * 1000 };
}

/** Undefined when neither `--probe` nor `--probes` is given. */
export function probeSourcesOf(
	flags: ProbingFlags & { readonly probe?: boolean; readonly probes?: string[] },
): ProbeSources | undefined {
	const { probe = false, probes = [] } = flags;
	if (!probe && probes.length === 0) {
		if (flags.resolver !== undefined || flags['probe-timeout'] !== undefined)
			throw usage('--resolver and --probe-timeout are for --probe, and nothing is probed.', ['Add --probe.']);
		return undefined;
	}
	return { files: probes, ...(probe ? { live: probeOptions(flags) } : {}) };
}
