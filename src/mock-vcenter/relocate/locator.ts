import { X509Certificate } from 'node:crypto';
import { messageOf, UserError } from '../../shared/errors.js';
import { textAt } from '../../shared/xml-value.js';
import { DEFAULT_LIMITS } from '../../vim/http.js';
import { type Session, withSession } from '../../vim/session.js';
import { readTrust, type Trust } from '../../vim/trust.js';
import { boolean, string } from '../wire/value.js';
import { badArgument, error, type Problem } from './problem.js';
import type { Reader } from './reader.js';
import { remoteReader } from './remote-reader.js';
import { seenCertificate } from './seen-certificate.js';
import type { Locator } from './spec.js';

const SAML = 'ServiceLocatorSAMLCredential';
/** A stranger may name any address: the wait for it is short. */
const LIMITS = { ...DEFAULT_LIMITS, connectMs: 5000, idleMs: 10_000, backOffMs: 100 };

/** What a locator led to: the result of the work there, or the one problem that kept from it. */
export type Reached<T> = { readonly result: T } | { readonly problem: Problem };

/** Logs in to the vCenter that a ServiceLocator names, does the work there, and logs out. */
export async function withDestination<T>(locator: Locator, work: (reader: Reader) => Promise<T>): Promise<Reached<T>> {
	const url = urlOf(locator);
	const trust = trustOf(locator);
	const incomplete = incompleteness(locator, url, trust);
	if (incomplete !== undefined) return { problem: incomplete };
	const options = {
		url: url as URL,
		username: locator.username ?? '',
		password: async () => locator.password ?? '',
		...(locator.credential === SAML && { credential: { kind: 'token' as const, token: locator.token ?? '' } }),
		trust: trust as Trust,
		limits: LIMITS,
	};
	try {
		return await withSession(options, async (session) => {
			const wrong = strangerAt(session, locator);
			return wrong === undefined ? { result: await work(remoteReader(session)) } : { problem: wrong };
		});
	} catch (thrown) {
		const problem = thrown instanceof UserError ? await unreachable(thrown, options.url) : undefined;
		if (problem === undefined) throw thrown;
		return { problem };
	}
}

function incompleteness(locator: Locator, url: URL | undefined, trust: Trust | undefined): Problem | undefined {
	if (locator.instanceUuid === undefined || locator.instanceUuid === '')
		return badArgument('spec.service.instanceUuid');
	if (url === undefined) return badArgument('spec.service.url');
	const needed = { ServiceLocatorNamePassword: locator.username, [SAML]: locator.token }[locator.credential] ?? '';
	if (needed === '') return badArgument('spec.service.credential');
	return trust === undefined ? badArgument('spec.service.sslThumbprint') : undefined;
}

/** Clients give the bare host as well as the whole address of the SDK. */
function urlOf({ url = '' }: Locator): URL | undefined {
	if (!URL.canParse(url)) return undefined;
	const parsed = new URL(url);
	if (parsed.protocol !== 'https:') return undefined;
	if (parsed.pathname === '/') parsed.pathname = '/sdk';
	return parsed;
}

/** The thumbprint, or from 9.0 on the certificate; where both are given they must agree. Without either it must verify. */
function trustOf({ sslThumbprint, sslCertificate }: Locator): Trust | undefined {
	try {
		if (sslCertificate === undefined) return readTrust({ thumbprint: sslThumbprint });
		const { fingerprint, fingerprint256 } = new X509Certificate(sslCertificate);
		const given = sslThumbprint?.replaceAll(':', '').toUpperCase();
		const own = [fingerprint, fingerprint256].map((one) => one.replaceAll(':', ''));
		return given === undefined || own.includes(given) ? readTrust({ thumbprint: fingerprint256 }) : undefined;
	} catch {
		return undefined;
	}
}

function strangerAt({ content }: Session, locator: Locator): Problem | undefined {
	const own = textAt(content, 'about.instanceUuid') ?? '';
	return own.toLowerCase() === locator.instanceUuid?.toLowerCase()
		? undefined
		: badArgument('spec.service.instanceUuid');
}

/** The fault that stands for what our client says; undefined for what no fault stands for. */
async function unreachable(failure: UserError, url: URL): Promise<Problem | undefined> {
	switch (failure.code) {
		case 'thumbprint-mismatch':
		case 'tls-untrusted': {
			const seen = await seenCertificate(url, LIMITS.connectMs);
			return error('SSLVerifyFault', 'The certificate of the remote vCenter Server is not trusted.', {
				selfSigned: boolean(seen?.selfSigned ?? false),
				thumbprint: string(seen?.sha1),
			});
		}
		case 'saml-token-invalid':
			return badArgument('spec.service.credential');
		case 'login-failed':
			return error('InvalidLogin', 'Cannot complete login due to an incorrect user name or password.');
		case 'not-a-vcenter':
			return error('NotSupported', 'The remote service is no vCenter Server.');
		case 'version-too-old':
			return error('NotSupported', 'The remote vCenter Server is too old for migrations between vCenter Servers.');
		case 'answer-unreadable':
		case 'connection-failed':
		case 'connection-lost':
		case 'http-redirect':
		case 'http-status':
		case 'server-busy':
			return error('HostConnectFault', `Cannot contact the remote vCenter Server: ${messageOf(failure)}`);
		default:
			return undefined;
	}
}
