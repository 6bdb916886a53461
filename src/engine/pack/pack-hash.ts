import { createHash } from 'node:crypto';
import type { LoadedRule } from '../contract.js';

/** Content hash over rules and tables: the version of a rule pack. Layout, comments and order of keys do not count. */
export function packHash(rules: readonly LoadedRule[], tables: Readonly<Record<string, unknown>>): string {
	const documents = rules.map((rule) => rule.document).sort((a, b) => (a.id < b.id ? -1 : 1));
	return createHash('sha256').update(canonical({ documents, tables })).digest('hex');
}

/** JSON with sorted keys. */
export function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
	const entries = Object.entries(value).filter(([, item]) => item !== undefined);
	return `{${entries
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`)
		.join(',')}}`;
}
