import { escapeXml } from '../../vim/soap.js';
import { type Hidden, NOTHING_HIDDEN } from './since.js';
import { type Data, type Field, fieldValue, type List, type Wire } from './value.js';

const PRIMITIVE_ARRAYS: Readonly<Record<string, string>> = {
	String: 'string',
	Int: 'int',
	Short: 'short',
	Long: 'long',
	Boolean: 'boolean',
	Byte: 'byte',
	AnyType: 'anyType',
};

/** A member of a data object, or of a response; lists repeat the element. Nothing for what is not set. */
export function writeMember(name: string, field: Field, hidden: Hidden = NOTHING_HIDDEN): string {
	const value = fieldValue(field);
	if (value === undefined) return '';
	if (value.kind === 'list' && value.boxed !== true)
		return value.items.map((item) => writeMember(name, item, hidden)).join('');
	const typed = value.kind !== 'ref' && value.kind !== 'list' && value.typed;
	return element(name, value, typed, hidden);
}

/** The `val` of a property, whose declared type is `anyType`: it and the elements of an array always show their type. */
export function writeAny(name: string, value: Wire, hidden: Hidden = NOTHING_HIDDEN): string {
	return value.kind === 'list' ? writeArray(name, value, hidden) : element(name, value, true, hidden);
}

function writeArray(name: string, value: List, hidden: Hidden): string {
	const own = PRIMITIVE_ARRAYS[value.type] ?? value.type;
	const items = value.items.map((item) => element(own, item, true, hidden)).join('');
	return `<${name} xsi:type="ArrayOf${value.type}">${items}</${name}>`;
}

function element(name: string, value: Wire, typed: boolean, hidden: Hidden): string {
	switch (value.kind) {
		case 'text':
			return `<${name}${typed && value.type !== '' ? ` xsi:type="${value.type}"` : ''}>${escapeXml(value.text)}</${name}>`;
		case 'ref':
			return `<${name} type="${value.type}"${typed ? ' xsi:type="ManagedObjectReference"' : ''}>${escapeXml(value.id)}</${name}>`;
		case 'data':
			return `<${name}${typed && value.type !== '' ? ` xsi:type="${value.type}"` : ''}>${members(value, hidden)}</${name}>`;
		case 'list':
			return writeArray(name, value, hidden);
	}
}

function members(value: Data, hidden: Hidden): string {
	const left = hidden.get(value.type);
	let text = '';
	for (const key in value.fields) if (!left?.has(key)) text += writeMember(key, value.fields[key], hidden);
	return text;
}
