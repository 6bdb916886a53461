import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { unreadablePath } from './table-error.js';

/** Files of an input folder, by name, and what was passed over with the reason. */
export interface FolderFiles {
	readonly names: readonly string[];
	/** `name: reason` */
	readonly skipped: readonly string[];
}

/**
 * Lists the regular files directly in a folder whose name `wanted` accepts. Pipes, sockets, devices, and links that are broken
 * or leave the folder are not opened: opening a pipe would wait for ever, and a link could bring in any file of the machine.
 * @throws UserError when the folder cannot be listed.
 */
export async function folderFiles(folder: string, wanted: (name: string) => boolean): Promise<FolderFiles> {
	const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
		throw unreadablePath(folder, cause);
	});
	const names: string[] = [];
	const skipped: string[] = [];
	const root = await realpath(folder);
	for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
		if (!wanted(entry.name) || entry.isDirectory()) continue;
		const reason = entry.isFile()
			? undefined
			: entry.isSymbolicLink()
				? await linkProblem(root, join(folder, entry.name))
				: 'is no regular file';
		if (reason === undefined) names.push(entry.name);
		else skipped.push(`${entry.name}: ${reason}`);
	}
	return { names, skipped };
}

async function linkProblem(root: string, path: string): Promise<string | undefined> {
	const target = await realpath(path).catch(() => undefined);
	if (target === undefined) return 'is a broken link';
	const inside = relative(root, target);
	if (inside === '..' || inside.startsWith(`..${sep}`)) return 'is a link that leaves the folder';
	return (await stat(target)).isFile() ? undefined : 'is a link to something that is no regular file';
}
