import { gunzipSync } from 'node:zlib';
import { UserError } from '../shared/errors.js';
import { XmlFormatError, XmlReader } from './xml-reader.js';

const MAX_BYTES = 1024 * 1024;
const SECURITY = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';

/**
 * The SOAP header that carries a SAML 2.0 bearer token, as `LoginByToken` wants it (WS-Security SAML Token Profile). The token is
 * an Assertion as XML, or that in base64, compressed or not, as token services hand it out.
 * @throws UserError `saml-token-invalid`; the token itself is never shown.
 */
export function samlHeader(token: string): string {
	const text = token.trim();
	const xml = (text.startsWith('<') ? text : decode(text)).replace(/^<\?xml[^>]*\?>\s*/, '');
	if (!/^<([\w.-]+:)?Assertion[\s>]/.test(xml)) throw invalid('it is no SAML assertion');
	try {
		const reader = new XmlReader();
		reader.write(xml);
		reader.close();
	} catch (error) {
		if (error instanceof XmlFormatError) throw invalid(`it is not well-formed: ${error.message}`);
		throw error;
	}
	if (xml.includes(':cm:holder-of-key'))
		throw invalid('it is bound to a private key (holder-of-key)', 'Ask for a bearer token: xvcheck signs nothing.');
	return `<wsse:Security xmlns:wsse="${SECURITY}">${xml}</wsse:Security>`;
}

function decode(text: string): string {
	if (!/^[A-Za-z0-9+/_=\s-]+$/.test(text)) throw invalid('it is neither XML nor base64');
	const bytes = Buffer.from(text, 'base64');
	try {
		const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes, { maxOutputLength: MAX_BYTES }) : bytes;
		return plain.toString('utf8').trim();
	} catch {
		throw invalid('it cannot be unpacked');
	}
}

function invalid(why: string, hint = 'Give the Assertion element that the token service returned, as XML or base64.') {
	return new UserError('saml-token-invalid', `The SAML token cannot be used: ${why}.`, { suggestions: [hint] });
}
