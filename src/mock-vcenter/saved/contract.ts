import type { PlainObject } from './plain.js';

/** A managed object made from a saved inventory. */
export interface SavedObject {
	readonly type: string;
	readonly id: string;
	readonly parent: string | undefined;
	readonly properties: PlainObject;
	/** Paths that nobody knows, although leaving them unset would say something: a client is told that they cannot be read. */
	readonly unknown: readonly string[];
}

/** The paths whose value is not known. */
export function unknownPaths(paths: Readonly<Record<string, unknown>>): string[] {
	return Object.keys(paths).filter((path) => paths[path] === undefined);
}
