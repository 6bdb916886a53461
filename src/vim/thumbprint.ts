import { createHash, timingSafeEqual } from 'node:crypto';
import { UserError } from '../shared/errors.js';

/** A pinned certificate digest (clarification 1.1): SHA-1 has 20 bytes, SHA-256 has 32. */
export interface Thumbprint {
	readonly algorithm: 'sha1' | 'sha256';
	readonly digest: Buffer;
}

/**
 * Reads a thumbprint as vCenter, openssl or PowerCLI print it: hexadecimal in any case, colons optional.
 * @throws UserError `thumbprint-invalid` when it is neither SHA-1 nor SHA-256.
 */
export function parseThumbprint(text: string): Thumbprint {
	const hex = text.trim().replaceAll(':', '');
	const bytes = /^[0-9a-f]*$/i.test(hex) ? hex.length / 2 : 0;
	if (bytes === 20) return { algorithm: 'sha1', digest: Buffer.from(hex, 'hex') };
	if (bytes === 32) return { algorithm: 'sha256', digest: Buffer.from(hex, 'hex') };
	throw new UserError('thumbprint-invalid', `The thumbprint '${text.slice(0, 100)}' is neither SHA-1 nor SHA-256.`, {
		suggestions: ['Give 40 (SHA-1) or 64 (SHA-256) hexadecimal digits, with or without colons.'],
	});
}

/** True when a certificate (DER) has the pinned digest. */
export function matchesThumbprint(pinned: Thumbprint, certificate: Uint8Array): boolean {
	return timingSafeEqual(pinned.digest, createHash(pinned.algorithm).update(certificate).digest());
}

/** A certificate's digest in the form that people compare: upper case, with colons. */
export function thumbprintOf(algorithm: 'sha1' | 'sha256', certificate: Uint8Array): string {
	const hex = createHash(algorithm).update(certificate).digest('hex').toUpperCase();
	return hex.match(/../g)?.join(':') ?? hex;
}
