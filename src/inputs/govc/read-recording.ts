import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Collector } from '../../collectors/contract.js';
import { COLLECTIONS, type Collection, type Inventory } from '../../model/inventory/inventory.js';
import { messageOf, UserError } from '../../shared/errors.js';
import { fileReason } from '../../shared/file-reason.js';
import { loadDirectory } from '../../shared/load-directory.js';
import { layer } from '../../shared/package-folder.js';
import { textAt, type XmlValue } from '../../shared/xml-value.js';
import { parseMethodResult, parseObjectContent, type VimObject } from '../../vim/object-content.js';
import { type RecordingFiles, recordingFiles } from '../../vim/recording-files.js';
import { StringPool } from '../../vim/string-pool.js';
import { assembleVim, type VimMeta } from '../assemble/assemble-vim.js';
import { prune } from '../assemble/prune.js';
import { TYPES_OF } from '../assemble/vim-collections.js';
import { vimDeclarations } from '../assemble/vim-declarations.js';
import type { ReadOptions } from '../contract.js';

interface Read {
	readonly objects: VimObject[];
	readonly unread: NonNullable<VimMeta['unread']>[number][];
}

/**
 * Reads a `govc object.save` folder. Broken files become coverage; a recording may lack any object, its root folder and its
 * ServiceInstance among them.
 * @throws UserError when the folder cannot be listed, holds no object, or a file in it has a document type declaration.
 */
export async function readRecording(location: string, options: ReadOptions): Promise<Inventory> {
	options.progress.phase(`reading govc recording ${location}`);
	const collectors = await loadDirectory<Collector>(layer('collectors/'));
	const declarations = vimDeclarations(collectors.values());
	const paths = new Map(declarations.types.map(({ type, light, heavy }) => [type, [...light, ...heavy]]));
	const files = await list(location);
	for (const skipped of files.skipped) options.progress.note(`${location}: ${skipped}`);
	const { objects, unread } = await readObjects(files, paths, options);
	if (objects.length === 0) throw nothing(location, files);
	const results = await readResults(files, new Set(declarations.results), options);
	const time = await recordedAt(objects, files);
	return assembleVim(objects, collectors, {
		source: { kind: 'govc', location, collectedAtFrom: time.from },
		collectedAt: time.at,
		tool: { name: 'xvcheck', version: options.toolVersion },
		results,
		recorded: true,
		unread,
	});
}

async function list(location: string): Promise<RecordingFiles> {
	try {
		return await recordingFiles(location);
	} catch (thrown) {
		throw new UserError('recording-unreadable', `Could not read the recording ${location}: ${fileReason(thrown)}.`, {
			suggestions: ['Pass the folder that `govc object.save` wrote.'],
			cause: thrown,
		});
	}
}

async function readObjects(
	files: RecordingFiles,
	paths: ReadonlyMap<string, readonly string[]>,
	options: ReadOptions,
): Promise<Read> {
	const read: Read = { objects: [], unread: [] };
	const pool = new StringPool();
	const wanted = files.objects.filter(({ type }) => paths.has(type));
	for (const [done, file] of wanted.entries()) {
		options.signal?.throwIfAborted();
		try {
			const object = await parseObjectContent(createReadStream(file.path), pool);
			read.objects.push(prune(object, paths.get(object.type) ?? []));
		} catch (thrown) {
			const problem = messageOf(thrown);
			if (problem.includes('DOCTYPE')) throw refused(file.path, problem);
			const collection = collectionOf(file.type);
			if (collection !== undefined)
				read.unread.push({ collection, reason: 'read-error', example: `${file.name}: ${fileReason(thrown)}` });
		}
		options.progress.count('objects', done + 1, wanted.length);
	}
	return read;
}

async function readResults(
	files: RecordingFiles,
	wanted: ReadonlySet<string>,
	options: ReadOptions,
): Promise<ReadonlyMap<string, XmlValue>> {
	const results = new Map<string, XmlValue>();
	for (const { path, name, method } of files.results) {
		if (!wanted.has(method) || results.has(method)) continue;
		try {
			results.set(method, await parseMethodResult(createReadStream(path)));
		} catch (thrown) {
			if (messageOf(thrown).includes('DOCTYPE')) throw refused(path, messageOf(thrown));
			options.progress.note(`${name}: ${fileReason(thrown)}`);
		}
	}
	return results;
}

function collectionOf(type: string): Collection | undefined {
	return COLLECTIONS.find((collection) => TYPES_OF[collection].includes(type));
}

/** The vCenter's own clock when it was recorded, else the time of the newest file. */
async function recordedAt(objects: readonly VimObject[], files: RecordingFiles): Promise<{ at: string; from: string }> {
	const instance = objects.find(({ type }) => type === 'ServiceInstance');
	const clock = Date.parse(textAt(instance?.properties.get('serverClock')) ?? '');
	if (!Number.isNaN(clock)) return { at: iso(clock), from: "the vCenter's clock in the recording" };
	const times = await Promise.all(
		files.objects.map(({ path }) =>
			stat(path).then(
				({ mtimeMs }) => mtimeMs,
				() => 0,
			),
		),
	);
	return { at: iso(Math.max(...times)), from: 'the time of the newest file, because the recording holds no clock' };
}

function iso(time: number): string {
	return new Date(Math.floor(time / 1000) * 1000).toISOString().replace('.000Z', 'Z');
}

function refused(path: string, problem: string): UserError {
	return new UserError('recording-refused', `Could not read ${path}: ${problem}.`, {
		suggestions: ['Record it again with `govc object.save`, which writes none.'],
	});
}

function nothing(location: string, files: RecordingFiles): UserError {
	const seen =
		files.objects.length === 0
			? 'no file named NNNN-Type-id.xml'
			: `${files.objects.length} files, none of them readable as an object that xvcheck needs`;
	return new UserError('recording-empty', `Could not use the recording ${location}: it holds ${seen}.`, {
		suggestions: ['Pass the folder that `govc object.save` wrote, not one above or below it.'],
	});
}
