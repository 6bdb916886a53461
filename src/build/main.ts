import { copyFileSync } from 'node:fs';
import { writeBundle } from './bundle.js';
import { writeManifest } from './manifest.js';
import { writeRulePack } from './rule-pack.js';

/** The root of the package, seen from `dist/build`. */
const root = new URL('../../', import.meta.url);
await writeRulePack(root);
await writeBundle(root);
for (const file of ['rulepack.json', 'rulecases.json'])
	copyFileSync(new URL(`dist/${file}`, root), new URL(`dist/bundle/${file}`, root));
await writeManifest(root);
