import type { Datastore } from '../../model/inventory/storage.js';
import type { Factor } from './verdict.js';

/** `rules/tables/vsan-factors.yaml` */
export interface VsanTable {
	readonly factors: readonly {
		readonly redundancy: string;
		readonly factor?: number;
		readonly fewHosts?: number;
		readonly manyHosts?: number;
		readonly manyHostsFrom?: number;
	}[];
	readonly assumed: { readonly least: number; readonly usual: number; readonly name: string };
}

export interface Factors {
	(datastore: Datastore): Factor;
	/** What is assumed where the plan names no policy. */
	readonly assumption: string;
}

const NONE: Factor = { low: 1, high: 1 };

/**
 * Raw space per byte of each datastore: 1, and on vSAN, which reports raw space, what the plan's redundancy takes. Without a
 * policy, or while the type is not told, only the data themselves are certain, and the default policy is assumed at most (clarifications 4.8).
 */
export function factorOf(redundancy: string | undefined, table: VsanTable): Factors {
	const entry = table.factors.find((item) => item.redundancy === redundancy);
	const { least, usual, name } = table.assumed;
	const of = (datastore: Datastore): Factor => {
		if (datastore.type === undefined) return { ...onVsan(datastore), low: NONE.low, untyped: true };
		return datastore.type.toLowerCase() === 'vsan' ? onVsan(datastore) : NONE;
	};
	const onVsan = (datastore: Datastore): Factor => {
		if (!entry)
			return { low: least, high: usual, missing: { datum: 'plan.placement.redundancy', reason: 'not-declared' } };
		if (entry.factor !== undefined) return { low: entry.factor, high: entry.factor };
		return byHosts(entry, datastore.hosts?.length);
	};
	const assumption = `The plan names no vSAN storage policy: ${name} is assumed, ${usual} times the data`;
	return Object.assign(of, { assumption });
}

function byHosts(entry: VsanTable['factors'][number], hosts: number | undefined): Factor {
	const few = entry.fewHosts ?? 1;
	const many = entry.manyHosts ?? few;
	if (hosts === undefined) return { low: Math.min(few, many), high: Math.max(few, many) };
	const factor = hosts >= (entry.manyHostsFrom ?? 0) ? many : few;
	return { low: factor, high: factor };
}
