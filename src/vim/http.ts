import { setTimeout as sleep } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { Pool } from 'undici';
import { messageOf, UserError } from '../shared/errors.js';
import { connectTrusted, type Trust } from './trust.js';

/** Clarification 1.4 and 1.6; tests shorten and shrink them. */
export interface Limits {
	readonly connectMs: number;
	/** Longest silence of the server. */
	readonly idleMs: number;
	/** Largest answer after decompression, in bytes. */
	readonly maxBytes: number;
	/** First pause before a repeated request; it doubles. */
	readonly backOffMs: number;
	readonly maxConnections: number;
}
export const DEFAULT_LIMITS: Limits = {
	connectMs: 10_000,
	idleMs: 30_000,
	maxBytes: 512 * 1024 * 1024,
	backOffMs: 500,
	maxConnections: 4,
};

const ATTEMPTS = 3;
const MAX_RETRY_AFTER_MS = 30_000;
const BUSY = new Set([429, 502, 503, 504]);
const LOST = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'ERR_STREAM_PREMATURE_CLOSE']);

export interface HttpRequest {
	/** For messages: `Login`, `RetrievePropertiesEx of VirtualMachine`. */
	readonly what: string;
	readonly body: string;
	readonly headers: Readonly<Record<string, string>>;
	/** Whether it may be sent again when its answer was lost or the server was busy. */
	readonly repeat: boolean;
	readonly signal?: AbortSignal | undefined;
	/** Gets the answer in pieces, decompressed; called anew (`begin`) for every attempt. */
	readonly begin: () => (chunk: Uint8Array) => void;
	/** Called when the answer is complete. Its result is the request's. */
	readonly headersSeen?: (headers: Readonly<Record<string, string | string[] | undefined>>) => void;
}

/** The connection broke, or the server was busy, more often than it is worth asking. */
export class LostAnswer extends UserError {
	/** How often the request was sent. */
	attempts = 1;
}

/** POSTs documents to one server. Every connection is judged before it carries a byte. */
export class HttpClient {
	readonly #pool: Pool;
	readonly #limits: Limits;
	readonly #path: string;
	readonly server: string;

	constructor(url: URL, trust: Trust, limits: Limits = DEFAULT_LIMITS) {
		this.server = url.host;
		this.#path = url.pathname;
		this.#limits = limits;
		const port = url.port === '' ? 443 : Number(url.port);
		const host = url.hostname.replace(/^\[|\]$/g, '');
		this.#pool = new Pool(url.origin, {
			connections: limits.maxConnections,
			pipelining: 1,
			headersTimeout: limits.idleMs,
			bodyTimeout: limits.idleMs,
			connect: (_, callback) => {
				connectTrusted(trust, { host, port, timeoutMs: limits.connectMs }).then(
					(socket) => callback(null, socket),
					(error: Error) => callback(error, null),
				);
			},
		});
	}

	/**
	 * Sends a request and streams the answer of status 200 or 500 (a fault) into the reader.
	 * @throws UserError naming server, request and what came back; the signal's reason when it was aborted.
	 */
	async post(request: HttpRequest): Promise<void> {
		for (let attempt = 1; ; attempt++) {
			request.signal?.throwIfAborted();
			const failure = await this.#attempt(request);
			if (failure === undefined) return;
			failure.error.attempts = attempt;
			if (!request.repeat || attempt >= ATTEMPTS) throw failure.error;
			const pause = failure.retryAfterMs ?? this.#limits.backOffMs * 2 ** (attempt - 1);
			await sleep(pause, undefined, { signal: request.signal }).catch(() => request.signal?.throwIfAborted());
		}
	}

	async #attempt(request: HttpRequest): Promise<{ error: LostAnswer; retryAfterMs?: number } | undefined> {
		try {
			const answer = await this.#pool.request({
				path: this.#path,
				method: 'POST',
				headers: { ...request.headers, 'accept-encoding': 'gzip' },
				body: request.body,
				signal: request.signal ?? null,
			});
			if (answer.statusCode === 200 || answer.statusCode === 500) {
				request.headersSeen?.(answer.headers);
				await this.#read(answer.body, answer.headers['content-encoding'], request);
				return undefined;
			}
			await answer.body.dump({ limit: 64 * 1024 }).catch(() => undefined);
			return this.#refused(request, answer.statusCode, answer.headers);
		} catch (error) {
			request.signal?.throwIfAborted();
			return this.#broken(request, error);
		}
	}

	async #read(
		body: NodeJS.ReadableStream,
		encoding: string | string[] | undefined,
		request: HttpRequest,
	): Promise<void> {
		const write = request.begin();
		const gunzip = encoding === 'gzip' ? createGunzip() : undefined;
		if (gunzip !== undefined) {
			body.on('error', (error) => gunzip.destroy(error));
			body.pipe(gunzip);
		}
		let bytes = 0;
		for await (const chunk of gunzip ?? body) {
			bytes += (chunk as Uint8Array).length;
			if (bytes > this.#limits.maxBytes)
				throw new UserError(
					'answer-too-large',
					`The answer of ${this.server} to ${request.what} is larger than ${this.#limits.maxBytes} bytes.`,
				);
			write(chunk as Uint8Array);
		}
	}

	#refused(
		request: HttpRequest,
		status: number,
		headers: Readonly<Record<string, string | string[] | undefined>>,
	): { error: LostAnswer; retryAfterMs?: number } {
		const said = `${this.server} answered HTTP ${status} to ${request.what}`;
		if (status >= 300 && status < 400)
			throw new UserError(
				'http-redirect',
				`${said}, a redirection to ${String(headers.location).slice(0, 200)}; redirections are not followed.`,
				{
					suggestions: ['Give the address of the vCenter itself.'],
				},
			);
		if (!BUSY.has(status))
			throw new UserError('http-status', `${said}.`, {
				suggestions: ['Check that the address is that of a vCenter Server, not of a proxy or portal.'],
			});
		const error = new LostAnswer('server-busy', `${said}, after ${request.repeat ? ATTEMPTS : 1} attempt(s).`, {
			suggestions: ['The server or a proxy before it is overloaded or restarting: try again later.'],
		});
		const seconds = Number(headers['retry-after']);
		if (!Number.isFinite(seconds) || seconds < 0) return { error };
		return { error, retryAfterMs: Math.min(seconds * 1000, MAX_RETRY_AFTER_MS) };
	}

	#broken(request: HttpRequest, error: unknown): { error: LostAnswer } {
		const cause = rootOf(error);
		if (cause instanceof UserError) throw cause;
		const code = (cause as { code?: unknown }).code;
		const text = `Cannot read ${request.what} from ${this.server}: ${describe(code, cause, this.#limits)}.`;
		if (typeof code === 'string' && LOST.has(code))
			return { error: new LostAnswer('connection-lost', text, { cause }) };
		if (!isNetworkCode(code)) throw error;
		throw new UserError('connection-failed', text, { cause, suggestions: suggestionsFor(code) });
	}

	async close(): Promise<void> {
		await this.#pool.destroy();
	}
}

function rootOf(error: unknown): unknown {
	return error instanceof Error && error.cause instanceof Error && !(error instanceof UserError)
		? rootOf(error.cause)
		: error;
}

function isNetworkCode(code: unknown): code is string {
	return typeof code === 'string' && /^(E[A-Z]+|UND_ERR_|ERR_SSL|ERR_TLS|Z_|CERT_)/.test(code);
}

function describe(code: unknown, cause: unknown, limits: Limits): string {
	switch (code) {
		case 'ECONNREFUSED':
			return 'the connection was refused';
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return `its name cannot be resolved (${code})`;
		case 'ECONNRESET':
		case 'UND_ERR_SOCKET':
			return 'the server closed the connection';
		case 'UND_ERR_HEADERS_TIMEOUT':
		case 'UND_ERR_BODY_TIMEOUT':
			return `no byte for ${limits.idleMs / 1000} s`;
		case 'Z_BUF_ERROR':
		case 'Z_DATA_ERROR':
			return 'its compressed answer is cut off or damaged';
		default:
			return messageOf(cause);
	}
}

function suggestionsFor(code: string): string[] {
	if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return ['Check the spelling and the DNS of this machine.'];
	if (code === 'ECONNREFUSED') return ['Check the port; vCenter answers on 443.'];
	if (/TIMEOUT|ETIMEDOUT/.test(code))
		return ['Check the route and the firewalls between this machine and the vCenter (443/tcp).'];
	return [];
}
