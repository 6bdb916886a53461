/**
 * The error a person can act on: wrong flag, file, credential, unreachable server. Exit code 2.
 * `message` says what was being done, to what, and what came back; `suggestions` say what to do next.
 * `code` is stable and kebab-case, for programs that read `--json`.
 */
export class UserError extends Error {
	override readonly name = 'UserError';
	readonly code: string;
	readonly suggestions: readonly string[];

	constructor(code: string, message: string, options: { suggestions?: readonly string[]; cause?: unknown } = {}) {
		super(message, options.cause === undefined ? undefined : { cause: options.cause });
		this.code = code;
		this.suggestions = options.suggestions ?? [];
	}
}

/** A broken invariant of xvcheck itself. Never caught to continue: a crash is an error, never a pass. Exit code 2. */
export class BugError extends Error {
	override readonly name = 'BugError';
}

/** The text of anything thrown, for messages that name a cause. */
export function messageOf(thrown: unknown): string {
	return thrown instanceof Error ? thrown.message : String(thrown);
}
