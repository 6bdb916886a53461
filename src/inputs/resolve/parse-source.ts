import { UserError } from '../../shared/errors.js';

/** A SOURCE as written: `kind:location#pick`, or a bare location whose kind its content tells. */
export interface SourceText {
	readonly kind?: string;
	readonly location: string;
	/** What stands after the last `#`. A path may hold one too: try the whole first. */
	readonly pick?: string;
}

/** `scheme://user:password@`: a password in a URL ends up in logs and shell histories. */
const URL_PASSWORD = /\/\/[^/@\s]*:[^/\s]*@/;
const URL = /^https?:\/\//i;
/** Drive letters (`C:\exports`) and UNC paths (`\\server\share`) are paths: a kind has at least two letters. */
const KIND = /^([a-z][a-z0-9-]+):(?!\/\/)(.*)$/s;

/**
 * Takes a SOURCE apart.
 * @throws UserError for an empty one, an unknown kind, and a URL with a password, which is never repeated.
 */
export function parseSource(source: string, kinds: readonly string[]): SourceText {
	if (URL_PASSWORD.test(source))
		throw new UserError('password-in-url', 'A URL with a password in it is refused.', {
			suggestions: [
				'Leave the password out of the URL and use an environment variable or the prompt.',
				'Change that password: command lines are kept in histories and seen by other users.',
			],
		});
	const text = source.trim();
	const match = URL.test(text) ? null : KIND.exec(text);
	const kind = match === null || !kinds.includes(match[1]!) ? undefined : match[1]!;
	const rest = kind === undefined ? text : match![2]!.trim();
	if (rest === '')
		throw new UserError('source-empty', `The source "${text}" names nothing to read.`, {
			suggestions: [`Write KIND:LOCATION with one of the kinds ${kinds.join(', ')}, or a path or URL.`],
		});
	const hash = rest.lastIndexOf('#');
	const picked = hash > 0 && hash < rest.length - 1;
	return {
		...(kind === undefined ? {} : { kind }),
		location: picked ? rest.slice(0, hash) : rest,
		...(picked ? { pick: rest.slice(hash + 1) } : {}),
	};
}

/** The word before the colon of a source that looks like a kind but is none. */
export function unknownKind(source: string, kinds: readonly string[]): string | undefined {
	const word = URL.test(source) ? undefined : KIND.exec(source.trim())?.[1];
	return word === undefined || kinds.includes(word) ? undefined : word;
}
