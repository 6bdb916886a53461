import { at, booleanAt, listAt, numberAt, textAt, type XmlValue } from '../../shared/xml-value.js';
import type { VimContext, VimDatum, VimProperties } from '../contract.js';

export const KIB = 1024;
export const MIB = 1024 * 1024;

/** Inventory names carry `/`, `\` and `%` percent-encoded. */
export function decodeName(name: string): string {
	return name.replace(/%2f/gi, '/').replace(/%5c/gi, '\\').replace(/%25/g, '%');
}

/** The decoded name of another object. */
export function nameOf(context: VimContext, id: string | undefined): string | undefined {
	const name = id === undefined ? undefined : textAt(context.property(id, 'name'));
	return name === undefined || name === '' ? undefined : decodeName(name);
}

/** The text of a property, absent when empty. */
export function text(properties: VimProperties, path: string): string | undefined {
	const value = textAt(properties.get(path));
	return value === undefined || value === '' ? undefined : value;
}

/** moRef values of a property that holds references. */
export function refs(value: XmlValue | undefined): string[] {
	return listAt(value).flatMap((one) => textAt(one) ?? []);
}

/** The objects from the parent of `id` up to the root folder, nearest first; undefined when the chain is broken. */
export function ancestors(context: VimContext, id: string | undefined): string[] | undefined {
	const chain: string[] = [];
	let current = id;
	while (current !== undefined) {
		if (context.typeOf(current) === undefined || chain.includes(current)) return undefined;
		chain.push(current);
		const parent: string | undefined = textAt(context.property(current, 'parent'));
		if (parent === undefined && context.typeOf(current) !== 'Folder') return undefined;
		current = parent;
	}
	return chain;
}

/**
 * Path of a VM folder, `/DC1/Prod`: names from below the root folder down, without the hidden `vm` folder of each datacenter.
 * Undefined when a level between could not be read.
 */
export function folderPathOf(context: VimContext, folder: string | undefined): string | undefined {
	if (folder === undefined) return undefined;
	const known = pathsOf(context);
	if (known.has(folder)) return known.get(folder);
	const chain = ancestors(context, folder);
	const names = chain?.slice(0, -1).flatMap((id, index) => {
		const hidden = context.typeOf(id) === 'Folder' && context.typeOf(chain[index + 1] ?? '') === 'Datacenter';
		return hidden ? [] : [nameOf(context, id)];
	});
	const path = names?.includes(undefined) === false ? `/${names.reverse().join('/')}` : undefined;
	known.set(folder, path);
	return path;
}

const PATHS = new WeakMap<VimContext, Map<string, string | undefined>>();

function pathsOf(context: VimContext): Map<string, string | undefined> {
	let known = PATHS.get(context);
	if (known === undefined) {
		known = new Map();
		PATHS.set(context, known);
	}
	return known;
}

/** The datacenter that an object lies in. */
export function datacenterOf(context: VimContext, id: string): string | undefined {
	let current: string | undefined = id;
	for (let depth = 0; current !== undefined && depth < 64; depth++) {
		if (context.typeOf(current) === 'Datacenter') return current;
		current = textAt(context.property(current, 'parent'));
	}
	return undefined;
}

/** What a reference at `path` points to. */
export function refAt(value: XmlValue | undefined, path = ''): string | undefined {
	const found = textAt(at(value, path));
	return found === '' ? undefined : found;
}

/** Properties that every walk up the inventory tree needs. */
export const TREE = [
	{ type: 'Folder', paths: ['name', 'parent'] },
	{ type: 'Datacenter', paths: ['name', 'parent'] },
	{ type: 'ComputeResource', paths: ['name', 'parent'] },
	{ type: 'ClusterComputeResource', paths: ['name', 'parent'] },
] as const;

/** A boolean property as it is. */
export function vimBoolean(path: string): VimDatum {
	return { paths: [path], read: (properties) => booleanAt(properties.get(path)) };
}

/** A text property as it is. */
export function vimText(path: string): VimDatum {
	return { paths: [path], read: (properties) => text(properties, path) };
}

/** A size, count or rate, times `unit`. Servers write -1 for "unknown" and "unlimited": no value. */
export function vimNumber(path: string, unit = 1): VimDatum {
	return {
		paths: [path],
		read: (properties) => {
			const number = numberAt(properties.get(path));
			return number === undefined || number < 0 ? undefined : number * unit;
		},
	};
}

/** A dateTime as the model writes times: UTC, without fractions when there are none. Undefined when it is no time. */
export function isoTime(text: string | undefined): string | undefined {
	const time = Date.parse(text ?? '');
	return Number.isNaN(time) ? undefined : new Date(time).toISOString().replace('.000Z', 'Z');
}
