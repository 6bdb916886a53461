import type { Command } from '@oclif/core/command';
import { closestName } from '../../shared/closest-name.js';
import { UserError } from '../../shared/errors.js';

type FlagTable = Readonly<
	Record<string, { readonly type: string; readonly multiple?: boolean; readonly char?: string }>
>;

/**
 * Checks the command line before oclif does, whose own messages repeat the values of unknown flags (`--password=…`) and which
 * takes the last of a flag that is given twice.
 * @throws UserError `usage` that names flags and never a value.
 */
export function checkFlags(argv: readonly string[], command: Pick<Command.Class, 'flags' | 'baseFlags'>): void {
	const known = { ...command.baseFlags, ...command.flags } as FlagTable;
	const seen = new Set<string>();
	for (let at = 0; at < argv.length; at++) {
		const token = argv[at] ?? '';
		if (token === '--') return;
		if (!token.startsWith('-') || token === '-') continue;
		const name = token.startsWith('--') ? (token.slice(2).split('=')[0] ?? '') : nameOfChar(token[1] ?? '', known);
		const flag = name === undefined ? undefined : known[name];
		if (name === undefined || flag === undefined) throw unknownFlag(name ?? token.slice(0, 2), known);
		if (seen.has(name) && flag.multiple !== true)
			throw usage(`The flag --${name} is given twice.`, ['Give it once: xvcheck does not guess which one counts.']);
		seen.add(name);
		if (flag.type === 'option' && token.startsWith('--') && !token.includes('=')) at++;
	}
}

function nameOfChar(char: string, known: FlagTable): string | undefined {
	return Object.entries(known).find(([, flag]) => flag.char === char)?.[0];
}

function unknownFlag(name: string, known: FlagTable): UserError {
	const shown = name.startsWith('-') ? name : `--${name}`;
	if (/pass|secret|token|credential/i.test(name))
		return usage(`There is no flag ${shown}: passwords are never given on the command line.`, [
			'Use XVCHECK_SOURCE_PASSWORD, XVCHECK_DESTINATION_PASSWORD or XVCHECK_PASSWORD, --password-stdin, passwordEnv or passwordCommand in the plan, or answer the prompt.',
			'If a real password stood there, change it: command lines are read by others.',
		]);
	const near = closestName(name, Object.keys(known));
	return usage(`There is no flag ${shown} here.`, [
		near !== undefined ? `Did you mean --${near}?` : 'See the flags with --help.',
	]);
}

/** A usage error: exit code 2. */
export function usage(message: string, suggestions: readonly string[] = []): UserError {
	return new UserError('usage', message, { suggestions });
}

/** A text without the credentials of any URL in it. */
export function withoutCredentials(text: string): string {
	return text.replace(/(\/\/[^/@\s:]*):[^/\s]*@/g, '$1:…@');
}
