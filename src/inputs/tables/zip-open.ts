import { open } from 'node:fs/promises';
import { notAZip } from './not-a-zip.js';
import { unreadablePath } from './table-error.js';
import { readZipDirectory } from './zip-directory.js';
import type { ZipFile } from './zip-file.js';
import { preflight } from './zip-preflight.js';
import { truncated } from './zip-truncated.js';

/**
 * Opens a zip, checks it (see preflight), hands it to `use` and closes it.
 * @throws UserError when the file is missing, unreadable, no zip, cut, or refused by the checks.
 */
export async function withZip<T>(path: string, use: (zip: ZipFile) => Promise<T>): Promise<T> {
	const handle = await open(path).catch((cause: unknown) => {
		throw unreadablePath(path, cause);
	});
	try {
		const { size } = await handle.stat();
		const entries = await readZipDirectory(path, handle, size);
		if (entries === undefined) {
			throw (await notAZip(path, handle, size)) ?? (await truncated(path, handle, size));
		}
		return await use({ path, size, handle, entries: preflight(path, size, entries) });
	} finally {
		await handle.close();
	}
}
