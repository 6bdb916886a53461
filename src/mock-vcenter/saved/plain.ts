import { type Field, list, openFields, type Ref, type Wire } from '../wire/value.js';

/** A value of a saved object before it has types: `$type` is the `xsi:type` of an object where its place does not say it. */
export type Plain = string | number | boolean | Ref | readonly Plain[] | PlainObject | undefined;
export interface PlainObject {
	readonly $type?: string;
	readonly [name: string]: Plain;
}

/** The fields of an object; what is undefined is not set. Values get their declared types when they are sent. */
export function fieldsOf({ $type: _, ...members }: PlainObject): Readonly<Record<string, Field>> {
	const known = Object.entries(members).filter(([, value]) => value !== undefined);
	return openFields(Object.fromEntries(known.map(([name, value]) => [name, () => wireOf(value)])));
}

function wireOf(value: Plain): Wire | undefined {
	if (value === undefined) return undefined;
	if (typeof value !== 'object') return { kind: 'text', type: '', text: String(value), typed: false };
	if (isList(value))
		return list(
			'',
			value.flatMap((item) => wireOf(item) ?? []),
		);
	if (isRef(value)) return value;
	return { kind: 'data', type: value.$type ?? '', fields: fieldsOf(value), typed: value.$type !== undefined };
}

function isList(value: object): value is readonly Plain[] {
	return Array.isArray(value);
}

function isRef(value: Ref | PlainObject): value is Ref {
	return value['kind'] === 'ref' && 'id' in value;
}

/** An object with what is set of these members; undefined when nothing is. */
export function some(members: PlainObject): PlainObject | undefined {
	return Object.values(members).some((value) => value !== undefined) ? members : undefined;
}
