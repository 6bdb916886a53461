import { type Data, type Field, list, openFields, type Wire } from '../wire/value.js';
import type { Node } from './read-node.js';

/** vim25 names of the elements of arrays of primitives. */
const PRIMITIVES: Readonly<Record<string, string>> = {
	String: 'xsd:string',
	Int: 'xsd:int',
	Short: 'xsd:short',
	Long: 'xsd:long',
	Boolean: 'xsd:boolean',
	Byte: 'xsd:byte',
};

/** A recorded element as a value. `type` is its type where its place says it, as in an array. */
export function wireOf(node: Node, type = ''): Wire {
	const own = node.type ?? type;
	if (node.reference !== undefined) return { kind: 'ref', type: node.reference, id: node.text };
	if (own.startsWith('ArrayOf')) {
		const element = own.slice('ArrayOf'.length);
		return list(
			element,
			node.children.map((child) => wireOf(child, PRIMITIVES[element] ?? element)),
		);
	}
	if (node.children.length > 0 || isEmptyData(node)) return dataOf(node, own);
	return { kind: 'text', type: own, text: node.text, typed: node.type !== undefined };
}

function isEmptyData({ type, text }: Node): boolean {
	return type !== undefined && !type.startsWith('xsd:') && text.trim() === '';
}

function dataOf(node: Node, type: string): Data {
	const fields: Record<string, Field> = {};
	const names = new Set(node.children.map(({ name }) => name));
	for (const name of names) fields[name] = () => memberOf(node, name);
	return { kind: 'data', type, fields: openFields(fields), typed: node.type !== undefined };
}

function memberOf(node: Node, name: string): Wire | undefined {
	const found = node.children.filter((child) => child.name === name).map((child) => wireOf(child));
	return found.length > 1 ? list('', found) : found[0];
}
