import { at, textAt, type XmlValue } from '../../shared/xml-value.js';
import { escapeXml } from '../../vim/soap.js';
import { XmlFormatError, XmlReader } from '../../vim/xml-reader.js';
import type { MockMethod } from '../methods/contract.js';
import type { Hidden } from '../wire/since.js';
import { ref, string } from '../wire/value.js';
import type { Call, Server } from './context.js';
import { VimFault } from './fault.js';
import { deniedPrivilege } from './pages.js';
import { demand } from './permit.js';
import { PLAYED_METHODS } from './replica.js';
import { lookUp, referenceAt } from './select.js';
import type { Session } from './sessions.js';

const ENVELOPE =
	'<?xml version="1.0" encoding="UTF-8"?>\n<soapenv:Envelope xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/" ' +
	'xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" ' +
	'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n<soapenv:Body>\n';
const END = '\n</soapenv:Body>\n</soapenv:Envelope>';

export interface Answer {
	readonly status: 200 | 500;
	readonly body: string;
}

export interface SoapRequest {
	readonly method: string;
	readonly parameters: XmlValue;
	/** SOAP header; it carries a token. */
	readonly header: XmlValue | undefined;
}

/** @throws XmlFormatError when the document is no SOAP request. */
export function readRequest(document: Uint8Array): SoapRequest {
	const reader = new XmlReader();
	reader.write(document);
	const envelope = reader.close();
	const body = at(envelope, 'Body');
	const [method, parameters] =
		body === undefined || typeof body === 'string' || Array.isArray(body) ? [] : (Object.entries(body)[0] ?? []);
	if (method === undefined || parameters === undefined) throw new XmlFormatError('it is no SOAP request');
	return { method, parameters, header: at(envelope, 'Header') };
}

/** Answers a request: the method's result, or its fault with status 500. */
export async function answer(
	server: Server,
	methods: ReadonlyMap<string, MockMethod>,
	session: Session,
	request: SoapRequest,
	hidden: Hidden,
): Promise<Answer> {
	try {
		const { method, parameters, header } = request;
		const self = referenceAt(parameters, '_this');
		const call: Call = { method, self, parameters, header, session, server, hidden };
		const members = recordedResult(call) ?? (await methodOf(methods, call).call(call));
		return {
			status: 200,
			body: `${ENVELOPE}<${method}Response xmlns="urn:vim25">${members}</${method}Response>${END}`,
		};
	} catch (error) {
		if (error instanceof VimFault) return faultReply(error);
		throw error;
	}
}

function recordedResult({ server, self, method, session, parameters }: Call): string | undefined {
	return session.userName === undefined ? undefined : server.replica?.result(self.id, method, parameters);
}

function methodOf(methods: ReadonlyMap<string, MockMethod>, call: Call): MockMethod {
	const found = methods.get(call.method);
	const played = call.server.replica === undefined || PLAYED_METHODS.has(call.method);
	if (found === undefined || !played) throw methodNotFound(call);
	if (call.session.userName === undefined && found.anonymous !== true)
		throw new VimFault('NotAuthenticated', 'The session is not authenticated.', {
			object: ref(call.self),
			privilegeId: string('System.View'),
		});
	const { types } = lookUp(call, call.self);
	if (found.receivers !== '*' && !found.receivers.some((type) => types.includes(type))) throw methodNotFound(call);
	const privilege = deniedPrivilege(call, types, call.method);
	if (privilege !== undefined) throw VimFault.noPermission(call.self, privilege);
	if (found.privilege !== undefined) demand(call, call.self.id, found.privilege);
	return found;
}

function methodNotFound({ self, method }: Call): VimFault {
	return new VimFault('MethodNotFound', `The method is not supported: ${self.type}.${method}`, {
		receiver: ref(self),
		method: string(method),
	});
}

/** A fault as a SOAP answer. */
export function faultReply(fault: VimFault): Answer {
	const body =
		`${ENVELOPE}<soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>${escapeXml(textAt(fault.message) ?? '')}` +
		`</faultstring><detail>${fault.detail()}</detail></soapenv:Fault>${END}`;
	return { status: 500, body };
}
