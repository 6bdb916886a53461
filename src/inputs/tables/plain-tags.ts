import { decodeXmlText } from './xml-text.js';

/** A start tag, names without their prefixes. */
export interface PlainTag {
	readonly local: string;
	readonly attributes: ReadonlyMap<string, string>;
}

const DECLARATION = /^\uFEFF?<\?xml version="1\.0"(?: encoding="utf-8")?(?: standalone="(?:yes|no)")? ?\?>/i;
const TAG = /[^<]*<(?:\/([\w:.-]+)\s*|([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?))>/y;
const ATTRIBUTE = /([\w:.-]+)="([^"]*)"/g;

/**
 * The start tags of a small document in the usual notation, in order: UTF-8, double quotes, ASCII names, no comments, sections,
 * instructions or document type. Undefined for any other document, also one that is not well formed: the XML parser decides.
 */
export function plainTags(bytes: Buffer): PlainTag[] | undefined {
	const text = bytes.toString('utf8');
	const tags: PlainTag[] = [];
	const open: string[] = [];
	TAG.lastIndex = DECLARATION.exec(text)?.[0].length ?? 0;
	for (let end = TAG.lastIndex; end < text.length; end = TAG.lastIndex) {
		const [, closed, name, written = '', selfClosed] = TAG.exec(text) ?? [];
		if (closed === undefined && name === undefined)
			return text.slice(end).trim() === '' && open.length === 0 ? tags : undefined;
		if (closed !== undefined && open.pop() !== closed) return undefined;
		if (name === undefined) continue;
		const attributes = attributesOf(written);
		if (attributes === undefined) return undefined;
		tags.push({ local: localName(name), attributes });
		if (selfClosed === '') open.push(name);
	}
	return open.length === 0 ? tags : undefined;
}

/** Attributes by name without prefix; undefined when one repeats, has a line break, or has an entity that XML does not know. */
function attributesOf(written: string): Map<string, string> | undefined {
	const attributes = new Map<string, string>();
	for (const [, name = '', value = ''] of written.matchAll(ATTRIBUTE)) {
		if (name.startsWith('xmlns')) continue;
		const decoded = /[\t\n\r]/.test(value) ? undefined : decodeXmlText(value);
		if (decoded === undefined || attributes.has(localName(name))) return undefined;
		attributes.set(localName(name), decoded);
	}
	return attributes;
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1);
