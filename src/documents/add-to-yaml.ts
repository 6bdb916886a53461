import { isDeepStrictEqual } from 'node:util';
import type { Document, Node, YAMLMap, YAMLSeq } from 'yaml';
import { UserError } from '../shared/errors.js';

type Yaml = typeof import('yaml');

/**
 * The text of a YAML or JSON document with entries at the end of the list under a key of its root. Everything else stays to the
 * letter: comments, order, quotes, widths.
 * @throws UserError when something else than a list stands there.
 */
export async function withEntries(text: string, key: string, entries: readonly object[]): Promise<string> {
	const yaml = await import('yaml');
	const document = yaml.parseDocument(text, { stringKeys: true });
	const node = document.get(key, true) as Node | undefined;
	const wanted = document.toJS() as Record<string, unknown>;
	const present = (wanted[key] ?? []) as unknown;
	if (!Array.isArray(present))
		throw new UserError('document-invalid', `Could not add to "${key}": no list stands there.`);
	return checked(yaml, document, { ...wanted, [key]: [...present, ...entries] }, () =>
		yaml.isSeq(node) && node.items.length > 0
			? withItems(yaml, text, node, entries)
			: withList(yaml, text, node, entries),
	);
}

/** The text with `key: { name: value }` in it: a new key, or one more line of the group that stands there. */
export async function withKey(text: string, key: string, name: string, value: string): Promise<string> {
	const yaml = await import('yaml');
	const document = yaml.parseDocument(text, { stringKeys: true });
	const wanted = document.toJS() as Record<string, object | null>;
	return checked(yaml, document, { ...wanted, [key]: { ...wanted[key], [name]: value } }, () => {
		const group = document.get(key, true);
		const line = yaml.stringify({ [name]: value }).trimEnd();
		if (yaml.isMap(group) && group.items.length > 0 && !group.flow) {
			const start = startOf(group);
			return insert(text, start, `${line}\n${' '.repeat(columnOf(text, start))}`);
		}
		if (yaml.isMap(group)) return insert(text, startOf(group) + 1, ` ${line}${group.items.length > 0 ? ',' : ' '}`);
		return `${text.replace(/\n*$/, '\n')}${key}:\n  ${line}\n`;
	});
}

/** An edit by position may meet a layout that it does not know: then the document is written anew. */
function checked(yaml: Yaml, document: Document, wanted: unknown, edit: () => string): string {
	const text = edit();
	try {
		if (isDeepStrictEqual(yaml.parse(text, { stringKeys: true }), wanted)) return text;
	} catch {
		// Not YAML any more: written anew below.
	}
	const written = document.createNode(wanted) as YAMLMap;
	for (const pair of written.items)
		if (!isDeepStrictEqual(document.get(String(pair.key)), pair.value)) document.set(String(pair.key), pair.value);
	return document.toString({ lineWidth: 0 });
}

function withItems(yaml: Yaml, text: string, list: YAMLSeq, entries: readonly object[]): string {
	const end = (list.items.at(-1) as Node).range?.[1] ?? text.length;
	if (list.flow) return insert(text, end, entries.map((entry) => `, ${JSON.stringify(entry)}`).join(''));
	const indent = ' '.repeat(columnOf(text, startOf(list)));
	const lines = yaml.stringify(entries, { lineWidth: 0 }).replace(/^(?=.)/gm, indent);
	if (text[end - 1] === '\n') return insert(text, end, lines);
	const next = text.indexOf('\n', end);
	return next < 0 ? `${text}\n${lines}` : insert(text, next + 1, lines);
}

/** In the place of an empty list, or of nothing. */
function withList(yaml: Yaml, text: string, node: Node | undefined, entries: readonly object[]): string {
	const lines = `\n${yaml.stringify(entries, { lineWidth: 0 }).replace(/^(?=.)/gm, '  ')}`.trimEnd();
	if (node?.range == null) return text;
	const [start, end] = node.range;
	const before = text.slice(0, start).replace(/ +$/, '');
	return `${before}${lines}${text.slice(end)}`;
}

function insert(text: string, at: number, more: string): string {
	return text.slice(0, at) + more + text.slice(at);
}

function startOf(node: Node): number {
	return node.range?.[0] ?? 0;
}

function columnOf(text: string, offset: number): number {
	return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}
