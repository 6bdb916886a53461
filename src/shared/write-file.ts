import { rmSync } from 'node:fs';
import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from './errors.js';
import { fileReason } from './file-reason.js';

/** Pieces of a file; text is written as UTF-8. */
export type Pieces = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** Pieces are gathered to about this many characters: one system call per piece would cost more than the piece. */
const CHUNK = 256 * 1024;

/**
 * Writes a file beside its target and renames it when complete, so that an interrupted run leaves nothing half-written. A link
 * is followed. A device, pipe or socket is written to directly. `what` names the file in messages: "the report".
 * @throws UserError `output-failed` when the folder is missing, a folder is in the way, or the disk is full.
 */
export async function writeFileSafely(file: string, what: string, pieces: Pieces): Promise<void> {
	try {
		const target = await finalTarget(file);
		const info = await stat(target).catch(() => undefined);
		if (info?.isDirectory()) throw new Error('a folder is in the way');
		if (info && !info.isFile()) await writeDirectly(target, pieces);
		else await writeBeside(target, info?.mode, pieces);
	} catch (thrown) {
		if (thrown instanceof UserError) throw thrown;
		throw new UserError('output-failed', `Could not write ${what} to ${file}: ${reason(thrown, file)}.`, {
			cause: thrown,
		});
	}
}

function reason(thrown: unknown, file: string): string {
	const code = (thrown as NodeJS.ErrnoException).code;
	if (code === 'ENOSPC') return 'the disk is full';
	if (code === 'ENOENT') return `the folder ${dirname(resolve(file))} does not exist`;
	if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'this account may not write there';
	return fileReason(thrown);
}

/** The file that a chain of links ends at, which need not exist yet. */
async function finalTarget(file: string): Promise<string> {
	const path = resolve(file);
	try {
		return await realpath(path);
	} catch {
		return join(await realpath(dirname(path)), basename(path));
	}
}

async function writeDirectly(target: string, pieces: Pieces): Promise<void> {
	const handle = await open(target, 'w');
	try {
		await writeAll(handle, pieces);
	} finally {
		await handle.close();
	}
}

async function writeBeside(target: string, mode: number | undefined, pieces: Pieces): Promise<void> {
	const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
	const discard = () => rmSync(temporary, { force: true });
	process.once('exit', discard);
	try {
		const handle = await open(temporary, 'wx', mode);
		try {
			await writeAll(handle, pieces);
			await handle.sync();
		} finally {
			await handle.close();
		}
		await rename(temporary, target);
	} finally {
		await rm(temporary, { force: true });
		process.removeListener('exit', discard);
	}
}

async function writeAll(handle: FileHandle, pieces: Pieces): Promise<void> {
	let pending = '';
	const flush = async () => {
		if (pending !== '') await handle.writeFile(pending);
		pending = '';
	};
	const write = async (piece: string | Uint8Array) => {
		if (typeof piece === 'string') pending += piece;
		else {
			await flush();
			await handle.writeFile(piece);
		}
		if (pending.length >= CHUNK) await flush();
	};
	if (Symbol.iterator in pieces) {
		// A turn of the event loop for each small piece would take longer than the writing.
		for (const piece of pieces)
			if (typeof piece === 'string' && pending.length < CHUNK) pending += piece;
			else await write(piece);
	} else for await (const piece of pieces) await write(piece);
	await flush();
}
