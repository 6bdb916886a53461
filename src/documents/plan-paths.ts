import { isAbsolute, join } from 'node:path';
import type { PlanDocument, PlanInput } from '../model/plan-document.js';

/** Kinds of source whose location is a path of this machine. */
const FILE_KINDS = ['rvtools', 'inventory', 'govc', 'mock'] as const;
const KIND_PREFIX = /^(vcenter|rvtools|inventory|govc|mock):(?!\/\/)/;

/** The document with every path made absolute against the folder of the file that names it. URLs stay as they are. */
export function absolutePaths(document: PlanDocument, folder: string): PlanDocument {
	const { source, destination, select, policy } = document;
	return {
		...document,
		...(source === undefined ? {} : { source: inputs(source, folder) }),
		...(destination === undefined ? {} : { destination: inputs(destination, folder) }),
		...(select?.file === undefined ? {} : { select: { ...select, file: against(folder, select.file) } }),
		...(policy?.waivers === undefined ? {} : { policy: { ...policy, waivers: against(folder, policy.waivers) } }),
	};
}

function inputs(side: PlanInput | PlanInput[], folder: string): PlanInput[] {
	return (Array.isArray(side) ? side : [side]).map((input) =>
		typeof input === 'string' ? absoluteSource(input, folder) : absoluteInput(input, folder),
	);
}

function absoluteInput(input: Exclude<PlanInput, string>, folder: string): PlanInput {
	const out = { ...input };
	for (const kind of FILE_KINDS) if (out[kind] !== undefined) out[kind] = against(folder, out[kind]);
	if (out.caFile !== undefined) out.caFile = against(folder, out.caFile);
	return out;
}

/** `rvtools:milan.xlsx#vc-mi`, a bare path, or a URL. Drive letters and UNC paths are no kinds. */
function absoluteSource(source: string, folder: string): string {
	const kind = KIND_PREFIX.exec(source)?.[1];
	if (kind === 'vcenter' || source.includes('://')) return source;
	const location = kind === undefined ? source : source.slice(kind.length + 1);
	const path = against(folder, location);
	return kind === undefined ? path : `${kind}:${path}`;
}

function against(folder: string, path: string): string {
	const windows = /^[A-Za-z]:[\\/]/.test(path) || path.startsWith('\\\\');
	return isAbsolute(path) || windows ? path : join(folder, path);
}
