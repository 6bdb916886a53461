import { readFile, stat } from 'node:fs/promises';
import { UserError } from '../shared/errors.js';
import { fileReason } from '../shared/file-reason.js';

/**
 * Reads a whole regular file of at most `limit` bytes. `what` names it in messages: "the plan".
 * @throws UserError `file-unreadable`, `not-a-file` (folder, pipe, socket, device) or `file-too-large`.
 */
export async function readWholeFile(file: string, what: string, limit: number): Promise<Buffer> {
	try {
		const info = await stat(file);
		if (!info.isFile())
			throw new UserError('not-a-file', `Could not read ${what} ${file}: it is not a regular file.`, {
				suggestions: [`Name the file that holds ${what}.`],
			});
		if (info.size > limit)
			throw new UserError(
				'file-too-large',
				`Could not read ${what} ${file}: it has ${info.size} bytes, and at most ${limit} are read.`,
			);
		return await readFile(file);
	} catch (thrown) {
		if (thrown instanceof UserError) throw thrown;
		throw new UserError('file-unreadable', `Could not read ${what} ${file}: ${fileReason(thrown)}.`, { cause: thrown });
	}
}
