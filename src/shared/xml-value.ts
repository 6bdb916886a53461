/**
 * A value read from XML, kept as small as its content allows: a plain string for a leaf without attributes that matter,
 * else an object with the child elements by name. Repeated children become an array; read them with `listAt`, which also
 * accepts one or none.
 */
export type XmlValue = string | XmlObject | XmlValue[];
export interface XmlObject {
	/** The `xsi:type` without its prefix, where given and not a primitive. */
	$type?: string;
	/** The `type` attribute of a managed object reference. */
	$ref?: string;
	/** Text of a leaf that carries attributes. */
	$text?: string;
	[child: string]: XmlValue | undefined;
}

/** Paths taken apart: readers ask a few hundred different ones, a million times. */
const STEPS = new Map<string, readonly string[]>();

function stepsOf(path: string): readonly string[] {
	let steps = STEPS.get(path);
	if (steps === undefined) {
		steps = path.split('.');
		if (STEPS.size < 10_000) STEPS.set(path, steps);
	}
	return steps;
}

/** The value at a dotted path of child names (`ip.ipAddress`), or undefined. Arrays are not entered. */
export function at(value: XmlValue | undefined, path: string): XmlValue | undefined {
	let current = value;
	if (path === '') return current;
	for (const step of stepsOf(path)) {
		if (current === undefined || typeof current === 'string' || Array.isArray(current)) return undefined;
		current = current[step];
	}
	return current;
}

/** Text of a leaf at `path`; undefined when absent or no leaf. An empty element is "". */
export function textAt(value: XmlValue | undefined, path = ''): string | undefined {
	const found = at(value, path);
	if (typeof found === 'string') return found;
	if (found === undefined || Array.isArray(found)) return undefined;
	return found.$text;
}

/** A finite number at `path`; undefined when absent or not a number. */
export function numberAt(value: XmlValue | undefined, path = ''): number | undefined {
	const text = textAt(value, path)?.trim();
	if (text === undefined || text === '') return undefined;
	const number = Number(text);
	return Number.isFinite(number) ? number : undefined;
}

/** A boolean (`true`, `1`, `false`, `0`) at `path`; undefined when absent or anything else. */
export function booleanAt(value: XmlValue | undefined, path = ''): boolean | undefined {
	const text = textAt(value, path)?.trim();
	if (text === 'true' || text === '1') return true;
	if (text === 'false' || text === '0') return false;
	return undefined;
}

/**
 * The elements at `path`: the repeated children `path` names (`listAt(network, 'vnic')`), or, where `path` leads to an
 * `ArrayOf…` value, its only kind of child. One element counts as a list of one, none as an empty list.
 */
export function listAt(value: XmlValue | undefined, path = ''): XmlValue[] {
	const found = at(value, path);
	if (found === undefined) return [];
	if (Array.isArray(found)) return found;
	if (typeof found === 'string') return found === '' ? [] : [found];
	if (found.$type?.startsWith('ArrayOf')) {
		const child = Object.entries(found).find(([name]) => !name.startsWith('$'))?.[1];
		return child === undefined ? [] : Array.isArray(child) ? child : [child];
	}
	return [found];
}

/** The `xsi:type` of a value, "" when it has none. */
export function typeOf(value: XmlValue | undefined): string {
	return value === undefined || typeof value === 'string' || Array.isArray(value) ? '' : (value.$type ?? '');
}
