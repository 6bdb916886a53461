import { SPREADSHEET } from './spreadsheet-xml.js';

/** Where the start tag of a root element is. */
export interface PlainRoot {
	readonly start: number;
	readonly end: number;
}

/**
 * Finds the root's start tag when it is written the usual way: UTF-8, at most an XML declaration before it, no prefix,
 * double quotes, SpreadsheetML as the default namespace, not self-closed. Undefined otherwise, or when `bytes` end before.
 */
export function plainRoot(bytes: Buffer, name: string): PlainRoot | undefined {
	const head = bytes.toString('latin1', 0, 8192);
	const found =
		/^(?:\xef\xbb\xbf)?(?:<\?xml version="1\.0"( encoding="utf-8")?( standalone="(?:yes|no)")? ?\?>)?\s*(<([A-Za-z]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*>)/i.exec(
			head,
		);
	const tag = found?.[3];
	const attributes = found?.[5] ?? '';
	if (found === null || tag === undefined || found[4] !== name) return undefined;
	const namespace = /\sxmlns="([^"]*)"/.exec(attributes)?.[1];
	if (!(SPREADSHEET as readonly (string | undefined)[]).includes(namespace)) return undefined;
	const start = found[0].length - tag.length;
	return { start, end: start + tag.length };
}
