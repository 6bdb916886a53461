import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { TSchema } from 'typebox';
import { nearest } from './nearest.js';
import type { YamlFile } from './yaml-file.js';

const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, verbose: true });
const compiled = new WeakMap<object, ValidateFunction>();

/** What is wrong with a document, each as `file:line:column: text`; empty when it fits the schema. */
export function schemaProblems(yaml: YamlFile, schema: TSchema): string[] {
	const validate = compiled.get(schema) ?? ajv.compile(schema as object);
	compiled.set(schema, validate);
	if (validate(yaml.value)) return [];
	const errors = (validate.errors ?? []).filter(
		(error) => error.keyword !== 'anyOf' || !hasDeeper(error, validate.errors ?? []),
	);
	return [...new Set(errors.map((error) => problem(yaml, error)))];
}

/** An `anyOf` says nothing beyond what its branches say. */
function hasDeeper(error: ErrorObject, all: readonly ErrorObject[]): boolean {
	return all.some(
		(other) => other !== error && other.instancePath.startsWith(error.instancePath) && other.keyword !== 'type',
	);
}

function problem(yaml: YamlFile, error: ErrorObject): string {
	const path = error.instancePath
		.split('/')
		.slice(1)
		.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
		.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
	const extra = error.keyword === 'additionalProperties' ? String(error.params['additionalProperty']) : undefined;
	const { line, column } = extra === undefined ? yaml.position(path) : yaml.keyPosition([...path, extra]);
	return `${yaml.file}:${line}:${column}: ${text(error, path, extra)}`;
}

function text(error: ErrorObject, path: readonly (string | number)[], extra: string | undefined): string {
	const name = path.length === 0 ? 'the file' : `"${path.join('.')}"`;
	if (extra !== undefined) {
		const known = Object.keys((error.parentSchema?.['properties'] as object | undefined) ?? {});
		return `the key "${extra}" is not known here${nearest(extra, known)}`;
	}
	if (error.keyword === 'required') return `${name} lacks the key "${String(error.params['missingProperty'])}"`;
	if (error.keyword === 'enum')
		return `${name} must be one of ${(error.params['allowedValues'] as unknown[]).join(', ')}`;
	if (error.keyword === 'type') return `${name} must be ${article(String(error.params['type']))}`;
	return `${name} ${error.message ?? 'does not fit'}`;
}

function article(type: string): string {
	return (
		{ object: 'a group of keys', array: 'a list', string: 'a text', boolean: 'true or false' }[type] ?? `a ${type}`
	);
}
