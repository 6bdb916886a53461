import { UserError } from '../shared/errors.js';
import { at, textAt, type XmlValue } from '../shared/xml-value.js';
import { type CallOptions, Connection } from './connection.js';
import { DEFAULT_LIMITS, type Limits, LOGOUT_MS } from './http.js';
import { type Access, accessBy, type Credential, cookieValue } from './login.js';
import type { Method } from './methods.js';
import type { ProxyServer } from './proxy.js';
import { type AskRest, withRestSession } from './rest-session.js';
import { newestVersion, serviceContent } from './service-content.js';
import type { Reference } from './soap.js';
import type { Trust } from './trust.js';

export interface SessionOptions {
	/** `https://host[:port][/sdk]`, without credentials. */
	readonly url: URL;
	/** Not needed where `credential` gives a token or session. */
	readonly username?: string;
	/** Asked for once, after the server has proved to be a vCenter. */
	readonly password: () => Promise<string | undefined>;
	/** Used instead of a password. */
	readonly credential?: Extract<Credential, { kind: 'token' | 'session' }>;
	readonly trust: Trust;
	readonly proxy?: ProxyServer;
	readonly limits?: Limits;
	readonly signal?: AbortSignal | undefined;
}

/** A logged-in session. `content` is the ServiceContent. */
export class Session {
	readonly #connection: Connection;
	readonly #options: SessionOptions;
	readonly #access: Access;
	#renewal: Promise<void> | undefined;
	#epoch = 0;
	readonly content: XmlValue;

	constructor(connection: Connection, options: SessionOptions, content: XmlValue, access: Access) {
		this.#connection = connection;
		this.#options = options;
		this.content = content;
		this.#access = access;
	}

	get server(): string {
		return this.#connection.server;
	}

	get signal(): AbortSignal | undefined {
		return this.#options.signal;
	}

	/** Counts the logins after the first. */
	get epoch(): number {
		return this.#epoch;
	}

	/** The service object of a name in the ServiceContent, `viewManager`; undefined when this server has none. */
	service(name: string): Reference | undefined {
		const value = at(this.content, name);
		const id = textAt(value);
		if (id === undefined || value === undefined || typeof value === 'string' || Array.isArray(value)) return undefined;
		return value.$ref === undefined ? undefined : { type: value.$ref, id };
	}

	/** All service objects of the ServiceContent. */
	services(): Reference[] {
		if (typeof this.content === 'string' || Array.isArray(this.content)) return [];
		return Object.keys(this.content).flatMap((name) => this.service(name) ?? []);
	}

	/**
	 * @throws SoapFault as the server answered it, also `NotAuthenticated`: what was open (views, cursors) is lost with the
	 * session, so the caller starts its read again after `renew`.
	 */
	call(method: Method, self: Reference, parameters = '', options: CallOptions = {}): Promise<XmlValue> {
		return this.#connection.call(method, self, parameters, { signal: this.#options.signal, ...options });
	}

	/**
	 * Opens a REST session beside this one and does the work in it; undefined where no password was given to open one with.
	 * @throws UserError when the server has no REST or refuses it.
	 */
	async rest<T>(work: (ask: AskRest) => Promise<T>): Promise<T | undefined> {
		const login = this.#access.rest;
		return login === undefined ? undefined : withRestSession(this.#connection, login, this.signal, work);
	}

	/**
	 * Logs in again after the session expired: once, however many reads notice it (clarification 1.4). `epoch` is what the
	 * session's `epoch` was when the failed read began.
	 * @throws UserError when the new session was lost as well.
	 */
	renew(epoch: number): Promise<void> {
		this.signal?.throwIfAborted();
		if (epoch !== this.#epoch) return Promise.resolve();
		if (this.#renewal !== undefined) return this.#renewal;
		if (!this.#access.own)
			throw new UserError('session-lost', `${this.server} ended the session that was given.`, {
				suggestions: ['Open a new one, or log in with a user and a password: then xvcheck opens another one itself.'],
			});
		if (epoch > 0)
			throw new UserError('session-lost', `${this.server} ended the session a second time.`, {
				suggestions: ['Check session time-outs and whether an administrator ends idle sessions.'],
			});
		this.#renewal = this.#access.begin(this.signal ?? new AbortController().signal).then(() => {
			this.#epoch++;
			this.#renewal = undefined;
		});
		return this.#renewal;
	}

	/** Resolves when no login is in flight. */
	async settled(): Promise<void> {
		await this.#renewal?.catch(() => undefined);
	}
}

/**
 * Connects, logs in, does the work, and logs out on every way out, an abort included.
 * @throws UserError when the server is not trusted, is no vCenter or refuses the login; whatever `work` throws.
 */
export async function withSession<T>(options: SessionOptions, work: (session: Session) => Promise<T>): Promise<T> {
	const connection = new Connection(options.url, options.trust, options.limits, options.proxy);
	if (options.credential?.kind === 'session') connection.useSession(cookieValue(options.credential.cookie));
	try {
		connection.apiVersion = await newestVersion(connection, options.signal);
		const content = await serviceContent(connection, options.signal);
		const self = { type: 'SessionManager', id: textAt(content, 'sessionManager') ?? 'SessionManager' };
		const access = accessBy(await credentialOf(options, connection.server), connection, self);
		// Reads go on side by side: when one of them fails, the others must not outlive the session, nor open another one.
		const over = new AbortController();
		const signal = options.signal === undefined ? over.signal : AbortSignal.any([options.signal, over.signal]);
		const session = new Session(connection, { ...options, signal }, content, access);
		await access.begin(signal);
		const stop = keepAlive(connection, options.limits ?? DEFAULT_LIMITS, signal);
		try {
			signal.throwIfAborted();
			return await work(session);
		} finally {
			stop();
			over.abort(new Error('the session is over'));
			await session.settled();
			// A failed logout changes nothing about the result; the server drops the session when it idles.
			if (access.own)
				await connection.call('Logout', self, '', { signal: AbortSignal.timeout(LOGOUT_MS) }).catch(() => undefined);
		}
	} finally {
		await connection.close();
	}
}

/** A token or session that was given, or the password, which is asked for only now. */
async function credentialOf(options: SessionOptions, server: string): Promise<Credential> {
	const { credential, username } = options;
	if (credential !== undefined) return credential;
	if (username === undefined)
		throw new UserError('username-missing', `No user name for ${server}.`, {
			suggestions: [`Write vcenter:https://user@${server}, or give --username.`],
		});
	const password = await options.password();
	if (password !== undefined) return { kind: 'password', username, password };
	throw new UserError('password-missing', `No password for ${username} at ${server}.`, {
		suggestions: ['Set XVCHECK_PASSWORD, or use --password-stdin.'],
	});
}

/** Asks for something small when nothing else was asked for a while, so that the session does not expire under a long wait. */
function keepAlive(connection: Connection, { keepAliveMs }: Limits, signal: AbortSignal): () => void {
	const timer = setInterval(() => {
		if (performance.now() - connection.lastRequest < keepAliveMs / 2) return;
		const self = { type: 'ServiceInstance', id: 'ServiceInstance' };
		// A session that is gone is noticed by the next read, which opens another one.
		connection.call('CurrentTime', self, '', { signal }).catch(() => undefined);
	}, keepAliveMs);
	timer.unref();
	return () => clearInterval(timer);
}
