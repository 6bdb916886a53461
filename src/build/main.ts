import { writeManifest } from './manifest.js';
import { writeRulePack } from './rule-pack.js';

/** The root of the package, seen from `dist/build`. */
const root = new URL('../../', import.meta.url);
await writeRulePack(root);
await writeManifest(root);
