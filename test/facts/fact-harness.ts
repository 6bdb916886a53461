import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Fact, FactContext, FactResult, SubjectValues } from '../../src/model/fact.js';
import type { Scope } from '../../src/model/scope.js';
import type { Side } from '../../src/model/site-pair.js';
import type { SubjectType } from '../../src/model/vocabulary.js';

const TABLES = new Map<string, unknown>();

/** A table of the rule pack, as facts receive it. */
export function table(name: string): unknown {
	if (!TABLES.has(name))
		TABLES.set(name, parse(readFileSync(new URL(`../../rules/tables/${name}.yaml`, import.meta.url), 'utf8')));
	return TABLES.get(name);
}

/** What the engine gives a fact: the scope, the tables, and the facts that it names. */
export function factContext(scope: Scope, needs: Readonly<Record<string, unknown>> = {}): FactContext {
	return {
		scope,
		table: <T>(name: string) => table(name) as T,
		fact: <V>(name: string, _type: SubjectType, subject: unknown) => {
			const fact = needs[name] as Fact | undefined;
			if (!fact) throw new Error(`the test gives no fact ${name}`);
			return derive(fact, subject as never, scope, needs) as FactResult<V>;
		},
	};
}

/** The value of a fact for one subject, prepared afresh. */
export function derive<S extends SubjectType, V, P>(
	fact: Fact<S, V, P>,
	subject: SubjectValues[S],
	scope: Scope,
	needs: Readonly<Record<string, unknown>> = {},
): FactResult<V> {
	const context = factContext(scope, needs);
	return fact.derive(subject, context, fact.prepare?.(context) as P);
}

/** The key by which the engine tells hosts apart for a fact. */
export function keyOf<S extends SubjectType, V, P>(
	fact: Fact<S, V, P>,
	side: Side,
	index: number,
	scope: Scope,
): string | undefined {
	const context = factContext(scope);
	const host = (side === 'source' ? scope.source : scope.destination).inventory.hosts[index];
	if (!host) throw new Error('no such host');
	return fact.hostKey?.(host, side, context, fact.prepare?.(context) as P);
}

/** The names of the data that a field of a fact lacks. */
export function lacks(result: FactResult<unknown>, field: string): string[] {
	return (result.missing?.[field] ?? []).map(({ datum, reason }) => `${datum} ${reason}`);
}
