import { readFileSync } from 'node:fs';
import type { Duplex } from 'node:stream';
import * as tls from 'node:tls';
import { messageOf, UserError } from '../shared/errors.js';
import { matchesThumbprint, parseThumbprint, type Thumbprint, thumbprintOf } from './thumbprint.js';

/** What makes a server trusted. Without a thumbprint the certificate must verify; with both settings both must hold. */
export interface Trust {
	readonly thumbprint?: Thumbprint;
	/** Certificate authorities; the platform's and Node's own when absent. */
	readonly authorities?: readonly string[];
	/** True when the user named a CA file: then it must verify even if a thumbprint matches. */
	readonly verify: boolean;
}

/**
 * Reads `--thumbprint` and `--ca-file`.
 * @throws UserError when the thumbprint is malformed or the file cannot be read or holds no certificate.
 */
export function readTrust(options: { thumbprint?: string | undefined; caFile?: string | undefined }): Trust {
	const thumbprint = options.thumbprint === undefined ? undefined : parseThumbprint(options.thumbprint);
	const pinned = thumbprint === undefined ? {} : { thumbprint };
	if (options.caFile === undefined)
		return { ...pinned, authorities: systemAuthorities(), verify: thumbprint === undefined };
	let text: string;
	try {
		text = readFileSync(options.caFile, 'utf8');
	} catch (cause) {
		throw new UserError('ca-file-unreadable', `Cannot read the CA file ${options.caFile}: ${messageOf(cause)}.`, {
			cause,
		});
	}
	const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
	if (certificates === null)
		throw new UserError('ca-file-empty', `The CA file ${options.caFile} holds no PEM certificate.`, {
			suggestions: ['Download it from https://<vcenter>/certs/download.zip and give the .0 or .pem file.'],
		});
	return { ...pinned, authorities: [...systemAuthorities(), ...certificates], verify: true };
}

/** System authorities where Node offers them (from 22.15 and 23.10), else those bundled with Node (clarification 1.10). */
function systemAuthorities(): string[] {
	const { getCACertificates } = tls as { getCACertificates?: (type: 'default' | 'system' | 'bundled') => string[] };
	if (getCACertificates === undefined) return [...tls.rootCertificates];
	return [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
}

const KEEP_ALIVE_MS = 15_000;

export interface ConnectOptions {
	readonly host: string;
	readonly port: number;
	readonly timeoutMs: number;
	/** A tunnel that leads to the server; opened here when absent. */
	readonly socket?: Duplex;
}

/**
 * Opens a TLS connection and judges the certificate before the connection is handed on: no byte of a request, hence of a
 * credential, is written to a server that is not trusted.
 * @throws UserError `tls-untrusted`, `thumbprint-mismatch`, or the socket's own error.
 */
export function connectTrusted(trust: Trust, options: ConnectOptions): Promise<tls.TLSSocket> {
	return new Promise((resolve, reject) => {
		const socket = tls.connect({
			host: options.host,
			port: options.port,
			...(options.socket === undefined ? {} : { socket: options.socket }),
			...(isAddress(options.host) ? {} : { servername: options.host }),
			ALPNProtocols: ['http/1.1'],
			...(trust.authorities === undefined ? {} : { ca: [...trust.authorities] }),
			// Not a way around verification: `judge` below decides, and can name the digests of what it refuses.
			rejectUnauthorized: false,
		});
		const timer = setTimeout(() => {
			socket.destroy();
			reject(Object.assign(new Error(`no connection within ${options.timeoutMs / 1000} s`), { code: 'ETIMEDOUT' }));
		}, options.timeoutMs);
		socket.once('error', (error) => {
			clearTimeout(timer);
			reject(error);
		});
		socket.once('secureConnect', () => {
			clearTimeout(timer);
			const refusal = judge(trust, socket, `${options.host}:${options.port}`);
			if (refusal === undefined) {
				// A large page is built in silence for a while: firewalls on the way must not forget the connection.
				socket.setKeepAlive(true, KEEP_ALIVE_MS);
				return resolve(socket);
			}
			socket.destroy();
			reject(refusal);
		});
	});
}

const HOW_TO_PIN = '--thumbprint (--source-thumbprint, --destination-thumbprint), or thumbprint in the plan';

function shownPin({ algorithm, digest }: Thumbprint): string {
	const name = algorithm === 'sha1' ? 'SHA-1' : 'SHA-256';
	return `${name} ${digest.toString('hex').toUpperCase().match(/../g)?.join(':')}`;
}

function judge(trust: Trust, socket: tls.TLSSocket, server: string): UserError | undefined {
	const der = socket.getPeerCertificate().raw;
	if (der === undefined) return new UserError('tls-untrusted', `${server} shows no certificate.`);
	const digests = `SHA-256 ${thumbprintOf('sha256', der)}, SHA-1 ${thumbprintOf('sha1', der)}`;
	if (trust.thumbprint !== undefined && !matchesThumbprint(trust.thumbprint, der)) {
		return new UserError(
			'thumbprint-mismatch',
			`${server} shows another certificate than the pinned one (${shownPin(trust.thumbprint)}): ${digests}.`,
			{
				suggestions: [
					`If the certificate was renewed, compare these digests with the vCenter itself, then pin the new one: ${HOW_TO_PIN}.`,
				],
			},
		);
	}
	if (!trust.verify || socket.authorized) return undefined;
	const reason = String(socket.authorizationError);
	return new UserError('tls-untrusted', `The certificate of ${server} is not trusted (${reason}): ${digests}.`, {
		suggestions: [
			`Give the CA of the vCenter (--ca-file, or caFile in the plan), or compare the digest with the vCenter itself and pin it: ${HOW_TO_PIN}.`,
			...('getCACertificates' in tls ? [] : ['This Node version does not read the system CA store; Node 24 does.']),
		],
	});
}

function isAddress(host: string): boolean {
	return host.includes(':') || /^\d+\.\d+\.\d+\.\d+$/.test(host);
}
