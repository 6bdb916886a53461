import { isIP } from 'node:net';
import { connect } from 'node:tls';

/** What a server shows of itself: for the fault that says why it is not trusted. */
export interface SeenCertificate {
	readonly sha1: string;
	readonly selfSigned: boolean;
}

/** Looks at the certificate of a server without a word to it; undefined when it shows none in time. */
export function seenCertificate({ hostname, port }: URL, timeoutMs: number): Promise<SeenCertificate | undefined> {
	const host = hostname.replace(/^\[|\]$/g, '');
	return new Promise((resolve) => {
		const options = { host, port: Number(port || 443), timeout: timeoutMs, rejectUnauthorized: false };
		const socket = connect({ ...options, ...(isIP(host) === 0 ? { servername: host } : {}) });
		const end = (seen?: SeenCertificate) => {
			socket.destroy();
			resolve(seen);
		};
		socket.once('secureConnect', () => {
			const { fingerprint, issuerCertificate, fingerprint256 } = socket.getPeerCertificate(true);
			end({ sha1: fingerprint, selfSigned: issuerCertificate?.fingerprint256 === fingerprint256 });
		});
		socket.once('timeout', () => end());
		socket.once('error', () => end());
	});
}
