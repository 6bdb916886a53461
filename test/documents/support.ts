import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../src/shared/errors.js';

/** A folder of its own with these files; returns their paths by name. */
export function filesWith<N extends string>(files: Readonly<Record<N, string | Uint8Array>>): Record<N, string> {
	const folder = mkdtempSync(join(tmpdir(), 'xvcheck-documents-'));
	const paths = {} as Record<N, string>;
	for (const name of Object.keys(files) as N[]) {
		paths[name] = join(folder, name);
		writeFileSync(paths[name], files[name]);
	}
	return paths;
}

/** The UserError that `work` throws; fails the test when it throws none or something else. */
export async function userError(work: () => unknown): Promise<UserError> {
	try {
		await work();
	} catch (thrown) {
		if (thrown instanceof UserError) return thrown;
		throw thrown;
	}
	throw new Error('nothing was thrown');
}
