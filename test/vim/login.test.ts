import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { samlHeader } from '../../src/vim/saml-token.js';
import { readTrust } from '../../src/vim/trust.js';
import { type SeenRequest, soap, withTlsServer } from '../support/tls-server.js';
import { FAST, failureOf, optionsFor, readAll, smallScenario, withMock, withSession } from '../support/vim-client.js';

const ASSERTION =
	'<saml2:Assertion xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" ID="_1" Version="2.0"><saml2:Subject>ro</saml2:Subject></saml2:Assertion>';
const unused = async () => {
	throw new Error('a password was asked for');
};

/** A vCenter that lets in whoever brings anything. */
function anyVCenter({ path, body }: SeenRequest): string {
	if (path !== '/sdk') return '<html/>';
	const method = /<(\w+) xmlns="urn:vim25">/.exec(body)?.[1] ?? '';
	const about = '<about><apiType>VirtualCenter</apiType><apiVersion>8.0.3.0</apiVersion></about>';
	const manager = '<sessionManager type="SessionManager">SessionManager</sessionManager>';
	return soap(method, method === 'RetrieveServiceContent' ? `<returnval>${about}${manager}</returnval>` : '');
}

describe('a login with a SAML token', () => {
	it.each([
		['as XML', ASSERTION],
		['as XML with a declaration', `<?xml version="1.0"?>\n${ASSERTION}\n`],
		['in base64', Buffer.from(ASSERTION).toString('base64')],
		['compressed in base64', gzipSync(ASSERTION).toString('base64')],
	])('%s puts the assertion into the header of LoginByToken, and logs out at the end', (_, token) =>
		withTlsServer(anyVCenter, async ({ url, certificate, seen }) => {
			const trust = readTrust({ thumbprint: certificate.sha256 });
			const options = { url, trust, limits: FAST, password: unused, credential: { kind: 'token' as const, token } };
			expect(await withSession(options, async () => 'read')).toBe('read');
			const bodies = seen.map(({ body }) => body);
			const login = bodies.find((body) => body.includes('<LoginByToken '));
			expect(login).toContain(
				`secext-1.0.xsd">${ASSERTION}</wsse:Security></soapenv:Header><soapenv:Body><LoginByToken`,
			);
			expect(bodies.filter((body) => body.includes('Assertion'))).toHaveLength(1);
			expect(bodies.at(-1)).toContain('<Logout ');
		}),
	);

	it('that is refused says so once, without the token', () =>
		withMock(async (vcenter) => {
			const { username: _, ...rest } = optionsFor(vcenter);
			const options = { ...rest, password: unused, credential: { kind: 'token' as const, token: ASSERTION } };
			const failure = await failureOf(withSession(options, async () => 'never'));
			expect(failure.code).toBe('login-failed');
			expect(failure.message).toMatch(/refused the SAML token/);
			expect(failure.message + failure.stack).not.toContain('saml2:Subject');
			expect(vcenter.running.received.filter((name) => name === 'LoginByToken')).toHaveLength(1);
		}));

	it.each([
		['a password', 'hunter2!', /neither XML nor base64/],
		['base64 of something else', Buffer.from('{"a":1}').toString('base64'), /no SAML assertion/],
		['an assertion that breaks out of the header', `${ASSERTION}</wsse:Security><x/>`, /not well-formed/],
		['an unfinished assertion', '<Assertion><Subject>', /not well-formed/],
		['a document type', `<Assertion ><!DOCTYPE a></Assertion>`, /not well-formed/],
		['a token that needs a key', '<Assertion>urn:oasis:names:tc:SAML:2.0:cm:holder-of-key</Assertion>', /private key/],
	])('refuses %s before it is sent, and never shows it', (_, token, message) => {
		let failure: Error | undefined;
		try {
			samlHeader(token);
		} catch (error) {
			failure = error as Error;
		}
		expect(failure?.message).toMatch(message);
		expect(failure?.message).not.toContain('hunter2');
	});
});

describe('a session that somebody else opened', () => {
	/** Opens a session as another program would, and gives the value of its cookie. */
	async function foreignSession(vcenter: Parameters<typeof optionsFor>[0], work: (cookie: string) => Promise<void>) {
		let cookie = '';
		vcenter.running.intercept = (_, request) => {
			cookie = request.headers.cookie ?? cookie;
			return false;
		};
		await withSession(optionsFor(vcenter), async (session) => {
			await readAll(session, 'Datacenter', ['name']);
			vcenter.running.intercept = undefined;
			await work(cookie.replace('vmware_soap_session=', ''));
		});
	}
	const given = (vcenter: Parameters<typeof optionsFor>[0], cookie: string) => {
		const { username: _, ...rest } = optionsFor(vcenter);
		return { ...rest, password: unused, credential: { kind: 'session' as const, cookie } };
	};

	it.each([
		['as the server sent it', (cookie: string) => cookie],
		['with the name of the cookie', (cookie: string) => `vmware_soap_session=${cookie}`],
	])('%s is used without a login and left open', (_, write) =>
		withMock((vcenter) =>
			foreignSession(vcenter, async (cookie) => {
				const before = vcenter.running.received.length;
				const hosts = await withSession(given(vcenter, write(cookie)), (session) =>
					readAll(session, 'HostSystem', ['name']),
				);
				expect(hosts).toHaveLength(2);
				const sent = vcenter.running.received.slice(before);
				expect(sent).not.toContain('Login');
				expect(sent).not.toContain('Logout');
				expect(vcenter.running.server.sessions.active).toBe(1);
			}),
		),
	);

	it('that is unknown to the server is said to be so', () =>
		withMock(async (vcenter) => {
			const failure = await failureOf(withSession(given(vcenter, 'a'.repeat(40)), async () => 'never'));
			expect(failure.code).toBe('session-invalid');
			expect(failure.message).toContain('does not know the session');
			expect(failure.message).not.toContain('aaaa');
			expect(vcenter.running.received).not.toContain('Login');
			expect(vcenter.running.received).not.toContain('Logout');
		}));

	it('that cannot be one is refused before anything is sent', () =>
		withMock(async (vcenter) => {
			const failure = await failureOf(withSession(given(vcenter, 'x; other=1'), async () => 'never'));
			expect(failure.code).toBe('session-invalid');
			expect(vcenter.running.received).toEqual([]);
		}));

	it('that ends in the middle is not replaced: nobody gave a password', () =>
		withMock((vcenter) =>
			foreignSession(vcenter, async (cookie) => {
				const failure = await failureOf(
					withSession(given(vcenter, cookie), async (session) => {
						vcenter.running.server.sessions.expireAll();
						return readAll(session, 'HostSystem', ['name']);
					}),
				);
				expect(failure.code).toBe('session-lost');
				expect(failure.message).toContain('the session that was given');
			}),
		));
});

describe('a login that is refused', () => {
	it('because the account is locked is not repeated, and says that it may be locked', () =>
		withMock(
			async (vcenter) => {
				const failure = await failureOf(withSession(optionsFor(vcenter), async () => 'never'));
				expect(failure.code).toBe('login-failed');
				expect(failure.message).toMatch(/or a locked account/);
				expect(vcenter.running.received.filter((name) => name === 'Login')).toHaveLength(1);
			},
			smallScenario(1, { account: { locked: true } }),
		));

	it('because the account has no role says so', () =>
		withMock(
			async (vcenter) => {
				const failure = await failureOf(withSession(optionsFor(vcenter), async () => 'never'));
				expect(failure.code).toBe('login-failed');
				expect(failure.message).toMatch(/no permission on this vCenter/);
			},
			smallScenario(1, { faults: [{ on: { method: 'Login' }, fault: 'NoPermission', privilege: 'System.View' }] }),
		));
});

describe('a session under a long wait', () => {
	it('is kept alive by a small request, and only while nothing else is asked', () =>
		withMock(async (vcenter) => {
			const limits = { ...FAST, keepAliveMs: 40 };
			await withSession(optionsFor(vcenter, { limits }), async () => {
				await new Promise((resolve) => setTimeout(resolve, 300));
			});
			const { received } = vcenter.running;
			expect(received.filter((name) => name === 'CurrentTime').length).toBeGreaterThanOrEqual(2);
			expect(received.at(-1)).toBe('Logout');
		}));
});
