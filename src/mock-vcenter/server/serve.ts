import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import { loadDirectory } from '../../shared/load-directory.js';
import { layer } from '../../shared/package-folder.js';
import { XmlFormatError } from '../../vim/xml-reader.js';
import { Estate } from '../estate/estate.js';
import type { ManagedObjectType } from '../managed-objects/contract.js';
import { apiVersionOf } from '../managed-objects/shared/service-content.js';
import type { MockMethod } from '../methods/contract.js';
import type { VCenterSpec } from '../scenario/schema.js';
import { answerVersion, hiddenIn } from '../wire/since.js';
import { makeCertificate, type ServerCertificate } from './certificate.js';
import type { Server } from './context.js';
import { RestSessions } from './rest.js';
import { type Session, Sessions } from './sessions.js';
import { answer, readRequest } from './soap.js';
import { serviceVersions } from './versions.js';

const MAX_REQUEST = 16 * 1024 * 1024;
const compress = promisify(gzip);

/** What happens instead of, or before, the answer to a request: a test's way to play a broken server. */
export type Intercept = (
	method: string,
	request: IncomingMessage,
	response: ServerResponse,
) => boolean | Promise<boolean>;

export interface RunningServer {
	readonly server: Server;
	readonly certificate: ServerCertificate;
	readonly url: string;
	/** SOAP methods received, in order. */
	readonly received: readonly string[];
	/** Takes over a request when it returns true. */
	intercept: Intercept | undefined;
	/** Shows another certificate from the next connection on, as after a renewal. */
	replaceCertificate(certificate: ServerCertificate): void;
	makeCertificate(): Promise<ServerCertificate>;
	close(): Promise<void>;
}

/** Serves one mock vCenter over HTTPS on 127.0.0.1. Port 0 takes a free one. */
export async function serveVCenter(spec: VCenterSpec, port: number): Promise<RunningServer> {
	const certificate = await makeCertificate(spec.name);
	const server = await makeServer(spec, certificate);
	const methods = await loadMethods();
	const rest = new RestSessions(server);
	const ownVersion = apiVersionOf({ estate: server.estate, session: undefined, thumbprint: '' });
	const received: string[] = [];
	const http = createServer({ key: certificate.key, cert: certificate.cert, keepAlive: true }, (request, response) => {
		handle(request, response).catch((error: unknown) => {
			response.destroy(error instanceof Error ? error : undefined);
		});
	});
	const running: RunningServer = {
		server,
		certificate,
		url: '',
		received,
		intercept: undefined,
		replaceCertificate: ({ key, cert }) => http.setSecureContext({ key, cert }),
		makeCertificate: () => makeCertificate(spec.name),
		close: () =>
			new Promise((resolve) => {
				http.close(() => resolve());
				http.closeAllConnections();
			}),
	};

	async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const path = (request.url ?? '').split('?')[0] ?? '';
		const body = await readBody(request);
		if (request.method === 'POST' && (path === '/sdk' || path === '/sdk/vimService'))
			return soap(request, response, body);
		if (request.method === 'GET' && path === '/sdk/vimServiceVersions.xml')
			return send(request, response, 200, serviceVersions(ownVersion));
		const found = rest.answer(request.method ?? '', path, request.headers);
		response.writeHead(found?.status ?? 404, { 'content-type': 'application/json' }).end(found?.body ?? '');
	}

	async function soap(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> {
		try {
			const call = readRequest(body);
			received.push(call.method);
			if ((await running.intercept?.(call.method, request, response)) === true) return;
			const version = answerVersion(String(request.headers.soapaction ?? ''), ownVersion);
			const session = server.sessions.of(request.headers.cookie);
			const { status, body: text } = await answer(server, methods, session, call, hiddenIn(version));
			await send(request, response, status, text, session);
		} catch (error) {
			if (!(error instanceof XmlFormatError)) throw error;
			response.writeHead(400, { 'content-type': 'text/plain' }).end(error.message);
		}
	}

	await new Promise<void>((resolve, reject) => {
		http.once('error', reject);
		http.listen(port, '127.0.0.1', resolve);
	});
	return Object.assign(running, { url: `https://127.0.0.1:${(http.address() as AddressInfo).port}/sdk` });
}

async function makeServer(spec: VCenterSpec, certificate: ServerCertificate): Promise<Server> {
	const files = await loadDirectory<ManagedObjectType>(layer('mock-vcenter/managed-objects/'));
	const types = new Map([...files.values()].map((type) => [type.type, type]));
	const singletons = new Map(
		[...files.values()].flatMap((type) => (type.singleton === undefined ? [] : [[type.singleton, type]])),
	);
	return {
		estate: new Estate(spec),
		types,
		singletons,
		sessions: new Sessions(),
		thumbprint: certificate.sha1,
		username: spec.username ?? `ro@${spec.ssoDomain ?? 'vsphere.local'}`,
		password: spec.password ?? 'mock-only',
	};
}

async function loadMethods(): Promise<ReadonlyMap<string, MockMethod>> {
	const files = await loadDirectory<MockMethod>(layer('mock-vcenter/methods/'));
	return new Map([...files.values()].map((method) => [method.method, method]));
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request) {
		size += (chunk as Buffer).length;
		if (size > MAX_REQUEST) throw new Error('the request is too large');
		chunks.push(chunk as Buffer);
	}
	return Buffer.concat(chunks);
}

async function send(
	request: IncomingMessage,
	response: ServerResponse,
	status: number,
	body: string,
	session?: Session,
): Promise<void> {
	const zipped = body.length > 1024 && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
	const bytes = zipped ? await compress(body, { level: constants.Z_BEST_SPEED }) : Buffer.from(body);
	response.writeHead(status, {
		'content-type': 'text/xml; charset=utf-8',
		vary: 'Accept-Encoding',
		...(zipped ? { 'content-encoding': 'gzip' } : {}),
		...(session === undefined
			? {}
			: { 'set-cookie': `vmware_soap_session="${session.cookie}"; Path=/; HttpOnly; Secure;` }),
	});
	response.end(bytes);
}
