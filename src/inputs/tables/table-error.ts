import { basename } from 'node:path';
import { messageOf, UserError } from '../../shared/errors.js';

/** A table file that cannot be read: says which one, what is wrong with it and what to do. */
export function tableError(code: string, path: string, what: string, suggestion: string, cause?: unknown): UserError {
	return new UserError(code, `Could not read ${basename(path)}: ${what}.`, { suggestions: [suggestion], cause });
}

/** The advice for a file that is incomplete or changed since it was written. */
export const EXPORT_AGAIN = 'Export it again, or copy it again from where it was exported; or pass a CSV folder.';

/** The error for bytes that contradict themselves. */
export function damaged(path: string, what: string, cause?: unknown): UserError {
	return tableError('table-damaged', path, `the file is damaged, ${what}`, EXPORT_AGAIN, cause);
}

/** A whole number with thousands separators, for messages. */
export function grouped(value: number): string {
	return String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

/** The error for a path that the system does not let us open, in a person's words. */
export function unreadablePath(path: string, cause: unknown): UserError {
	const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
	const what =
		code === 'ENOENT'
			? 'there is no such file or folder'
			: code === 'EACCES' || code === 'EPERM'
				? 'this account may not read it'
				: messageOf(cause);
	return tableError('table-unreadable', path, what, `Check the path: ${path}`, cause);
}
