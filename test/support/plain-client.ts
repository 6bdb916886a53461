import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import { gunzipSync } from 'node:zlib';

export interface PlainAnswer {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	readonly text: string;
	/** Milliseconds to the first byte and to the last. */
	readonly times: { readonly first: number; readonly last: number };
}

/** Sends bytes as a foreign client would: no code of ours is between it and the server. */
export function sendPlain(
	url: URL,
	method: string,
	body = '',
	headers: Record<string, string> = {},
	signal?: AbortSignal,
): Promise<PlainAnswer> {
	const start = performance.now();
	return new Promise((resolve, reject) => {
		const call = request(
			url,
			{ method, headers, rejectUnauthorized: false, agent: false, ...(signal && { signal }) },
			(response) => {
				const first = performance.now() - start;
				const chunks: Buffer[] = [];
				response.on('data', (chunk: Buffer) => chunks.push(chunk));
				response.on('error', reject);
				response.on('end', () => {
					const bytes = Buffer.concat(chunks);
					const text = (response.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString();
					const times = { first, last: performance.now() - start };
					resolve({ status: response.statusCode ?? 0, headers: response.headers, text, times });
				});
			},
		);
		call.on('error', reject);
		call.end(body);
	});
}

/** A SOAP envelope around the element of a method. */
export function envelope(inside: string): string {
	return `<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><s:Body>${inside}</s:Body></s:Envelope>`;
}

/** The element of a method called on an object, with its parameters. */
export function methodCall(method: string, type: string, id: string, inside = ''): string {
	return `<${method} xmlns="urn:vim25"><_this type="${type}">${id}</_this>${inside}</${method}>`;
}
