import { BugError } from '../shared/errors.js';
import { at, type XmlValue } from '../shared/xml-value.js';
import { readFault } from './faults.js';
import { type AllowedMethod, METHODS, type Method } from './methods.js';
import { MAX_VALUE_LENGTH } from './object-content.js';
import type { StringPool } from './string-pool.js';
import { XmlFormatError, XmlReader } from './xml-reader.js';

/** A managed object reference. */
export interface Reference {
	readonly type: string;
	readonly id: string;
}

export function escapeXml(text: string): string {
	return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** An element with text. */
export function leaf(name: string, text: string | number | boolean): string {
	return `<${name}>${escapeXml(String(text))}</${name}>`;
}

/** An element that refers to a managed object. */
export function referenceTo(name: string, reference: Reference): string {
	return `<${name} type="${escapeXml(reference.type)}">${escapeXml(reference.id)}</${name}>`;
}

/**
 * The request document of a method; `parameters` in schema order. This is the only place where requests are made.
 * @throws BugError for a method, or arguments, that are not on the list of what xvcheck may send.
 */
export function writeRequest(method: Method, self: Reference, parameters = '', header = ''): string {
	if (!Object.hasOwn(METHODS, method))
		throw new BugError(`the vim25 method ${method} is not on the list of allowed ones`);
	const { refuse }: AllowedMethod = METHODS[method];
	const wrong = refuse?.(parameters);
	if (wrong !== undefined) throw new BugError(`a request of ${method} is not allowed: ${wrong}`);
	return (
		'<?xml version="1.0" encoding="UTF-8"?>\n' +
		'<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" ' +
		'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">' +
		(header === '' ? '' : `<soapenv:Header>${header}</soapenv:Header>`) +
		'<soapenv:Body>' +
		`<${method} xmlns="urn:vim25">${referenceTo('_this', self)}${parameters}</${method}>` +
		'</soapenv:Body></soapenv:Envelope>'
	);
}

/** Reads an answer piece by piece; objects of a property read are handed on as they come. */
export class AnswerReader {
	readonly #reader: XmlReader;

	constructor(pool: StringPool, onObject?: (content: XmlValue) => void) {
		this.#reader = new XmlReader(
			{
				maxValueLength: MAX_VALUE_LENGTH,
				levels: 5,
				emits: (path) => onObject !== undefined && isObject(path),
				onValue: (_, value) => onObject?.(value),
			},
			pool,
		);
	}

	/** @throws XmlFormatError */
	write(chunk: Uint8Array): void {
		this.#reader.write(chunk);
	}

	/**
	 * The response element (`…Response`), whose result is `returnval`.
	 * @throws SoapFault when the server answered a fault; XmlFormatError when it is no SOAP answer.
	 */
	close(): XmlValue {
		const body = at(this.#reader.close(), 'Body');
		if (body === undefined || typeof body === 'string' || Array.isArray(body))
			throw new XmlFormatError('it is XML, but no SOAP envelope');
		const [name, value] = Object.entries(body).find(([key]) => !key.startsWith('$')) ?? [];
		if (name === 'Fault' && value !== undefined) throw readFault(value);
		if (name === undefined || !name.endsWith('Response') || value === undefined)
			throw new XmlFormatError('it is a SOAP envelope without a response');
		return value;
	}
}

/** `RetrievePropertiesEx` wraps objects in its result; the older `RetrieveProperties` returns them directly. */
function isObject(path: readonly string[]): boolean {
	if (path[0] !== 'Envelope' || path[1] !== 'Body') return false;
	if (path.length === 5) return path[4] === 'objects' && path[3] === 'returnval';
	return path.length === 4 && path[2] === 'RetrievePropertiesResponse' && path[3] === 'returnval';
}
