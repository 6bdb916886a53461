import { UserError } from '../../shared/errors.js';
import { escapeText } from '../../shared/escape.js';
import { usageFromOclif } from './parse-errors.js';

/** An error as both outputs show it. */
export interface ErrorText {
	readonly code: string;
	readonly message: string;
	readonly suggestions: readonly string[];
}

/** Anything thrown as sentences. What is no UserError is a defect: one sentence, its stack only with DEBUG=xvcheck. */
export function errorText(thrown: unknown): ErrorText {
	const known = thrown instanceof UserError ? thrown : usageFromOclif(thrown);
	if (known) return { code: known.code, message: known.message, suggestions: known.suggestions };
	const name = thrown instanceof Error ? thrown.message : String(thrown);
	return {
		code: 'defect',
		message: `xvcheck stopped because of a defect of its own: ${name.split('\n')[0]}`,
		suggestions: ['Nothing was decided. Please report it with the output of the same command under DEBUG=xvcheck.'],
	};
}

/** What `--json` writes when there is no report (clarifications 1.9). */
export function errorJson(error: ErrorText): string {
	return `${JSON.stringify({ schemaVersion: 1, error, exitCode: 2 })}\n`;
}

/** The lines for a person on standard error. */
export function errorLines(error: ErrorText): string {
	return `${[error.message, ...error.suggestions].map(escapeControls).join('\n')}\n`;
}

/** Names in a message may hold anything, and a terminal must not act on it. Newlines of the message itself stay. */
function escapeControls(text: string): string {
	return text.split('\n').map(escapeText).join('\n');
}

/** True when the command line asks for JSON on standard output. */
export function wantsJson(argv: readonly string[]): boolean {
	const end = argv.indexOf('--');
	return argv.slice(0, end === -1 ? undefined : end).includes('--json');
}
