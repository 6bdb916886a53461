import { basename, resolve } from 'node:path';
import { UserError } from '../../shared/errors.js';
import { fileReason } from '../../shared/file-reason.js';
import { compareVersions } from '../../shared/versions.js';
import { type RecordingFiles, recordingFiles } from '../../vim/recording-files.js';
import type { VCenterSpec } from '../scenario/schema.js';
import { resolvePath, UNKNOWN } from '../wire/resolve.js';
import { NOTHING_HIDDEN } from '../wire/since.js';
import { data, fieldValue, openFields, type Wire } from '../wire/value.js';
import { Recorded } from './recorded.js';

/** Of a recording that tells no version at all. */
const UNTOLD_VERSION = '6.5.0';

/** A recording to serve: its files, and what the server says of itself where they do not. */
export interface OpenRecording {
	readonly files: RecordingFiles;
	readonly spec: VCenterSpec;
}

/**
 * Lists a recording and finds out which vCenter it is of. One without a ServiceInstance is served as a vCenter of its newest host's
 * version, because a server has to say one.
 * @throws UserError when the folder cannot be listed or holds no object.
 */
export async function openRecording(folder: string): Promise<OpenRecording> {
	const files = await recordingFiles(folder).catch((cause: unknown) => {
		throw new UserError('recording-unreadable', `Could not read the recording ${folder}: ${fileReason(cause)}.`, {
			suggestions: ['Pass the folder that `govc object.save` wrote.'],
			cause,
		});
	});
	if (files.objects.length === 0)
		throw new UserError('recording-empty', `Could not serve ${folder}: it holds no file named NNNN-Type-id.xml.`, {
			suggestions: ['Pass the folder that `govc object.save` wrote, not one above or below it.'],
		});
	const recorded = new Recorded(files, data('ServiceContent', {}), (_, __, value) => value);
	const about = (name: string) => textOf(recorded.content, `about.${name}`);
	const version = about('version') ?? newestHost(recorded) ?? UNTOLD_VERSION;
	const [apiVersion, instanceUuid] = [about('apiVersion'), about('instanceUuid')];
	const spec: VCenterSpec = {
		name: basename(resolve(folder)),
		side: 'source',
		version,
		build: Number(about('build') ?? 0) || 0,
		...(apiVersion === undefined ? {} : { apiVersion }),
		...(instanceUuid === undefined ? {} : { instanceUuid }),
		datacenters: [],
	};
	return { files, spec };
}

/** ServiceContent of a recording that holds none: what nobody knows of its vCenter is left out. */
export function inventedContent(usual: Wire): Wire {
	const about = usual.kind === 'data' ? fieldValue(usual.fields['about']) : undefined;
	if (usual.kind !== 'data' || about?.kind !== 'data') return usual;
	const { build: _, instanceUuid: __, ...told } = about.fields;
	return { ...usual, fields: { ...usual.fields, about: { ...about, fields: openFields(told) } } };
}

function newestHost(recorded: Recorded): string | undefined {
	const versions = [...recorded.inside(recorded.root, true)]
		.filter(({ type }) => type === 'HostSystem')
		.flatMap(({ properties }) => valueAt(properties, 'config.product.version') ?? []);
	return versions.sort((a, b) => compareVersions(a, b) ?? 0).at(-1);
}

function textOf(value: Wire, path: string): string | undefined {
	return value.kind === 'data' ? valueAt(value.fields, path) : undefined;
}

function valueAt(fields: Parameters<typeof resolvePath>[0], path: string): string | undefined {
	const value = resolvePath(fields, path, NOTHING_HIDDEN);
	return value !== UNKNOWN && value?.kind === 'text' ? value.text : undefined;
}
