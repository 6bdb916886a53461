import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/** Folders whose files are found by listing: the bundle holds each as one `index.js`. */
const EXTENSION_FOLDERS = [
	'collectors',
	'facts',
	'inputs',
	'probes',
	'reporters',
	'mock-vcenter/managed-objects',
	'mock-vcenter/methods',
];

/**
 * Packages that the bundle takes in, because they are made of hundreds of small modules (typebox alone has 373, 0.3 s of a
 * start). Their licences go along in `dist/bundle/licences`. All other packages stay packages.
 */
const TAKEN_IN = ['typebox', '@marcbachmann/cel-js'];

/**
 * Bundles the compiled program into `dist/bundle`, same layout, far fewer files: a start that loads five hundred modules one by
 * one takes 0.4 s more. Packages stay outside. Chunks stand one folder deep, as `shared/package-folder.ts` expects.
 */
export async function writeBundle(root: URL): Promise<void> {
	const dist = fileURLToPath(new URL('dist/', root));
	const lists = EXTENSION_FOLDERS.map((folder) => ({ folder, file: `${dist}${folder}/index.js` }));
	for (const { folder, file } of lists) writeFileSync(file, listOf(`${dist}${folder}`));
	const commands = readdirSync(`${dist}commands`, { recursive: true })
		.map((file) => `commands/${String(file).replaceAll('\\', '/')}`)
		.filter((file) => file.endsWith('.js') && (!file.includes('/support/') || file.endsWith('/help.js')));
	const entries = [...commands, 'index.js', ...EXTENSION_FOLDERS.map((folder) => `${folder}/index.js`)];
	const bundle = await rolldown({
		input: Object.fromEntries(entries.map((file) => [file.replace(/\.js$/, ''), `${dist}${file}`])),
		platform: 'node',
		external: (id) =>
			!/^([./]|[A-Za-z]:[\\/])/.test(id) && !TAKEN_IN.some((name) => id === name || id.startsWith(`${name}/`)),
		treeshake: true,
	});
	await bundle.write({
		dir: `${dist}bundle`,
		format: 'esm',
		entryFileNames: '[name].js',
		chunkFileNames: 'chunks/[name]-[hash].js',
	});
	await bundle.close();
	for (const { file } of lists) rmSync(file);
	mkdirSync(`${dist}bundle/licences`, { recursive: true });
	for (const name of TAKEN_IN)
		copyFileSync(
			licenceOf(new URL(`node_modules/${name}/`, root)),
			`${dist}bundle/licences/${name.replace('/', '-')}.txt`,
		);
}

/** @throws Error when a package that is taken in has no licence file. */
function licenceOf(folder: URL): URL {
	const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
	if (file === undefined) throw new Error(`${folder.href} has no licence file`);
	return new URL(file, folder);
}

/** The module that lists a folder's extensions by name, in name order. */
function listOf(folder: string): string {
	const names = readdirSync(folder)
		.filter((file) => file.endsWith('.js') && !/^(contract|index)\.js$/.test(file))
		.map((file) => file.slice(0, -'.js'.length))
		.sort();
	return [
		...names.map((name, at) => `import e${at} from './${name}.js';`),
		`export default { ${names.map((name, at) => `'${name}': e${at}`).join(', ')} };`,
		'',
	].join('\n');
}
