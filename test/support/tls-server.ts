import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createServer as createTls } from 'node:tls';
import { makeCertificate, type ServerCertificate } from '../../src/mock-vcenter/server/certificate.js';

/** One request as a plain HTTPS server saw it. */
export interface SeenRequest {
	readonly method: string;
	readonly path: string;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly body: string;
}

/** Serves HTTPS on loopback with an answer of the test's own. */
export async function withTlsServer<T>(
	answer: (request: SeenRequest) => string,
	work: (server: { url: URL; port: number; certificate: ServerCertificate; seen: SeenRequest[] }) => Promise<T>,
): Promise<T> {
	const certificate = await makeCertificate('localhost');
	const seen: SeenRequest[] = [];
	const server: Server = createServer({ key: certificate.key, cert: certificate.cert }, async (request, response) => {
		let body = '';
		for await (const piece of request.setEncoding('utf8')) body += piece;
		const one = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
		seen.push(one);
		response.setHeader('content-type', 'text/xml').end(answer(one));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	try {
		return await work({ url: new URL(`https://127.0.0.1:${port}/sdk`), port, certificate, seen });
	} finally {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	}
}

/** A SOAP answer around the response of a method. */
export function soap(method: string, result = ''): string {
	return (
		'<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
		`<e:Body><${method}Response xmlns="urn:vim25">${result}</${method}Response></e:Body></e:Envelope>`
	);
}

/** A TLS server on loopback that answers nothing but 404, and counts the bytes that arrived after decryption. */
export async function withByteCounter<T>(
	work: (server: { url: URL; certificate: ServerCertificate; bytes: () => number }) => Promise<T>,
): Promise<T> {
	const certificate = await makeCertificate('localhost');
	let bytes = 0;
	const server = createTls({ key: certificate.key, cert: certificate.cert }, (socket) => {
		socket.on('error', () => {});
		socket.on('data', (chunk) => {
			bytes += chunk.length;
			socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n');
		});
	});
	server.on('tlsClientError', () => {});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	try {
		return await work({ url: new URL(`https://127.0.0.1:${port}/sdk`), certificate, bytes: () => bytes });
	} finally {
		await new Promise((resolve) => server.close(resolve));
	}
}
