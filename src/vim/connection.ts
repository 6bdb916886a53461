import { messageOf, UserError } from '../shared/errors.js';
import { textAt, type XmlValue } from '../shared/xml-value.js';
import type { SoapFault } from './faults.js';
import { DEFAULT_LIMITS, HttpClient, type Limits } from './http.js';
import { METHODS, type Method } from './methods.js';
import { AnswerReader, type Reference, writeRequest } from './soap.js';
import { StringPool } from './string-pool.js';
import type { Trust } from './trust.js';
import { XmlFormatError } from './xml-reader.js';

/** The oldest API that xvcheck serves; asked with until the server has said its own. */
const FIRST_API = '6.5';

export interface CallOptions {
	/** In the words of a message: "objects of VirtualMachine". */
	readonly what?: string;
	readonly signal?: AbortSignal | undefined;
	/** Gets each object of a property read as it comes. */
	readonly onObject?: (content: XmlValue) => void;
}

/** One vCenter over SOAP: sends allowed methods, keeps the session cookie, reads answers as a stream. */
export class Connection {
	readonly #http: HttpClient;
	readonly #pool = new StringPool();
	#cookie: string | undefined;
	/** `8.0.3.0`; the server's newest, so that it leaves nothing out (vim25 prunes answers to the version asked with). */
	apiVersion = FIRST_API;

	constructor(url: URL, trust: Trust, limits: Limits = DEFAULT_LIMITS) {
		this.#http = new HttpClient(url, trust, limits);
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
		let reader: AnswerReader | undefined;
		let start = '';
		try {
			await this.#http.post({
				what,
				body: writeRequest(method, self, parameters),
				headers: this.#headers(),
				repeat: METHODS[method].repeat,
				signal: options.signal,
				headersSeen: (headers) => this.#keepCookie(headers['set-cookie']),
				begin: () => {
					const current = new AnswerReader(this.#pool, options.onObject);
					reader = current;
					start = '';
					return (chunk) => {
						if (start.length < 200) start += Buffer.from(chunk.subarray(0, 200)).toString('latin1');
						current.write(chunk);
					};
				},
			});
			if (reader === undefined) throw new XmlFormatError('it is empty');
			return reader.close();
		} catch (error) {
			if (error instanceof XmlFormatError) throw this.#unreadable(what, start, error);
			throw error;
		}
	}

	#headers(): Record<string, string> {
		return {
			'content-type': 'text/xml; charset=utf-8',
			soapaction: `"urn:vim25/${this.apiVersion}"`,
			'user-agent': 'xvcheck',
			...(this.#cookie === undefined ? {} : { cookie: this.#cookie }),
		};
	}

	/** vCenter quotes the value, and wants it back with its quotes. */
	#keepCookie(header: string | string[] | undefined): void {
		for (const cookie of header === undefined ? [] : [header].flat()) {
			const pair = cookie.split(';')[0]?.trim();
			if (pair?.startsWith('vmware_soap_session=')) this.#cookie = pair;
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
