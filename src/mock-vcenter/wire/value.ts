/**
 * What a vim25 answer is made of, with the types that the wire must show. Fields of data objects may be functions, so that
 * `config.hardware.memoryMB` never builds the devices beside it.
 */
export type Wire = Text | Ref | Data | List;

interface Text {
	readonly kind: 'text';
	/** `xsd:string`, or the name of a vim25 enumeration. */
	readonly type: string;
	readonly text: string;
	readonly typed: boolean;
}
export interface Ref {
	readonly kind: 'ref';
	readonly type: string;
	readonly id: string;
}
export interface Data {
	readonly kind: 'data';
	readonly type: string;
	/** In schema order, base class first. A name with `undefined` is a property that exists and is not set. */
	readonly fields: Fields;
	/** True where the declared type is a base type: `xsi:type` is then needed on any level. */
	readonly typed: boolean;
}
export interface List {
	readonly kind: 'list';
	/** Element type; `ArrayOf` + this is the type of the list. */
	readonly type: string;
	readonly items: readonly Wire[];
	/** True in a place declared `anyType`, where the array is one element of its own. */
	readonly boxed?: boolean;
}
export type Field = Wire | undefined | (() => Wire | undefined);
export type Fields = Readonly<Record<string, Field>>;

const text = (type: string) => (value: string | number | boolean | undefined) =>
	value === undefined ? undefined : ({ kind: 'text', type, text: String(value), typed: false } satisfies Text);

export const string = text('xsd:string') as TextOf<string>;
export const int = text('xsd:int') as TextOf<number>;
export const short = text('xsd:short') as TextOf<number>;
export const long = text('xsd:long') as TextOf<number>;
export const boolean = text('xsd:boolean') as TextOf<boolean>;
export const dateTime = text('xsd:dateTime') as TextOf<string>;
interface TextOf<T> {
	(value: T): Wire;
	(value: T | undefined): Wire | undefined;
}

export function enumeration(type: string, value: string): Wire {
	return { kind: 'text', type, text: value, typed: false };
}

export function ref(object: { readonly type: string; readonly id: string }): Ref {
	return { kind: 'ref', type: object.type, id: object.id };
}

export function data(type: string, fields: Fields): Data {
	return { kind: 'data', type, fields, typed: false };
}

/** A data object in a place declared with a base type (`VirtualDevice.backing`). */
export function derived(type: string, fields: Fields): Data {
	return { kind: 'data', type, fields, typed: true };
}

export function list(type: string, items: Iterable<Wire>): List {
	return { kind: 'list', type, items: [...items] };
}

export function strings(values: Iterable<string>): List {
	return list(
		'String',
		[...values].map((value) => string(value)),
	);
}

export function refs(objects: Iterable<{ readonly type: string; readonly id: string }>): List {
	return list('ManagedObjectReference', [...objects].map(ref));
}

/** A value in a place declared `anyType`. */
export function any(value: Wire): Wire {
	if (value.kind === 'list') return { ...value, boxed: true };
	return value.kind === 'ref' ? value : { ...value, typed: true };
}

export function fieldValue(field: Field): Wire | undefined {
	return typeof field === 'function' ? field() : field;
}

const OPEN = new WeakSet<Fields>();

/** Marks the fields of an object that is known in part: what is not among them is not set, whatever it may be. */
export function openFields(fields: Fields): Fields {
	OPEN.add(fields);
	return fields;
}

export function isOpen(fields: Fields): boolean {
	return OPEN.has(fields);
}
