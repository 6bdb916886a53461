import { X509Certificate } from 'node:crypto';

export interface ServerCertificate {
	readonly key: string;
	readonly cert: string;
	readonly sha1: string;
	readonly sha256: string;
}

/** A self-signed certificate for loopback, made anew at every start: no key is ever stored. */
export async function makeCertificate(name: string): Promise<ServerCertificate> {
	// Loaded here and not above: it takes a fifth of a second, which every other command would pay.
	const { generate } = await import('selfsigned');
	const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
		keyType: 'ec',
		curve: 'P-256',
		algorithm: 'sha256',
		extensions: [
			{ name: 'basicConstraints', cA: true },
			{
				name: 'subjectAltName',
				altNames: [
					{ type: 2, value: 'localhost' },
					{ type: 7, ip: '127.0.0.1' },
					{ type: 7, ip: '::1' },
				],
			},
		],
	});
	const { fingerprint, fingerprint256 } = new X509Certificate(cert);
	return { key, cert, sha1: fingerprint, sha256: fingerprint256 };
}
