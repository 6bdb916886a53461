import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** `0044-Folder-group-d1.xml` */
const OBJECT_FILE = /^\d{4,}-([A-Za-z]+)-(.+)\.xml$/;
/** `EnvironmentBrowser-envbrowser-35`, a folder with results of methods called on that object. */
const RESULT_FOLDER = /^([A-Z][A-Za-z]+)-(.+)$/;

/** Files of a recording: objects with their type and id from the file name, and recorded results of methods. */
export interface RecordingFiles {
	readonly objects: readonly {
		readonly path: string;
		readonly name: string;
		readonly type: string;
		readonly id: string;
	}[];
	readonly results: readonly { readonly path: string; readonly name: string; readonly method: string }[];
	/** What was passed over, with the reason. */
	readonly skipped: readonly string[];
}

/** True for a folder with at least one file that is named as `govc object.save` names them. Never throws. */
export async function looksLikeRecording(location: string): Promise<boolean> {
	try {
		return (await readdir(location)).some((name) => OBJECT_FILE.test(name));
	} catch {
		return false;
	}
}

/** Lists a recording in name order. Pipes, devices, broken links and links that leave the folder are not opened. */
export async function recordingFiles(folder: string): Promise<RecordingFiles> {
	const root = await realpath(folder);
	const objects: RecordingFiles['objects'][number][] = [];
	const results: RecordingFiles['results'][number][] = [];
	const skipped: string[] = [];
	for (const name of (await readdir(folder)).sort()) {
		const path = join(folder, name);
		const match = OBJECT_FILE.exec(name);
		if (match !== null) {
			const problem = await whyNot(root, path);
			// A file that is not there or may not be opened is still an object that the recording lists.
			if (problem === undefined || problem === BROKEN) objects.push({ path, name, type: match[1]!, id: match[2]! });
			else skipped.push(`${name}: ${problem}`);
		} else if (RESULT_FOLDER.test(name) && (await isFolder(path))) {
			for (const file of (await readdir(path)).sort()) {
				if (!file.endsWith('.xml')) continue;
				const problem = await whyNot(root, join(path, file));
				if (problem === undefined)
					results.push({ path: join(path, file), name: `${name}/${file}`, method: file.slice(0, -4) });
				else skipped.push(`${name}/${file}: ${problem}`);
			}
		}
	}
	return { objects, results, skipped };
}

const BROKEN = 'is a broken link';

async function whyNot(root: string, path: string): Promise<string | undefined> {
	const status = await lstat(path);
	if (status.isFile()) return undefined;
	if (!status.isSymbolicLink()) return 'is no regular file';
	const target = await realpath(path).catch(() => undefined);
	if (target === undefined) return BROKEN;
	const inside = relative(root, target);
	if (inside === '..' || inside.startsWith(`..${sep}`)) return 'is a link that leaves the folder';
	return (await stat(target)).isFile() ? undefined : 'is a link to something that is no regular file';
}

/** A folder of its own: a link to one could lead anywhere. */
async function isFolder(path: string): Promise<boolean> {
	return (await lstat(path)).isDirectory();
}
