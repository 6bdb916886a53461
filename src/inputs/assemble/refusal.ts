import type { MissingReason } from '../../model/coverage.js';

/** Why something was not read, and the privilege that the account lacks where the server named one. */
export interface Refusal {
	readonly reason: MissingReason;
	readonly privilege?: string;
}

/** By the fault in a property's place. A path that this release does not know, no second read will bring. */
const REASONS: Readonly<Record<string, MissingReason>> = {
	NoPermission: 'no-privilege',
	InvalidProperty: 'not-in-source',
};

/** What a vim25 fault means for the datum behind it. */
export function refusalOf(fault: { readonly fault: string; readonly privilegeId?: string | undefined }): Refusal {
	const reason = REASONS[fault.fault] ?? 'read-error';
	return fault.privilegeId === undefined ? { reason } : { reason, privilege: fault.privilegeId };
}

/** An example for the coverage: the object, and the privilege that is lacking on it. */
export function exampleOf(object: string, refusal: Refusal | undefined): string {
	return refusal?.privilege === undefined ? object : `${object} (${refusal.privilege})`;
}
