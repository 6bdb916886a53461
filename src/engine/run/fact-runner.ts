import type { FactContext, FactResult } from '../../model/fact.js';
import type { Scope } from '../../model/scope.js';
import type { SubjectType } from '../../model/vocabulary.js';
import { BugError, messageOf } from '../../shared/errors.js';
import type { FactVariable } from '../cel/environment.js';
import { FactMemo } from './fact-memo.js';

type Values = Readonly<Record<string, object>>;

/** Derives facts, each once per subject, and what a fact prepares once per run. */
export class FactRunner implements FactContext {
	readonly scope: Scope;
	readonly #tables: Readonly<Record<string, unknown>>;
	readonly #byName = new Map<string, FactVariable>();
	readonly #prepared = new Map<FactVariable, unknown>();
	readonly #memos = new Map<FactVariable, FactMemo>();
	/** Facts that are being derived, by index: a fact that needs itself never ends. */
	readonly #busy: Uint8Array;

	constructor(scope: Scope, tables: Readonly<Record<string, unknown>>, facts: readonly FactVariable[]) {
		this.scope = scope;
		this.#tables = tables;
		this.#busy = new Uint8Array(facts.length);
		const wide = neededWidely(facts);
		for (const variable of facts) {
			this.#byName.set(variable.file, variable).set(variable.name, variable);
			this.#memos.set(variable, new FactMemo(wide.has(variable.file) || wide.has(variable.name)));
		}
	}

	table<T = unknown>(name: string): T {
		if (!(name in this.#tables)) throw new BugError(`the rule pack has no table ${name}`);
		return this.#tables[name] as T;
	}

	fact<V>(name: string, type: SubjectType, subject: unknown): FactResult<V> {
		const variable = this.#byName.get(name);
		if (variable === undefined) throw new BugError(`there is no fact ${name}`);
		return this.derive(variable, type, subject as Values) as FactResult<V>;
	}

	/** @throws BugError for a fact that needs itself, or that throws. */
	derive(variable: FactVariable, type: SubjectType, subject: Values): FactResult<unknown> {
		const memo = this.#memos.get(variable) as FactMemo;
		const known = memo.get(type, subject);
		if (known) return known;
		if (this.#busy[variable.index] === 1) throw new BugError(`the fact ${variable.file} needs itself`);
		this.#busy[variable.index] = 1;
		try {
			const derived = variable.fact.derive(subject as never, this, this.prepared(variable) as never);
			memo.set(type, subject, derived);
			return derived;
		} catch (thrown) {
			if (thrown instanceof BugError) throw thrown;
			throw new BugError(`the fact ${variable.file} failed: ${messageOf(thrown)}`, { cause: thrown });
		} finally {
			this.#busy[variable.index] = 0;
		}
	}

	prepared(variable: FactVariable): unknown {
		if (variable.fact.prepare === undefined) return undefined;
		if (!this.#prepared.has(variable)) this.#prepared.set(variable, variable.fact.prepare(this));
		return this.#prepared.get(variable);
	}
}

const WIDE: readonly SubjectType[] = ['pair', 'host', 'host-pair', 'datastore', 'network'];

/** Facts of single VMs that facts of larger subjects need: those are kept for all VMs, others for the current one only. */
function neededWidely(facts: readonly FactVariable[]): ReadonlySet<string> {
	const wide = facts.filter(
		({ fact }) => fact.prepare !== undefined || fact.subjects.some((type) => WIDE.includes(type)),
	);
	const names = new Set(wide.flatMap(({ fact }) => fact.needs ?? []));
	for (let size = -1; size !== names.size; ) {
		size = names.size;
		for (const { name, file, fact } of facts)
			if (names.has(name) || names.has(file)) for (const need of fact.needs ?? []) names.add(need);
	}
	return names;
}
