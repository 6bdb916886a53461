import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Plugin } from '@oclif/core/config';

/**
 * Writes `oclif.manifest.json`, so that a start loads one command and not all of them. `root` is the package's folder.
 * Same bytes as the `oclif` package writes, without that package.
 */
export async function writeManifest(root: URL): Promise<void> {
	const folder = fileURLToPath(root);
	const plugin = new Plugin({
		root: folder,
		ignoreManifest: true,
		errorOnManifestCreate: true,
		respectNoCacheDefault: true,
	});
	await plugin.load();
	await writeFile(new URL('oclif.manifest.json', root), `${JSON.stringify(plugin.manifest, null, 2)}\n`);
}
