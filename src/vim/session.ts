import { UserError } from '../shared/errors.js';
import { at, textAt, type XmlValue } from '../shared/xml-value.js';
import { type CallOptions, Connection, explainFault } from './connection.js';
import { SoapFault } from './faults.js';
import type { Limits } from './http.js';
import type { Method } from './methods.js';
import { leaf, type Reference } from './soap.js';
import type { Trust } from './trust.js';

/** After a signal, how long a login in flight may still finish and the logout may take (clarification 1.7). */
const GRACE_MS = 2000;

export interface SessionOptions {
	/** `https://host[:port][/sdk]`, without credentials. */
	readonly url: URL;
	readonly username: string;
	/** Asked for once, after the server has proved to be a vCenter. */
	readonly password: () => Promise<string | undefined>;
	readonly trust: Trust;
	readonly limits?: Limits;
	readonly signal?: AbortSignal | undefined;
}

/** A logged-in session. `content` is the ServiceContent. */
export class Session {
	readonly #connection: Connection;
	readonly #options: SessionOptions;
	readonly #login: () => Promise<void>;
	#renewal: Promise<void> | undefined;
	#epoch = 0;
	readonly content: XmlValue;

	constructor(connection: Connection, options: SessionOptions, content: XmlValue, login: () => Promise<void>) {
		this.#connection = connection;
		this.#options = options;
		this.content = content;
		this.#login = login;
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
	 * Logs in again after the session expired: once, however many reads notice it (clarification 1.4). `epoch` is what the
	 * session's `epoch` was when the failed read began.
	 * @throws UserError when the new session was lost as well.
	 */
	renew(epoch: number): Promise<void> {
		this.signal?.throwIfAborted();
		if (epoch !== this.#epoch) return Promise.resolve();
		if (this.#renewal !== undefined) return this.#renewal;
		if (epoch > 0)
			throw new UserError('session-lost', `${this.server} ended the session a second time.`, {
				suggestions: ['Check session time-outs and whether an administrator ends idle sessions.'],
			});
		this.#renewal = this.#login().then(() => {
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
	const connection = new Connection(options.url, options.trust, options.limits);
	try {
		const content = await serviceContent(connection, options.signal);
		const sessionManager = textAt(content, 'sessionManager') ?? 'SessionManager';
		const self = { type: 'SessionManager', id: sessionManager };
		const password = await options.password();
		if (password === undefined) throw missingPassword(connection.server, options.username);
		// Reads go on side by side: when one of them fails, the others must not outlive the session, nor open another one.
		const over = new AbortController();
		const signal = options.signal === undefined ? over.signal : AbortSignal.any([options.signal, over.signal]);
		const login = () => logIn(connection, self, { ...options, signal }, password);
		const session = new Session(connection, { ...options, signal }, content, login);
		await login();
		try {
			signal.throwIfAborted();
			return await work(session);
		} finally {
			over.abort(new Error('the session is over'));
			await session.settled();
			// A failed logout changes nothing about the result; the server drops the session when it idles.
			await connection.call('Logout', self, '', { signal: AbortSignal.timeout(GRACE_MS) }).catch(() => undefined);
		}
	} finally {
		await connection.close();
	}
}

async function serviceContent(connection: Connection, signal: AbortSignal | undefined): Promise<XmlValue> {
	const answer = await connection
		.call('RetrieveServiceContent', { type: 'ServiceInstance', id: 'ServiceInstance' }, '', { signal })
		.catch((error: unknown) => {
			throw error instanceof SoapFault ? explainFault(connection.server, 'RetrieveServiceContent', error) : error;
		});
	const content = at(answer, 'returnval');
	const apiType = textAt(content, 'about.apiType');
	if (content === undefined || apiType === undefined)
		throw new UserError('not-a-vcenter', `${connection.server} answers SOAP, but does not say what it is.`);
	if (apiType !== 'VirtualCenter') {
		const name = textAt(content, 'about.fullName') ?? apiType;
		throw new UserError(
			'not-a-vcenter',
			`${connection.server} is no vCenter Server but ${name} (apiType ${apiType}).`,
			{
				suggestions: ['Give the address of the vCenter Server that manages this host.'],
			},
		);
	}
	connection.apiVersion = textAt(content, 'about.apiVersion') ?? connection.apiVersion;
	return content;
}

/** Never repeated: wrong passwords lock the account. A signal lets it finish for a moment, so that the session can be ended. */
async function logIn(
	connection: Connection,
	self: Reference,
	options: SessionOptions,
	password: string,
): Promise<void> {
	const { username, signal } = options;
	const grace = new AbortController();
	const startGrace = () => setTimeout(() => grace.abort(signal?.reason), GRACE_MS).unref();
	signal?.addEventListener('abort', startGrace, { once: true });
	try {
		const parameters = leaf('userName', username) + leaf('password', password) + leaf('locale', 'en_US');
		await connection.call('Login', self, parameters, { signal: grace.signal });
	} catch (error) {
		if (!(error instanceof SoapFault)) throw error;
		if (error.fault !== 'InvalidLogin') throw explainFault(connection.server, `the login of ${username}`, error);
		throw new UserError(
			'login-failed',
			`${connection.server} refused the login of ${username}: wrong user name or password, or a locked account.`,
			{
				cause: error,
				suggestions: ['The login is not repeated, so that the account is not locked. Write the user as name@domain.'],
			},
		);
	} finally {
		signal?.removeEventListener('abort', startGrace);
	}
}

function missingPassword(server: string, username: string): UserError {
	return new UserError('password-missing', `No password for ${username} at ${server}.`, {
		suggestions: ['Set XVCHECK_PASSWORD, or use --password-stdin.'],
	});
}
