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
	'check-relocate': Flags.string({
		description:
			'ask the source vCenter whether the first N VMs could move; it receives the credential of the destination, and shows a task for each',
		helpValue: 'N|all',
		helpGroup,
	}),
	'host-certificates': Flags.boolean({ description: 'read the certificates of hosts as well (443/tcp)', helpGroup }),
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
	readonly 'check-relocate'?: string;
	readonly 'host-certificates'?: boolean;
}

export function probeOptions(flags: ProbingFlags): ProbeOptions {
	return {
		resolvers: commaList(flags.resolver) ?? [],
		checkRelocate: relocateCount(flags['check-relocate']),
		hostCertificates: flags['host-certificates'] === true,
		...totalOf(flags['probe-timeout']),
	};
}

function relocateCount(text: string | undefined): number {
	if (text === undefined) return 0;
	if (text === 'all') return Number.POSITIVE_INFINITY;
	if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
	throw usage(`--check-relocate is "${text}", and must be a number of VMs or "all".`);
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
		const idle = Object.keys(probing).find((name) => flags[name as keyof ProbingFlags] !== undefined);
		if (idle !== undefined) throw usage(`--${idle} is for --probe, and nothing is probed.`, ['Add --probe.']);
		return undefined;
	}
	return { files: probes, ...(probe ? { live: probeOptions(flags) } : {}) };
}
