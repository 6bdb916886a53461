import { UserError } from '../shared/errors.js';
import { at, textAt } from '../shared/xml-value.js';
import { type Connection, explainFault } from './connection.js';
import { SoapFault } from './faults.js';
import { LOGOUT_MS } from './http.js';
import type { RestLogin } from './rest-session.js';
import { samlHeader } from './saml-token.js';
import { leaf, type Reference, referenceTo } from './soap.js';

/** How to be let in: a password, a SAML bearer token, or the value of the cookie of a session that somebody else opened. */
export type Credential =
	| { readonly kind: 'password'; readonly username: string; readonly password: string }
	| { readonly kind: 'token'; readonly token: string }
	| { readonly kind: 'session'; readonly cookie: string };

/** How a session begins, and begins again when it expired. A session of somebody else is neither renewed nor ended. */
export interface Access {
	readonly own: boolean;
	/** For a REST session beside it; only a password opens one. */
	readonly rest?: RestLogin;
	begin(signal: AbortSignal): Promise<void>;
}

/** @throws UserError when a token or cookie is malformed. */
export function accessBy(credential: Credential, connection: Connection, manager: Reference): Access {
	switch (credential.kind) {
		case 'password': {
			const { username, password } = credential;
			const parameters = leaf('userName', username) + leaf('password', password) + leaf('locale', 'en_US');
			return {
				own: true,
				rest: { username, password },
				begin: (signal) =>
					finishing(signal, (grace) => connection.call('Login', manager, parameters, { signal: grace })).catch(
						(error: unknown) => {
							throw explainLogin(connection.server, username, error);
						},
					),
			};
		}
		case 'token': {
			const header = samlHeader(credential.token);
			const parameters = leaf('locale', 'en_US');
			return {
				own: true,
				begin: (signal) =>
					finishing(signal, (grace) =>
						connection.call('LoginByToken', manager, parameters, { signal: grace, header }),
					).catch((error: unknown) => {
						throw explainToken(connection.server, error);
					}),
			};
		}
		case 'session':
			return { own: false, begin: (signal) => takeOver(connection, manager, signal) };
	}
}

/** The value of a `vmware_soap_session` cookie, given with or without its name; vCenter quotes it. */
export function cookieValue(text: string): string {
	const value = text.trim().replace(/^vmware_soap_session=/, '');
	if (/^"?[\w-]{8,200}"?$/.test(value)) return value;
	throw new UserError('session-invalid', 'The session that was given is no value of a vmware_soap_session cookie.', {
		suggestions: ['Give 40 hexadecimal digits, with or without quotes, as PowerCLI shows them as SessionSecret.'],
	});
}

/** A signal lets a login finish for a moment, so that the session can be ended. Never repeated: wrong ones lock the account. */
async function finishing(signal: AbortSignal, login: (grace: AbortSignal) => Promise<unknown>): Promise<void> {
	const grace = new AbortController();
	const start = () => setTimeout(() => grace.abort(signal.reason), LOGOUT_MS).unref();
	signal.addEventListener('abort', start, { once: true });
	try {
		await login(grace.signal);
	} finally {
		signal.removeEventListener('abort', start);
	}
}

function explainLogin(server: string, username: string, error: unknown): unknown {
	if (!(error instanceof SoapFault)) return error;
	const said = `${server} refused the login of ${username}`;
	if (error.fault === 'InvalidLogin')
		return new UserError('login-failed', `${said}: wrong user name or password, or a locked account.`, {
			cause: error,
			suggestions: ['The login is not repeated, so that the account is not locked. Write the user as name@domain.'],
		});
	if (error.fault === 'NoPermission')
		return new UserError('login-failed', `${said}: the account has no permission on this vCenter.`, {
			cause: error,
			suggestions: ['Give it the read-only role that the README describes, at the root and propagated.'],
		});
	return explainFault(server, `the login of ${username}`, error);
}

function explainToken(server: string, error: unknown): unknown {
	if (!(error instanceof SoapFault)) return error;
	return new UserError('login-failed', `${server} refused the SAML token: ${error.message}.`, {
		cause: error,
		suggestions: [
			'Tokens live for minutes, and clocks must agree: get a new one, from a domain that this vCenter trusts.',
		],
	});
}

/** `currentSession` is unset, or refused, without a session that lives. */
async function takeOver(connection: Connection, manager: Reference, signal: AbortSignal): Promise<void> {
	const filter =
		`<specSet><propSet>${leaf('type', manager.type)}${leaf('all', false)}${leaf('pathSet', 'currentSession')}</propSet>` +
		`<objectSet>${referenceTo('obj', manager)}${leaf('skip', false)}</objectSet></specSet><options/>`;
	const collector = { type: 'PropertyCollector', id: 'propertyCollector' };
	const user: (string | undefined)[] = [];
	try {
		const what = 'the session that was given';
		await connection.call('RetrievePropertiesEx', collector, filter, {
			signal,
			what,
			onObject: (content) => user.push(textAt(at(content, 'propSet'), 'val.userName')),
		});
	} catch (error) {
		if (!(error instanceof SoapFault)) throw error;
	}
	if (user[0] !== undefined) return;
	throw new UserError(
		'session-invalid',
		`${connection.server} does not know the session that was given, or it expired.`,
		{
			suggestions: ['Open a new one, or log in with a user and a password.'],
		},
	);
}
