import type { ErrorObject } from 'ajv';
import { closestName } from '../shared/closest-name.js';
import { type DocumentPath, mayBeSecret, pathText } from './positioned.js';

/** One mistake in a document, ready to print behind its place. */
export interface Mistake {
	readonly path: DocumentPath;
	readonly at: 'key' | 'value';
	readonly text: string;
	readonly suggestion?: string;
}

/**
 * Turns ajv's errors into one sentence per mistake. Unions give an error per branch: only the branch that the value was
 * meant for is told. The value of a key that may be a secret is never quoted.
 */
export function describeErrors(errors: readonly ErrorObject[], root: unknown): readonly Mistake[] {
	return collapseUnions(errors).map((error) => describe(error, root));
}

/** Drops the branch errors of every `anyOf`, or replaces it by the errors of the one branch that got further than the type. */
function collapseUnions(errors: readonly ErrorObject[]): readonly ErrorObject[] {
	const unions = errors.filter((error) => error.keyword === 'anyOf');
	let rest = [...errors];
	for (const union of unions) {
		const prefix = `${union.schemaPath}/`;
		const inner = rest.filter((error) => error !== union && error.schemaPath.startsWith(prefix) && under(error, union));
		const branches = new Map<string, ErrorObject[]>();
		for (const error of inner) {
			const branch = error.schemaPath.slice(prefix.length).split('/')[0] ?? '';
			branches.set(branch, [...(branches.get(branch) ?? []), error]);
		}
		const meant = [...branches.values()].find((branch) =>
			branch.every((error) => !(error.keyword === 'type' && error.instancePath === union.instancePath)),
		);
		rest = rest.filter((error) => !inner.includes(error) || meant?.includes(error));
		if (meant) rest = rest.filter((error) => error !== union);
	}
	return rest;
}

function under(error: ErrorObject, union: ErrorObject): boolean {
	return error.instancePath === union.instancePath || error.instancePath.startsWith(`${union.instancePath}/`);
}

function describe(error: ErrorObject, root: unknown): Mistake {
	const path = stepsOf(error.instancePath, root);
	const name = path.length === 0 ? 'the document' : pathText(path);
	const { keyword, params } = error;
	if (keyword === 'additionalProperties') return unknownKey(error, path, String(params['additionalProperty']));
	if (keyword === 'required')
		return { path, at: 'key', text: `${name}: the key "${String(params['missingProperty'])}" is missing` };
	return { path, at: 'value', text: `${name} ${demand(error)}${seen(error.data, path)}` };
}

function unknownKey(error: ErrorObject, path: DocumentPath, key: string): Mistake {
	const full = [...path, key];
	if (/password|secret|token|credential/i.test(key))
		return {
			path: full,
			at: 'key',
			text: `${pathText(full)}: a secret never stands in a file`,
			suggestion: 'Use passwordEnv (the name of an environment variable), passwordCommand, or let xvcheck ask.',
		};
	const known = Object.keys((error.parentSchema as { properties?: object } | undefined)?.properties ?? {});
	const near = closestName(key, known);
	const list = known.length === 0 ? '' : `; known here: ${known.join(', ')}`;
	return {
		path: full,
		at: 'key',
		text: `${pathText(full)}: unknown key${near !== undefined ? `; did you mean "${near}"?` : list}`,
		...(near !== undefined ? { suggestion: `Write "${near}" instead of "${key}".` } : {}),
	};
}

/** What the schema wants, as the end of a sentence that starts with the key. */
function demand(error: ErrorObject): string {
	const { keyword, params } = error;
	switch (keyword) {
		case 'type':
			return `must be ${article(String(params['type']))}`;
		case 'const':
			return `must be ${JSON.stringify(params['allowedValue'])}`;
		case 'enum':
			return `must be one of ${(params['allowedValues'] as unknown[]).map(String).join(', ')}`;
		case 'anyOf':
			return `must be ${unionText(error)}`;
		case 'minItems':
			return Number(params['limit']) === 1
				? 'must not be an empty list; leave the key out instead'
				: `needs ${params['limit']} entries`;
		case 'maxItems':
			return `may have at most ${params['limit']} entries`;
		case 'minLength':
			return 'must not be empty';
		case 'minimum':
			return `must be at least ${params['limit']}`;
		case 'maximum':
			return `must be at most ${params['limit']}`;
		case 'pattern':
			return `must look like ${params['pattern']}`;
		default:
			return error.message ?? 'is not as expected';
	}
}

function unionText(error: ErrorObject): string {
	const branches = (error.schema as readonly { type?: string; const?: unknown }[]).map((branch) =>
		branch.const !== undefined ? JSON.stringify(branch.const) : article(branch.type ?? 'object'),
	);
	return [...new Set(branches)].join(' or ');
}

const NOUNS: Readonly<Record<string, string>> = {
	string: 'text',
	number: 'a number',
	integer: 'a whole number',
	boolean: 'true or false',
	array: 'a list',
	object: 'a group of keys',
	null: 'nothing',
};

function article(type: string): string {
	return NOUNS[type] ?? type;
}

/** What stands there instead, when it may be shown. */
function seen(data: unknown, path: DocumentPath): string {
	if (mayBeSecret(path)) return '';
	if (data === null || data === undefined) return ', but nothing stands there';
	if (Array.isArray(data)) return data.length === 0 ? '' : ', but is a list';
	if (typeof data === 'object') return ', but is a group of keys';
	const text = JSON.stringify(data);
	return `, but is ${typeof data === 'string' ? 'the text ' : ''}${text.length > 60 ? `${text.slice(0, 57)}…` : text}`;
}

/** JSON pointer to steps; positions of lists become numbers. */
function stepsOf(pointer: string, root: unknown): DocumentPath {
	let node = root;
	return pointer
		.split('/')
		.slice(1)
		.map((raw) => {
			const key = raw.replaceAll('~1', '/').replaceAll('~0', '~');
			const step = Array.isArray(node) ? Number(key) : key;
			node = (node as Record<string | number, unknown> | undefined)?.[step];
			return step;
		});
}
