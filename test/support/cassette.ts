import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { parseObjectContent, type VimObject } from '../../src/vim/object-content.js';

interface Cassette {
	readonly interactions: readonly {
		readonly request: { readonly body: string | null };
		readonly response: { readonly body: { readonly string: string } };
	}[];
}

const FETCH = /<Fetch[ >].*?<_this[^>]*type="([^"]+)"[^>]*>([^<]+)<\/_this>\s*<prop[^>]*>([^<]+)<\/prop>/s;
const ANSWER = /<FetchResponse[^>]*>\s*<returnval([^>]*)>(.*)<\/returnval>\s*<\/FetchResponse>/s;
const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** The managed objects that a recorded client read property by property (`Fetch`), as one property read would answer them. */
export async function objectsOfCassette(path: string): Promise<VimObject[]> {
	const { interactions } = parse(readFileSync(path, 'utf8')) as Cassette;
	const objects = new Map<string, string[]>();
	for (const { request, response } of interactions) {
		const [, type, id, property] = FETCH.exec(request.body ?? '') ?? [];
		const [, attributes, value] = ANSWER.exec(response.body.string) ?? [];
		if (type === undefined || value === undefined) continue;
		const key = `<obj type="${type}">${id}</obj>`;
		const set = `<propSet><name>${property}</name><val${attributes}>${value}</val></propSet>`;
		objects.set(key, [...(objects.get(key) ?? []), set]);
	}
	return Promise.all(
		[...objects].map(([object, sets]) =>
			parseObjectContent([`<ObjectContent ${XSI}>${object}${sets.join('')}</ObjectContent>`]),
		),
	);
}
