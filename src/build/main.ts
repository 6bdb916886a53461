import { writeManifest } from './manifest.js';

/** The root of the package, seen from `dist/build`. */
const root = new URL('../../', import.meta.url);
await writeManifest(root);
