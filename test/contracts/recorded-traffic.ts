import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseDocument } from 'yaml';

/** A request that a client once sent to a real vCenter, and what came back. */
export interface Exchange {
	readonly file: string;
	readonly method: string;
	/** The SOAPAction header, which names the API version. */
	readonly action: string;
	readonly request: string;
	readonly response: string;
}

interface Interaction {
	readonly request?: {
		readonly body?: string | { readonly string?: string } | null;
		readonly headers?: Readonly<Record<string, string | readonly string[]>>;
	};
	readonly response?: { readonly body?: { readonly string?: string } };
}

/** SOAP exchanges of the VCR files of a folder (Python's and Ruby's), in order. */
export function exchangesIn(folder: string): Exchange[] {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((name) => /\.ya?ml$/.test(name))
		.sort()
		.flatMap((name) => exchangesOf(join(folder, name)));
}

function exchangesOf(file: string): Exchange[] {
	const document = parseDocument(readFileSync(file, 'utf8'), { logLevel: 'silent' });
	const { interactions, http_interactions: ruby } = (document.toJS() ?? {}) as Record<
		string,
		Interaction[] | undefined
	>;
	return (interactions ?? ruby ?? []).flatMap(({ request, response }) => {
		const sent = typeof request?.body === 'string' ? request.body : (request?.body?.string ?? '');
		const received = response?.body?.string ?? '';
		const method = /Body[^>]*>\s*<([A-Za-z_]+)[ >]/.exec(sent)?.[1];
		if (method === undefined || !/<\w+:Envelope/.test(received)) return [];
		const headers = Object.entries(request?.headers ?? {});
		const action = headers.find(([name]) => name.toLowerCase() === 'soapaction')?.[1];
		return [
			{ file: basename(file), method, action: [action ?? ''].flat()[0] ?? '', request: sent, response: received },
		];
	});
}
