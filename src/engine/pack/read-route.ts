import { basename } from 'node:path';
import { RouteDocument } from '../../model/route.js';
import type { LoadedRoute } from '../contract.js';
import { schemaProblems } from './validate.js';
import type { YamlFile } from './yaml-file.js';

/** A route from its file, or what is wrong with it, each with file, line and column. Expressions are checked by `checkPack`. */
export function routeOf(yaml: YamlFile, file: string): { problems: string[]; value?: LoadedRoute } {
	const problems = schemaProblems(yaml, RouteDocument);
	if (problems.length > 0) return { problems };
	const document = yaml.value as RouteDocument;
	const name = basename(file).replace(/\.ya?ml$/, '');
	const at = (path: readonly (string | number)[]) => {
		const { line, column } = yaml.position(path);
		return `${yaml.file}:${line}:${column}`;
	};
	if (document.id !== name) problems.push(`${at(['id'])}: the id is "${document.id}", and the file is named ${name}`);
	if (document.except !== undefined && document.mends !== 'all')
		problems.push(`${at(['except'])}: "except" stands with "mends: all" only`);
	const paths: (readonly (string | number)[])[] = [['id']];
	for (const key of ['mends', 'except'] as const) {
		const ids = document[key];
		if (Array.isArray(ids)) for (const index of ids.keys()) paths.push([key, index]);
	}
	for (const index of (document.requires ?? []).keys()) paths.push(['requires', index, 'expect']);
	const positions = Object.fromEntries(paths.map((path) => [path.join('.'), yaml.position(path)]));
	return problems.length > 0 ? { problems } : { problems, value: { document, file: yaml.file, positions } };
}
