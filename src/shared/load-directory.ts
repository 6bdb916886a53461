import { existsSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Files of an extension folder that are no extensions: the contract that they share and type declarations. */
const NOT_AN_EXTENSION = /^(contract|index)\.[jt]s$|\.d\.ts$|\.map$/;

/**
 * Loads every extension of a folder: the default export of each `*.js` (built) or `*.ts` (under test) file in it,
 * by file name without its ending, in name order. A folder is its own list: nobody edits an index.
 * The shipped bundle has them in one file, `index.js`, which the build writes from the same listing.
 * @throws Error when a file has no default export.
 */
export async function loadDirectory<T>(folder: URL): Promise<Map<string, T>> {
	const bundled = new URL('index.js', folder);
	if (existsSync(bundled))
		return new Map(Object.entries(((await import(bundled.href)) as { default: Record<string, T> }).default));
	const extensions = new Map<string, T>();
	for (const entry of readdirSync(fileURLToPath(folder), { withFileTypes: true }).sort((a, b) =>
		a.name < b.name ? -1 : 1,
	)) {
		if (!entry.isFile() || !/\.[jt]s$/.test(entry.name) || NOT_AN_EXTENSION.test(entry.name)) continue;
		const module = (await import(new URL(entry.name, folder).href)) as { default?: T };
		if (module.default === undefined) throw new Error(`${entry.name} has no default export`);
		extensions.set(basename(entry.name).replace(/\.[jt]s$/, ''), module.default);
	}
	return extensions;
}
