import type { FactContext } from '../../model/fact.js';
import { BugError } from '../../shared/errors.js';

/** A port of `rules/tables/ports.yaml`. */
export interface TablePort {
	readonly key: string;
	readonly port: number;
	readonly protocol: 'tcp' | 'udp';
}

/** Ports of the table by key, in the order asked. @throws BugError for a key that the table does not have. */
export function portsOf(context: FactContext, keys: readonly string[]): readonly TablePort[] {
	const { ports } = context.table<{ readonly ports: readonly TablePort[] }>('ports');
	return keys.map((key) => {
		const found = ports.find((port) => port.key === key);
		if (!found) throw new BugError(`the table ports has no entry ${key}`);
		return found;
	});
}
