/** Steps from the root of a document to a value: keys and list positions. */
export type DocumentPath = readonly (string | number)[];

/** A document that was read, and where its values stand in the file. */
export interface PositionedDocument {
	readonly file: string;
	readonly value: unknown;
	/** `file:line:column` of the value at `path`; of its key with `at: 'key'`; of the nearest known ancestor otherwise. */
	where(path: DocumentPath, at?: 'key' | 'value'): string;
}

/** Keys whose values are never repeated in a message (clarifications 7.6). */
const SECRET_KEY = /password|secret|token|key|credential/i;

/** True when a value on this path may be a secret. */
export function mayBeSecret(path: DocumentPath): boolean {
	return path.some((step) => typeof step === 'string' && SECRET_KEY.test(step));
}

/** `select.vms[0]`: a path as people write it. */
export function pathText(path: DocumentPath): string {
	return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}
