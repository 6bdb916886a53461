import { Ajv2020 } from 'ajv/dist/2020.js';
import { Inventory } from '../../model/inventory/inventory.js';
import type { JsonSchema, TypeRegistry } from '../cel/schema-types.js';

const ajv = new Ajv2020({ allErrors: true, strict: false });

/** Fields that the engine adds to objects of the inventory, as cases give them. */
const EXTRAS: Readonly<Record<string, JsonSchema>> = {
	side: { enum: ['source', 'destination'] },
	hotMoves: { type: 'number' },
	coldMoves: { type: 'number' },
	mode: { enum: ['hot', 'cold'] },
};

/** A check of a value against the schema of a type where nothing is required: cases name only the data that matter. */
export type PartialCheck = (value: unknown) => readonly string[];

const CHECKS = new WeakMap<TypeRegistry, Map<string, PartialCheck>>();

/** The check of a type, compiled once per registry. */
export function partialCheck(types: TypeRegistry, type: string): PartialCheck {
	const checks = CHECKS.get(types) ?? new Map<string, PartialCheck>();
	CHECKS.set(types, checks);
	const check = checks.get(type) ?? makeCheck(types, type);
	checks.set(type, check);
	return check;
}

function makeCheck(types: TypeRegistry, type: string): PartialCheck {
	const object = types.objects.get(type);
	if (type === 'Site') return checkOf(relaxed(Inventory as unknown as JsonSchema));
	const schema = relaxed(object?.schema ?? {});
	const properties: Record<string, JsonSchema> = { ...schema.properties };
	for (const field of Object.keys(object?.fields ?? {})) properties[field] ??= EXTRAS[field] ?? usersSchema(types);
	return checkOf({ ...schema, properties });
}

function usersSchema(types: TypeRegistry): JsonSchema {
	return { type: 'array', items: relaxed(types.objects.get('Vm')?.schema ?? {}) };
}

/** Without `required`, and closed: a misspelt key in a case would make it prove nothing. */
function relaxed(schema: JsonSchema): JsonSchema {
	const { required: _, $id: __, ...rest } = schema as JsonSchema & { $id?: string };
	const out: Record<string, unknown> = { ...rest };
	if (rest.properties) {
		out['properties'] = mapValues(rest.properties, relaxed);
		out['additionalProperties'] = false;
	}
	if (rest.items) out['items'] = relaxed(rest.items);
	if (rest.anyOf) out['anyOf'] = rest.anyOf.map(relaxed);
	if (rest.patternProperties) out['patternProperties'] = mapValues(rest.patternProperties, relaxed);
	return out as JsonSchema;
}

function mapValues(record: Readonly<Record<string, JsonSchema>>, change: (schema: JsonSchema) => JsonSchema) {
	return Object.fromEntries(Object.entries(record).map(([key, schema]) => [key, change(schema)]));
}

function checkOf(schema: JsonSchema): PartialCheck {
	const validate = ajv.compile(schema);
	return (value) => {
		if (validate(value)) return [];
		return (validate.errors ?? []).map((error) => {
			const place = error.instancePath.slice(1).replaceAll('/', '.');
			const extra = error.params['additionalProperty'] as string | undefined;
			const name = [place, extra].filter((part) => part !== '' && part !== undefined).join('.');
			return extra === undefined ? `${name} ${error.message}` : `${name} is not known`;
		});
	};
}
