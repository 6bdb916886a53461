import type { UserError } from '../../shared/errors.js';
import { usage, withoutCredentials } from './usage.js';

interface ParseError {
	readonly args?: readonly (string | { readonly name: string })[];
	readonly message: string;
}

/** oclif's own words for a command line that it refuses, turned into ours; undefined for any other error. */
export function usageFromOclif(thrown: unknown): UserError | undefined {
	const error = thrown as ParseError & { constructor: { name: string }; oclif?: unknown; parse?: unknown };
	if (typeof thrown !== 'object' || thrown === null || error.oclif === undefined) return undefined;
	const [line = ''] = error.message.split('\nSee more help');
	const names = (error.args ?? []).map((arg) => (typeof arg === 'string' ? withoutCredentials(arg) : arg.name));
	const help = ['See the usage with --help.'];
	switch (error.constructor.name) {
		case 'RequiredArgsError':
			return usage(`Missing: ${names.join(', ').toUpperCase()}.`, help);
		case 'UnexpectedArgsError':
			return usage(`Not expected here: ${names.join(', ')}.`, help);
		default:
			return usage(`${withoutCredentials(line.replace(/\s+/g, ' ').trim())}${/[.!?]$/.test(line) ? '' : '.'}`, help);
	}
}
