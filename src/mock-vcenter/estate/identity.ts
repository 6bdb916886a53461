import { createHash } from 'node:crypto';
import type { VCenterSpec } from '../scenario/schema.js';

/** A UUID that is always the same for the same names: nothing in a mock vCenter is random but its certificate and sessions. */
export function uuidOf(...names: readonly string[]): string {
	const hex = createHash('sha256').update(names.join('\0')).digest('hex');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The form of a distributed switch: `50 3d 74 4e 62 a5 11 ee-b1 03 eb 7b ad 61 1f 79`. */
export function switchUuidOf(...names: readonly string[]): string {
	const pairs =
		uuidOf(...names)
			.replaceAll('-', '')
			.match(/../g) ?? [];
	return `${pairs.slice(0, 8).join(' ')}-${pairs.slice(8).join(' ')}`;
}

/**
 * A MAC address in VMware's range for generated ones, but below the ranges of the two vCenters of a scenario (instance ids 62
 * and 63, 00:50:56:be and bf): none is taken to clash with one that they will generate.
 */
export function macOf(...names: readonly string[]): string {
	const digest = createHash('sha256').update(names.join('\0')).digest();
	const bytes = [0x80 | (((digest[0] ?? 0) & 0x3f) % 62), digest[1] ?? 0, digest[2] ?? 0];
	return ['00:50:56', ...bytes.map((byte) => byte.toString(16).padStart(2, '0'))].join(':');
}

/** The name of the account that a vCenter has in any case. */
export function accountNameOf({ username, ssoDomain }: Pick<VCenterSpec, 'username' | 'ssoDomain'>): string {
	return username ?? `ro@${ssoDomain ?? 'vsphere.local'}`;
}
