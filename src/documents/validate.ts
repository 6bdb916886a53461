import type { ErrorObject, ValidateFunction } from 'ajv';
import type { Static, TSchema } from 'typebox';
import { UserError } from '../shared/errors.js';
import type { PositionedDocument } from './positioned.js';
import { describeErrors } from './schema-errors.js';

const MAX_SHOWN = 5;
const compiled = new WeakMap<TSchema, ValidateFunction>();

/** Compiles a schema once. ajv takes 95 ms to load, so it is loaded when the first document is checked. */
async function validatorOf(schema: TSchema): Promise<ValidateFunction> {
	const known = compiled.get(schema);
	if (known) return known;
	const { Ajv2020 } = await import('ajv/dist/2020.js');
	const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: false });
	const { $id: _, ...anonymous } = schema as TSchema & { $id?: string };
	const validator = ajv.compile(anonymous);
	compiled.set(schema, validator);
	return validator;
}

/** What is wrong with a value, in ajv's terms; empty when nothing is. */
export async function schemaErrors(value: unknown, schema: TSchema): Promise<readonly ErrorObject[]> {
	const validate = await validatorOf(schema);
	return validate(value) ? [] : (validate.errors ?? []);
}

/**
 * Checks a document against its schema and returns its value with the schema's type.
 * @throws UserError `document-invalid` with one `file:line:column: …` line for each mistake (at most five).
 */
export async function validate<S extends TSchema>(
	document: PositionedDocument,
	schema: S,
	what: string,
): Promise<Static<S>> {
	const mistakes = describeErrors(await schemaErrors(document.value, schema), document.value);
	if (mistakes.length === 0) return document.value as Static<S>;
	const lines = mistakes
		.map((mistake) => `${document.where(mistake.path, mistake.at)}: ${mistake.text}`)
		.slice(0, MAX_SHOWN);
	if (mistakes.length > MAX_SHOWN) lines.push(`and ${mistakes.length - MAX_SHOWN} more mistakes`);
	throw new UserError('document-invalid', `Could not use ${what}:\n${lines.join('\n')}`, {
		suggestions: [...new Set(mistakes.flatMap((mistake) => mistake.suggestion ?? []))].slice(0, MAX_SHOWN),
	});
}
