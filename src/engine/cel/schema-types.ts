import type { TSchema } from 'typebox';
import { BugError } from '../../shared/errors.js';

/** The parts of a JSON Schema that the model and facts use. */
export interface JsonSchema {
	readonly type?: string | readonly string[];
	readonly const?: unknown;
	readonly enum?: readonly unknown[];
	readonly items?: JsonSchema;
	readonly properties?: Readonly<Record<string, JsonSchema>>;
	readonly required?: readonly string[];
	readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
	readonly additionalProperties?: boolean | JsonSchema;
	readonly anyOf?: readonly JsonSchema[];
	readonly description?: string;
}

/** An object type of expressions: its fields by CEL type name. */
export interface ObjectType {
	readonly name: string;
	readonly fields: Readonly<Record<string, string>>;
	readonly schema: JsonSchema;
}

/** Keys that every object of an inventory may carry beside its data; rules do not read them. */
const NOTES = new Set(['gaps', 'declared', 'filledBy']);

/**
 * Types of expressions, made from JSON Schemas: string, number -> double, boolean, array -> list, record -> map, object -> a
 * named type. Schemas of equal content share one type, so that a fact's `Host` is the inventory's `Host`.
 */
export class TypeRegistry {
	readonly objects = new Map<string, ObjectType>();
	readonly #nameByContent = new Map<string, string>();

	/** Registers a schema under a name that it keeps wherever it occurs. */
	name(name: string, schema: TSchema): void {
		this.typeOf(schema as unknown as JsonSchema, name);
	}

	/** CEL type name of a schema; objects without a name of their own get `suggested`. */
	typeOf(schema: JsonSchema, suggested: string): string {
		const scalar = scalarType(schema);
		if (scalar !== undefined) return scalar;
		if (schema.anyOf) return this.#union(schema.anyOf, suggested);
		if (schema.type === 'array') return `list<${this.typeOf(schema.items ?? {}, singular(suggested))}>`;
		if (schema.properties) return this.#object(schema, suggested);
		const values = schema.patternProperties ? Object.values(schema.patternProperties)[0] : schema.additionalProperties;
		if (typeof values === 'object') return `map<string, ${this.typeOf(values, `${suggested}Value`)}>`;
		throw new BugError(`${suggested}: a schema that expressions cannot read: ${JSON.stringify(schema)}`);
	}

	#union(options: readonly JsonSchema[], suggested: string): string {
		const types = new Set(options.map((option) => this.typeOf(option, suggested)));
		const [type] = types;
		if (types.size !== 1 || type === undefined)
			throw new BugError(`${suggested}: a value of several types (${[...types].join(', ')}) cannot be read by rules`);
		return type;
	}

	#object(schema: JsonSchema, suggested: string): string {
		const content = JSON.stringify(schema);
		const known = this.#nameByContent.get(content);
		if (known !== undefined) return known;
		const name = this.#freeName(suggested);
		this.#nameByContent.set(content, name);
		const fields: Record<string, string> = {};
		for (const [key, field] of Object.entries(schema.properties ?? {}))
			if (!NOTES.has(key)) fields[key] = this.typeOf(field, name + capital(key));
		this.objects.set(name, { name, fields, schema });
		return name;
	}

	/** A type with the fields of another and more: a host with its side. */
	extend(name: string, base: string, more: Readonly<Record<string, string>>): string {
		const type = this.objects.get(base);
		if (type === undefined) throw new BugError(`no type ${base}`);
		this.objects.set(name, { name, fields: { ...type.fields, ...more }, schema: type.schema });
		return name;
	}

	/** A type that no schema stands for. */
	define(name: string, fields: Readonly<Record<string, string>>): string {
		this.objects.set(name, { name, fields, schema: {} });
		return name;
	}

	#freeName(suggested: string): string {
		let name = suggested;
		for (let n = 2; this.objects.has(name) || [...this.#nameByContent.values()].includes(name); n++)
			name = suggested + n;
		return name;
	}
}

function scalarType(schema: JsonSchema): string | undefined {
	const sample = schema.const ?? schema.enum?.[0];
	if (typeof sample === 'string' || schema.type === 'string') return 'string';
	if (typeof sample === 'boolean' || schema.type === 'boolean') return 'bool';
	if (typeof sample === 'number' || schema.type === 'number' || schema.type === 'integer') return 'double';
	return undefined;
}

function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
function singular(text: string): string {
	return text.replace(/ies$/, 'y').replace(/s$/, '');
}
