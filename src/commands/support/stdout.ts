import { UserError } from '../../shared/errors.js';
import { fileReason } from '../../shared/file-reason.js';

/** Characters gathered before a write: one system call per piece would cost more than the piece. */
const CHUNK = 64 * 1024;
let closed = false;

/**
 * Without a listener a failed write would be an uncaught exception; the write itself tells. oclif adds a listener that throws
 * when a command is loaded, so this is called again then.
 */
export function quietBrokenPipes(): void {
	for (const stream of [process.stdout, process.stderr]) stream.removeAllListeners('error').on('error', () => {});
}

/**
 * Writes the result to standard output. A reader that went away (`| head`) is no error: the rest is dropped.
 * @throws UserError `output-failed` for anything else, a full disk among it.
 */
export async function writeStdout(pieces: Iterable<string>): Promise<void> {
	let pending = '';
	for (const piece of pieces) {
		if (closed) return;
		pending += piece;
		if (pending.length < CHUNK) continue;
		await send(pending);
		pending = '';
	}
	if (pending !== '') await send(pending);
}

async function send(text: string): Promise<void> {
	if (closed) return;
	const failure = await new Promise<Error | null | undefined>((resolve) => {
		process.stdout.write(text, resolve);
	});
	if (!failure) return;
	if ((failure as NodeJS.ErrnoException).code !== 'EPIPE')
		throw new UserError('output-failed', `Could not write the result to standard output: ${fileReason(failure)}.`, {
			cause: failure,
		});
	closed = true;
}
