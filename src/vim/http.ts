import { setTimeout as sleep } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { Pool } from 'undici';
import { UserError } from '../shared/errors.js';
import { connectionFailure, isNetworkCode, LOST, refusal } from './http-failures.js';
import { type ProxyServer, tunnel } from './proxy.js';
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
	/** Requests in flight. */
	readonly maxConnections: number;
	/** After this long without a request the session is told that somebody is still there. */
	readonly keepAliveMs: number;
}
export const DEFAULT_LIMITS: Limits = {
	connectMs: 10_000,
	idleMs: 30_000,
	maxBytes: 512 * 1024 * 1024,
	backOffMs: 500,
	maxConnections: 4,
	keepAliveMs: 5 * 60_000,
};

/** After a signal, how long a login in flight may still finish and the logout may take (clarification 1.7). */
export const LOGOUT_MS = 2000;
const ATTEMPTS = 3;
const SOAP_ANSWERS: readonly number[] = [200, 500];

export interface HttpRequest {
	/** For messages: `Login`, `RetrievePropertiesEx of VirtualMachine`. */
	readonly what: string;
	/** The document that is posted; without one the request is a GET of `path`. */
	readonly body?: string;
	/** Another path than that of the service. */
	readonly path?: string;
	/** When it is neither of the two that the body tells. */
	readonly verb?: 'GET' | 'POST' | 'DELETE';
	/** Statuses whose body is the answer; those of SOAP, 200 and 500 (a fault), when absent. */
	readonly answered?: readonly number[];
	readonly headers: Readonly<Record<string, string>>;
	/** Whether it may be sent again when its answer was lost or the server was busy. */
	readonly repeat: boolean;
	readonly signal?: AbortSignal | undefined;
	/** Gets the answer in pieces, decompressed; called anew (`begin`) for every attempt. */
	readonly begin: () => (chunk: Uint8Array) => void;
	/** Gets the headers before the answer. */
	readonly headersSeen?: (headers: Readonly<Record<string, string | string[] | undefined>>) => void;
}

/** The connection broke, or the server was busy, more often than it is worth asking. */
export class LostAnswer extends UserError {
	/** How often the request was sent. */
	attempts = 1;
	/** How long to wait before it is worth asking again. */
	pauseMs = 0;
}

/** Talks to one server. Every connection is judged before it carries a byte; redirections are never followed. */
export class HttpClient {
	readonly #pool: Pool;
	readonly #limits: Limits;
	readonly #path: string;
	readonly server: string;

	constructor(url: URL, trust: Trust, limits: Limits = DEFAULT_LIMITS, proxy?: ProxyServer) {
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
				const timeoutMs = limits.connectMs;
				const way = proxy === undefined ? Promise.resolve(undefined) : tunnel(proxy, host, port, timeoutMs);
				way
					.then((socket) => connectTrusted(trust, { host, port, timeoutMs, ...(socket && { socket }) }))
					.then(
						(socket) => callback(null, socket),
						(error: Error) => callback(error, null),
					);
			},
		});
	}

	/**
	 * Sends a request and streams its answer into the reader.
	 * @throws UserError naming server, request and what came back; the signal's reason when it was aborted.
	 */
	async send(request: HttpRequest): Promise<void> {
		for (let attempt = 1; ; attempt++) {
			request.signal?.throwIfAborted();
			const failure = await this.#attempt(request);
			if (failure === undefined) return;
			const { error } = failure;
			error.attempts = attempt;
			error.pauseMs = failure.retryAfterMs ?? this.#limits.backOffMs * 2 ** (attempt - 1);
			if (!request.repeat || attempt >= ATTEMPTS) throw error;
			await pause(error.pauseMs, request.signal);
		}
	}

	async #attempt(request: HttpRequest): Promise<{ error: LostAnswer; retryAfterMs?: number } | undefined> {
		try {
			const answer = await this.#pool.request({
				path: request.path ?? this.#path,
				method: request.verb ?? (request.body === undefined ? 'GET' : 'POST'),
				headers: { ...request.headers, 'accept-encoding': 'gzip' },
				body: request.body ?? null,
				signal: request.signal ?? null,
			});
			if ((request.answered ?? SOAP_ANSWERS).includes(answer.statusCode)) {
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
		{ what, repeat }: HttpRequest,
		status: number,
		headers: Readonly<Record<string, string | string[] | undefined>>,
	): { error: LostAnswer; retryAfterMs?: number } {
		const { error, busy, retryAfterMs } = refusal(this.server, what, status, headers);
		if (!busy) throw error;
		const times = repeat ? `, ${ATTEMPTS} times` : '';
		const lost = new LostAnswer(error.code, `${error.message.replace(/\.$/, '')}${times}.`, {
			suggestions: error.suggestions,
		});
		return retryAfterMs === undefined ? { error: lost } : { error: lost, retryAfterMs };
	}

	#broken({ what }: HttpRequest, error: unknown): { error: LostAnswer } {
		const cause = rootOf(error);
		if (cause instanceof UserError) throw cause;
		const code = (cause as { code?: unknown }).code;
		if (!isNetworkCode(code)) throw error;
		const failure = connectionFailure(this.server, what, code, cause, this.#limits);
		if (!LOST.has(code)) throw failure;
		const { message, suggestions } = failure;
		return { error: new LostAnswer('connection-lost', message, { cause, suggestions }) };
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

/** Waits, or ends with the reason of the signal. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
	await sleep(ms, undefined, { signal }).catch(() => signal?.throwIfAborted());
}
