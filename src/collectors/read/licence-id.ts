import { createHash } from 'node:crypto';

/**
 * The id of a licence: a hash of its key, equal wherever the same key occurs and useless to whoever finds it. The key itself is
 * never kept (clarifications 2.1, 6.15).
 */
export function licenceId(key: string): string {
	return `license-${createHash('sha256').update(key.trim().toUpperCase()).digest('hex').slice(0, 16)}`;
}
