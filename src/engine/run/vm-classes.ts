import type { Move } from '../../model/scope.js';
import type { SubjectType } from '../../model/vocabulary.js';
import type { FactVariable } from '../cel/environment.js';
import type { State } from '../cel/state.js';
import type { CompiledRule } from '../rules/compile-rule.js';
import { type Column, columnOf, joined } from './columns.js';
import type { FactRunner } from './fact-runner.js';
import { notedIn, vmDatum } from './vm-data.js';

const OF_VMS: readonly SubjectType[] = ['vm', 'vm-host', 'placement', 'vm-nic', 'vm-disk'];
/** Variables that are the same for all VMs, or whose classes are made elsewhere (`host`). */
const ELSEWHERE: ReadonlySet<string> = new Set(['plan', 'policy', 'source', 'destination', 'host']);
/** A rule about candidates is also told apart by where a VM may land. The host takes one move: hot or cold. */
export const OF_CANDIDATES = ['mode', 'placement.hosts', 'placement.allowedHosts', 'placement.hostsOpen'];
const FACT = 'fact ';

/** Divides the VMs of a scope into classes that a rule cannot tell apart. Classes of all rules rest on the same columns. */
export class VmClasses {
	readonly #moves: readonly Move[];
	readonly #noted: ReadonlySet<object>;
	readonly #runner: FactRunner;
	readonly #facts = new Map<string, FactVariable>();
	readonly #columns = new Map<string, Column>();

	constructor(
		private readonly runtime: State & { readonly facts: FactRunner },
		facts: readonly FactVariable[],
	) {
		this.#runner = runtime.facts;
		this.#moves = this.#runner.scope.moves;
		this.#noted = notedIn(this.#moves);
		for (const fact of facts) this.#facts.set(fact.file, fact).set(fact.name, fact);
	}

	/** Classes for a rule that is asked together with others; undefined when one of them reads what may differ for every VM. */
	of(rules: readonly CompiledRule[], type: SubjectType): Column | undefined {
		const names = new Set(type === 'vm-host' ? OF_CANDIDATES : []);
		for (const rule of rules) {
			const own = this.#readBy(rule);
			if (own === undefined) return undefined;
			for (const name of own) names.add(name);
		}
		return this.joined([...names]);
	}

	/** Columns as one, by name. */
	joined(names: readonly string[]): Column {
		let key = '';
		let all = this.#made(key, () => columnOf(this.#moves, () => 0));
		for (const name of [...names].sort()) {
			const before = all;
			key += `\n${name}`;
			all = this.#made(key, () => joined(before, this.#column(name)));
		}
		return all;
	}

	#readBy(rule: CompiledRule): readonly string[] | undefined {
		if (neverApplies(rule, this.runtime)) return [];
		const names: string[] = [];
		for (const [variable, paths] of rule.reads.data) {
			if (variable === 'vm') names.push(...paths);
			else if (!ELSEWHERE.has(variable)) return undefined;
		}
		for (const file of rule.reads.facts) {
			const own = this.#readByFact(file);
			if (own === undefined) return undefined;
			names.push(...own);
		}
		return names;
	}

	#readByFact(file: string): readonly string[] | undefined {
		const variable = this.#facts.get(file);
		if (variable === undefined) return undefined;
		const { subjects, vmData, vmKey, needs = [] } = variable.fact;
		if (!subjects.some((type) => OF_VMS.includes(type))) return [];
		if (vmData === undefined && vmKey === undefined) return undefined;
		const names = [...(vmData ?? []), ...(vmKey ? [FACT + variable.file] : [])];
		for (const need of needs) {
			const more = this.#readByFact(need);
			if (more === undefined) return undefined;
			names.push(...more);
		}
		return names;
	}

	#column(name: string): Column {
		return this.#made(name, () =>
			columnOf(this.#moves, name.startsWith(FACT) ? this.#keyOf(name.slice(FACT.length)) : vmDatum(name, this.#noted)),
		);
	}

	#keyOf(file: string): (move: Move) => unknown {
		const variable = this.#facts.get(file) as FactVariable;
		const prepared = this.#runner.prepared(variable) as never;
		return (move) => variable.fact.vmKey?.(move, this.#runner, prepared);
	}

	#made(key: string, make: () => Column): Column {
		let column = this.#columns.get(key);
		if (column === undefined) {
			column = make();
			this.#columns.set(key, column);
		}
		return column;
	}
}

/** Whether the plan alone says that a rule does not apply: then it reads nothing of any VM. */
function neverApplies({ when }: CompiledRule, state: State): boolean {
	if (when === undefined || when.reads.facts.size > 0) return false;
	return [...when.reads.data.keys()].every((variable) => variable === 'plan') && when.run(state) === false;
}
