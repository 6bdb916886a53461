import { Environment } from '@marcbachmann/cel-js';
import type { Fact } from '../../model/fact.js';
import type { SubjectType } from '../../model/vocabulary.js';
import { BugError } from '../../shared/errors.js';
import { modelTypes } from '../subjects/inventory-types.js';
import { factVariable, SLOTS, type Variable, variablesFor } from '../subjects/variables.js';
import { FUNCTIONS } from './functions/catalogue.js';
import type { JsonSchema, TypeRegistry } from './schema-types.js';

/** A fact as expressions read it. Its `index` is the position among all facts, its type the value's. */
export interface FactVariable {
	readonly name: string;
	readonly file: string;
	readonly fact: Fact;
	readonly index: number;
	readonly type: string;
}

/** What expressions of rules with certain subjects may read. */
export interface SubjectEnvironment {
	readonly cel: Environment;
	readonly types: TypeRegistry;
	readonly subjects: readonly SubjectType[];
	readonly variables: ReadonlyMap<string, Variable>;
	readonly facts: ReadonlyMap<string, FactVariable>;
}

/** An expression is a sentence, not a program. */
const LIMITS = { maxAstNodes: 2000, maxDepth: 32, maxListElements: 500, maxMapEntries: 500 };

/** The typed environments of all subjects, made from the model and these facts. */
export class Environments {
	readonly types: TypeRegistry;
	readonly facts: readonly FactVariable[];
	readonly #base: Environment;
	readonly #bySubjects = new Map<string, SubjectEnvironment>();

	constructor(facts: ReadonlyMap<string, Fact>) {
		this.types = modelTypes();
		this.facts = [...facts].map(([file, fact], index) => {
			const name = factVariable(file);
			return { name, file, fact, index, type: this.#factType(name, fact) };
		});
		this.#base = baseEnvironment(this.types);
	}

	for(subjects: readonly SubjectType[]): SubjectEnvironment {
		const key = subjects.join();
		const known = this.#bySubjects.get(key);
		if (known) return known;
		const made = this.#make(subjects);
		this.#bySubjects.set(key, made);
		return made;
	}

	#make(subjects: readonly SubjectType[]): SubjectEnvironment {
		const cel = this.#base.clone();
		const variables = new Map(variablesFor(subjects).map((variable) => [variable.name, variable]));
		const facts = new Map(
			this.facts
				.filter(({ fact }) => subjects.every((subject) => fact.subjects.includes(subject)))
				.map((fact) => [fact.name, fact]),
		);
		for (const { name, type } of [...variables.values(), ...facts.values()]) cel.registerVariable(name, type);
		return { cel, types: this.types, subjects, variables, facts };
	}

	#factType(name: string, fact: Fact): string {
		const schema = fact.schema as unknown as JsonSchema;
		if (schema.type !== 'object' || schema.properties === undefined)
			throw new BugError(`fact ${name}: its schema must be an object`);
		if ((SLOTS as readonly string[]).includes(name)) throw new BugError(`fact ${name}: the name is taken`);
		return this.types.typeOf(schema, `${name.charAt(0).toUpperCase()}${name.slice(1)}Fact`);
	}
}

function baseEnvironment(types: TypeRegistry): Environment {
	const cel = new Environment({ unlistedVariablesAreDyn: false, limits: LIMITS });
	// Types may name each other; cel-js resolves the names of fields when it first uses them.
	for (const { name, fields } of types.objects.values()) cel.registerType(name, { fields: { ...fields } });
	const handler = () => undefined;
	for (const fn of FUNCTIONS) {
		if (fn.native) continue;
		const parameters = fn.params.map((param) => ({ ...param }));
		const { name, receiver, returns, description } = fn;
		cel.registerFunction({
			name,
			params: parameters,
			returnType: returns,
			description,
			handler,
			...(receiver === undefined ? {} : { receiverType: receiver }),
		});
	}
	cel.registerFunction('known(dyn): bool', handler);
	cel.registerFunction('rx(string, string): bool', handler);
	cel.registerOperator('double % double: double', handler);
	return cel;
}
