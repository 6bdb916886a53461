import { checkServerIdentity, connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import pLimit from 'p-limit';
import type { TlsResult } from '../model/probes.js';
import { defined } from '../shared/defined.js';
import { messageOf } from '../shared/errors.js';
import { isAddress } from '../shared/network-address.js';
import { matchesThumbprint, parseThumbprint, thumbprintOf } from '../vim/thumbprint.js';
import { readTrust } from '../vim/trust.js';
import type { AskedCertificate, Probe, ProbeTools } from './contract.js';
import { socketFailure } from './shared/socket-failure.js';

/** A chain longer than this is none. */
const LONGEST_CHAIN = 10;

/** Reads the certificate that each server shows. Nothing is sent after the handshake, and nothing is trusted because of it. */
export default {
	run: async ({ certificates }, tools) => {
		const limit = pLimit(tools.limits.concurrency);
		return { tls: await Promise.all(certificates.map((asked) => limit(() => read(asked, tools)))) };
	},
} satisfies Probe;

async function read(asked: AskedCertificate, tools: ProbeTools): Promise<TlsResult> {
	const { target, address, port } = asked;
	const about = { target, address, port, at: tools.clock() };
	if (tools.deadline.aborted) return { ...about, outcome: 'not-asked', detail: 'the time for all probes had passed' };
	try {
		return { ...about, ...(await shown(asked, tools)) };
	} catch (error) {
		return { ...about, outcome: 'no-connection', detail: messageOf(error) };
	}
}

type Shown = Omit<TlsResult, 'target' | 'address' | 'port' | 'at'>;

function shown(asked: AskedCertificate, { limits, deadline }: ProbeTools): Promise<Shown> {
	const { address, port } = asked;
	const trust = readTrust({ caFile: asked.trust.caFile });
	return new Promise((resolve) => {
		let connected = false;
		const socket = connect({
			host: address,
			port,
			...(isAddress(address) ? {} : { servername: address }),
			...(trust.authorities === undefined ? {} : { ca: [...trust.authorities] }),
			// Not a way around verification: the certificate is looked at, and the connection ends.
			rejectUnauthorized: false,
		});
		const end = (found: Shown) => {
			clearTimeout(timer);
			deadline.removeEventListener('abort', abort);
			socket.destroy();
			resolve(found);
		};
		const none = (detail: string) => end({ outcome: connected ? 'no-tls' : 'no-connection', detail });
		const timer = setTimeout(() => none(connected ? 'no handshake in time' : 'time-out'), limits.connectMs * 2);
		const abort = () => end({ outcome: 'not-asked', detail: 'the time for all probes had passed' });
		deadline.addEventListener('abort', abort, { once: true });
		socket.once('connect', () => {
			connected = true;
		});
		socket.once('secureConnect', () => end(describe(socket, asked)));
		socket.once('error', (error) => {
			const { outcome, detail = messageOf(error) } = socketFailure(error);
			none(outcome === 'error' ? detail : outcome);
		});
	});
}

function describe(socket: TLSSocket, { address, trust }: AskedCertificate): Shown {
	const certificate = socket.getPeerCertificate(true);
	const der = certificate.raw;
	if (der === undefined) return { outcome: 'no-tls', detail: 'it shows no certificate' };
	const time = (text: string) => (Number.isFinite(Date.parse(text)) ? new Date(text).toISOString() : undefined);
	return defined({
		outcome: 'shown' as const,
		subject: nameOf(certificate),
		issuer: textOf(certificate.issuer),
		names: certificate.subjectaltname?.split(', ').map((name) => name.replace(/^(DNS|IP Address):/, '')),
		nameMatches: checkServerIdentity(address, certificate) === undefined,
		validFrom: time(certificate.valid_from),
		validTo: time(certificate.valid_to),
		sha1: thumbprintOf('sha1', der),
		sha256: thumbprintOf('sha256', der),
		verified: socket.authorized,
		verifyError: socket.authorized ? undefined : String(socket.authorizationError),
		pinned: trust.thumbprint === undefined ? undefined : matchesThumbprint(parseThumbprint(trust.thumbprint), der),
		chain: chainOf(certificate),
	}) as Shown;
}

function chainOf(certificate: DetailedPeerCertificate): string[] {
	const chain: string[] = [];
	for (let one = certificate; chain.length < LONGEST_CHAIN; one = one.issuerCertificate) {
		chain.push(nameOf(one) ?? '');
		if (one.issuerCertificate === undefined || one.issuerCertificate === one) break;
	}
	return chain;
}

const nameOf = ({ subject }: DetailedPeerCertificate): string | undefined => textOf(subject);

function textOf(parts: object | undefined): string | undefined {
	const pairs = Object.entries(parts ?? {}).map(([key, value]) => `${key}=${[value].flat().join('+')}`);
	return pairs.length > 0 ? pairs.join(', ') : undefined;
}
