import type { Host } from '../../model/inventory/host.js';
import type { Declaration, DeclaredObjects, DeclaredPair, PairWords } from '../../model/plan.js';
import type { Scope } from '../../model/scope.js';
import type { Side } from '../../model/site-pair.js';
import { compileGlobs } from '../../shared/glob.js';

/** Whether a declaration still counts at `at`: a bare date holds to the end of that day UTC, no `expires` for ever. */
export function stillCounts(declaration: Declaration, at: string): boolean {
	const { expires } = declaration;
	if (expires === undefined) return true;
	const end = Date.parse(/^\d{4}-\d\d-\d\d$/.test(expires) ? `${expires}T23:59:59.999Z` : expires);
	return Number.isFinite(end) && Date.parse(at) <= end;
}

/** Evidence of what a plan says about both vCenters together, if it says that and still counts. */
export function declaredPair(scope: Scope, says: (pair: DeclaredPair) => boolean): string | undefined {
	const { pair } = scope.plan.declared;
	return pair !== undefined && says(pair) && stillCounts(pair, scope.evaluatedAt) ? pair.evidence : undefined;
}

/** A declared value and what it rests on. */
export interface Declared {
	readonly value: unknown;
	readonly evidence: string;
}

/** Finds the first valid declaration of one datum for a host. Built once per run. */
export function declaredHostDatum(scope: Scope, datum: string): (side: Side, host: Host) => Declared | undefined {
	const entries = scope.plan.declared.objects
		.filter((entry) => entry.collection === 'hosts' && stillCounts(entry, scope.evaluatedAt))
		.map((entry) => ({ entry, value: valueAt(entry, datum), matches: compileGlobs(entry.names) }))
		.filter(({ value }) => value !== undefined);
	return (side, host) => {
		const found = entries.find(({ entry, matches }) => entry.side === side && matches(host.name));
		return found && { value: found.value, evidence: found.entry.evidence };
	};
}

/** The value under a dotted name, whether the document was flattened or not. */
function valueAt(entry: DeclaredObjects, datum: string): unknown {
	if (entry.data[datum] !== undefined) return entry.data[datum];
	let value: unknown = entry.data;
	for (const step of datum.split('.')) {
		if (typeof value !== 'object' || value === null) return undefined;
		value = (value as Record<string, unknown>)[step];
	}
	return value;
}

/** What a person vouches for about both vCenters, and what it rests on; undefined when nobody does or it has expired. */
export function pairWord(
	{ plan, evaluatedAt }: Scope,
	word: keyof PairWords,
): { value: boolean; evidence: string } | undefined {
	const { pair } = plan.declared;
	const value = pair?.[word];
	return pair === undefined || value === undefined || !stillCounts(pair, evaluatedAt)
		? undefined
		: { value, evidence: pair.evidence };
}
