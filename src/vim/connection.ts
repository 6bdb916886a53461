import { messageOf, UserError } from '../shared/errors.js';
import { textAt, type XmlValue } from '../shared/xml-value.js';
import type { SoapFault } from './faults.js';
import { DEFAULT_LIMITS, HttpClient, type Limits } from './http.js';
import { type DocumentPath, METHODS, type Method } from './methods.js';
import type { ProxyServer } from './proxy.js';
import { type AllowedRest, REST_REQUESTS, type RestDialect, type RestRequest } from './rest-requests.js';
import { AnswerReader, type Reference, writeRequest } from './soap.js';
import { StringPool } from './string-pool.js';
import type { Trust } from './trust.js';
import { XmlFormatError, XmlReader } from './xml-reader.js';

/** The oldest API that xvcheck serves; asked with until the server has said its own. */
export const FIRST_API = '6.5';

export interface CallOptions {
	/** In the words of a message: "objects of VirtualMachine". */
	readonly what?: string;
	readonly signal?: AbortSignal | undefined;
	/** Gets each object of a property read as it comes. */
	readonly onObject?: (content: XmlValue) => void;
	/** Contents of the SOAP header. */
	readonly header?: string;
}

const SESSION_COOKIE = 'vmware_soap_session=';

const USER_AGENT = { 'user-agent': 'xvcheck' };

interface RestOptions {
	readonly id?: string;
	readonly body?: unknown;
	readonly headers: Readonly<Record<string, string>>;
	readonly signal: AbortSignal | undefined;
}

/** One vCenter over SOAP: sends allowed methods, keeps the session cookie, reads answers as a stream. */
export class Connection {
	readonly #http: HttpClient;
	readonly #pool = new StringPool();
	#cookie: string | undefined;
	/** `8.0.3.0`; the server's newest, so that it leaves nothing out (vim25 prunes answers to the version asked with). */
	apiVersion = FIRST_API;

	/** When the last request was sent, in milliseconds of `performance.now`. */
	lastRequest = performance.now();

	constructor(url: URL, trust: Trust, limits: Limits = DEFAULT_LIMITS, proxy?: ProxyServer) {
		this.#http = new HttpClient(url, trust, limits, proxy);
	}

	/** Goes on with a session that somebody else opened. */
	useSession(value: string): void {
		this.#cookie = SESSION_COOKIE + value;
	}

	get server(): string {
		return this.#http.server;
	}

	/**
	 * Calls a method and returns its response element.
	 * @throws SoapFault as the server answered it; UserError for anything else that went wrong on the way.
	 */
	async call(method: Method, self: Reference, parameters = '', options: CallOptions = {}): Promise<XmlValue> {
		const what = options.what === undefined ? method : `${method} (${options.what})`;
		this.lastRequest = performance.now();
		const reader = new Answer(() => new AnswerReader(this.#pool, options.onObject));
		try {
			await this.#http.send({
				what,
				body: writeRequest(method, self, parameters, options.header),
				headers: this.#headers(),
				repeat: METHODS[method].repeat,
				signal: options.signal,
				headersSeen: (headers) => this.#keepCookie(headers['set-cookie']),
				begin: () => reader.begin(),
			});
			return reader.close();
		} catch (error) {
			if (error instanceof XmlFormatError) throw this.#unreadable(what, reader.start, error);
			throw error;
		}
	}

	/**
	 * Reads a document that the server gives without a session.
	 * @throws UserError
	 */
	async document(path: DocumentPath, signal: AbortSignal | undefined): Promise<XmlValue> {
		const reader = new Answer(() => new XmlReader({}, this.#pool));
		try {
			await this.#http.send({
				what: path,
				path,
				headers: USER_AGENT,
				repeat: true,
				signal,
				begin: () => reader.begin(),
			});
			return reader.close();
		} catch (error) {
			if (error instanceof XmlFormatError) throw this.#unreadable(path, reader.start, error);
			throw error;
		}
	}

	/**
	 * Sends an allowed REST request and returns its JSON; undefined for an empty answer.
	 * @throws UserError for any status but success.
	 */
	async rest(name: RestRequest, dialect: RestDialect, { id, body, headers, signal }: RestOptions): Promise<unknown> {
		const { verb, repeat, [dialect]: pattern }: AllowedRest = REST_REQUESTS[name];
		const what = `${verb} ${pattern}`;
		const pieces: Uint8Array[] = [];
		this.lastRequest = performance.now();
		await this.#http.send({
			what,
			verb,
			path: pattern.replace('{id}', encodeURIComponent(id ?? '')),
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
			headers: { ...USER_AGENT, 'content-type': 'application/json', accept: 'application/json', ...headers },
			answered: [200, 201, 204],
			repeat,
			signal,
			begin: () => {
				pieces.length = 0;
				return (piece) => pieces.push(piece);
			},
		});
		return this.#json(what, Buffer.concat(pieces).toString());
	}

	#json(what: string, text: string): unknown {
		if (text === '') return undefined;
		try {
			return JSON.parse(text);
		} catch {
			throw this.#unreadable(what, text.slice(0, 200), new XmlFormatError('it is no JSON'));
		}
	}

	#headers(): Record<string, string> {
		return {
			'content-type': 'text/xml; charset=utf-8',
			soapaction: `"urn:vim25/${this.apiVersion}"`,
			...USER_AGENT,
			...(this.#cookie === undefined ? {} : { cookie: this.#cookie }),
		};
	}

	/** vCenter quotes the value, and wants it back with its quotes. */
	#keepCookie(header: string | string[] | undefined): void {
		for (const cookie of header === undefined ? [] : [header].flat()) {
			const pair = cookie.split(';')[0]?.trim();
			if (pair?.startsWith(SESSION_COOKIE)) this.#cookie = pair;
		}
	}

	#unreadable(what: string, start: string, cause: XmlFormatError): UserError {
		const html = /^\s*<(!doctype html|html)/i.test(start);
		const found = html ? 'it is an HTML page, not SOAP' : cause.message;
		return new UserError('answer-unreadable', `The answer of ${this.server} to ${what} cannot be read: ${found}.`, {
			cause,
			suggestions: [
				html
					? 'A proxy or login page may stand before the vCenter: give the address of the vCenter itself.'
					: 'If it happens again, look for a proxy or a restart of vpxd between this machine and the vCenter.',
			],
		});
	}

	async close(): Promise<void> {
		await this.#http.close();
	}
}

/** Reads an answer that may begin anew when its request is repeated, and remembers how it began. */
class Answer {
	#reader: { write(chunk: Uint8Array): void; close(): XmlValue } | undefined;
	/** The first characters, to tell an HTML page from XML. */
	start = '';

	constructor(private readonly open: () => { write(chunk: Uint8Array): void; close(): XmlValue }) {}

	begin(): (chunk: Uint8Array) => void {
		const reader = this.open();
		this.#reader = reader;
		this.start = '';
		return (chunk) => {
			if (this.start.length < 200) this.start += Buffer.from(chunk.subarray(0, 200)).toString('latin1');
			reader.write(chunk);
		};
	}

	/** @throws XmlFormatError */
	close(): XmlValue {
		if (this.#reader === undefined) throw new XmlFormatError('it is empty');
		return this.#reader.close();
	}
}

/** Explains a fault that ends the work. */
export function explainFault(server: string, what: string, fault: SoapFault): UserError {
	const privilege = fault.privilegeId === undefined ? '' : ` (privilege ${fault.privilegeId})`;
	return new UserError('vcenter-fault', `${server} refused ${what}: ${messageOf(fault)}${privilege}.`, {
		cause: fault,
	});
}

/** The text of a returned string or reference. */
export function returned(response: XmlValue): string | undefined {
	return textAt(response, 'returnval');
}
