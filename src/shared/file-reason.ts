import { messageOf } from './errors.js';

const REASONS: Readonly<Record<string, string>> = {
	ENOENT: 'there is no such file',
	ENOTDIR: 'a part of the path is not a folder',
	EACCES: 'this account may not read it',
	EPERM: 'this account may not read it',
	EISDIR: 'it is a folder',
	ENOSPC: 'the disk is full',
	EMFILE: 'too many files are open',
	ELOOP: 'its links lead in a circle',
	ENAMETOOLONG: 'its name is too long',
};

/** Why a file could not be used, in words. */
export function fileReason(thrown: unknown): string {
	const code = (thrown as NodeJS.ErrnoException | undefined)?.code;
	return (code !== undefined ? REASONS[code] : undefined) ?? messageOf(thrown);
}
