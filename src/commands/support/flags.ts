import type { Interfaces } from '@oclif/core';
import * as Flags from '@oclif/core/flags';

/** Flags that several commands share. `multipleNonGreedy`: `--source A PLAN` does not swallow the plan. */
const list = (description: string, helpValue: string) =>
	Flags.string({ description, helpValue, multiple: true, multipleNonGreedy: true });

/** A user's own rules, for commands about rules. */
export const ownRules = list('a folder of your own rules, added', 'DIR');

/** Tables of the rule pack that a user replaces. */
export const ownTables = Flags.string({
	description: 'a folder of tables, each in the place of the one of that name in rules/tables of the package',
	helpValue: 'DIR',
});

const helpGroup = 'CONNECTION';
const side = (name: 'source' | 'destination') => ({
	[`${name}-username`]: Flags.string({ description: `account at the ${name} vCenter`, helpValue: 'USER', helpGroup }),
	[`${name}-thumbprint`]: Flags.string({
		description: `SHA-1 or SHA-256 thumbprint of the ${name} vCenter's certificate`,
		helpValue: 'HEX',
		helpGroup,
	}),
	[`${name}-ca-file`]: Flags.string({
		description: `certificates that vouch for the ${name} vCenter`,
		helpValue: 'PEM',
		helpGroup,
	}),
});

/** Requests in flight: vpxd serves many clients besides us. */
export const concurrency = Flags.integer({
	description: 'requests in flight per vCenter; default 4',
	helpValue: 'N',
	min: 1,
	max: 16,
	helpGroup,
});

/** A failure in mid-read is no reason to know nothing. */
export const partial = Flags.boolean({
	description: 'when a vCenter fails in mid-read, use what was read; the rest is unknown, and the report says so',
	helpGroup,
});

/** Both sides, how to reach them, and when. */
export const twoSided = {
	source: list('where the VMs are; several inputs of one vCenter may be given', 'SOURCE'),
	destination: list('where they shall go', 'SOURCE'),
	move: Flags.option({ options: ['hot', 'cold'] as const, description: 'how powered-on VMs move' })(),
	bandwidth: Flags.string({ description: 'line rate between the sites, such as 10Gbps', helpValue: 'RATE' }),
	rtt: Flags.string({ description: 'round trip between the sites, such as 12ms', helpValue: 'TIME' }),
	at: Flags.string({ description: 'evaluate as of this time (ISO 8601); default: now', helpValue: 'TIME' }),
	...side('source'),
	...side('destination'),
	'password-stdin': Flags.boolean({
		description: 'read passwords from standard input: one line for both vCenters, or the source first',
		helpGroup,
	}),
	timeout: Flags.string({ description: 'limit for collecting one vCenter, such as 10m', helpValue: 'TIME', helpGroup }),
	concurrency,
	partial,
} satisfies Interfaces.FlagInput;

/** How the answer is judged. */
export const judging = {
	profile: Flags.option({
		options: ['faq', 'vendor'] as const,
		description: 'literal prerequisites, or the version-aware rules of the vendor',
	})(),
	'fail-on': Flags.option({
		options: ['blocker', 'warning', 'info'] as const,
		description: 'lowest severity that fails the gate',
	})(),
	'allow-unknown': list('accept these unknowns: rule ids, or "questions" for all open questions', 'LIST'),
	'max-warnings': Flags.integer({ description: 'fail the gate when there are more warnings', helpValue: 'N', min: 0 }),
	baseline: Flags.string({
		description: 'a saved JSON report: what it found already does not count for the gate',
		helpValue: 'REPORT',
	}),
	rules: ownRules,
	data: ownTables,
	advice: Flags.option({
		options: ['vsphere', 'all'] as const,
		description: 'other ways for blocked VMs: to a vCenter, or to other platforms too (backup-based conversion)',
	})(),
	'all-findings': Flags.boolean({ description: 'keep what passed and what does not apply in the report' }),
} satisfies Interfaces.FlagInput;

/** What is written, and where. */
export const output = {
	format: list('text, json or junit; with =FILE into a file; may repeat', 'FMT[=FILE]'),
	json: Flags.boolean({ description: 'the report as JSON on standard output' }),
	all: Flags.boolean({ description: 'text: list every object' }),
	show: list(
		'text: open sections: warnings, info, missing, unknown, left-behind, waived, coverage, declared, routes or vms',
		'SECTION',
	),
	details: Flags.boolean({ description: 'text: figures that rest on assumptions, too' }),
} satisfies Interfaces.FlagInput;

/** The dry run. */
export const rehearsal = {
	seed: Flags.integer({ description: 'seed of the dry run; the same seed gives the same result', default: 1 }),
	replications: Flags.integer({ description: 'runs of the dry run; default by the number of moves', min: 1 }),
} satisfies Interfaces.FlagInput;

/** A value that may hold several, separated by commas. */
export function commaList(values: readonly string[] | undefined): readonly string[] | undefined {
	return values?.flatMap((value) => value.split(',').map((part) => part.trim())).filter((part) => part !== '');
}
