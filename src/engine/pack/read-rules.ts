import { basename, dirname, join } from 'node:path';
import { type RuleCases as Cases, RuleCases, RuleDocument } from '../../model/rule.js';
import { UserError } from '../../shared/errors.js';
import type { LoadedCases, LoadedRoute, LoadedRule } from '../contract.js';
import { yamlFiles } from './list-files.js';
import { routeOf } from './read-route.js';
import { schemaProblems } from './validate.js';
import { readYamlFile, type YamlFile } from './yaml-file.js';

/** What a rule folder holds, as read and checked against the schemas; expressions are checked by `checkPack`. */
export interface RuleFolder {
	readonly rules: readonly LoadedRule[];
	readonly cases: readonly LoadedCases[];
	readonly tables: Readonly<Record<string, unknown>>;
	readonly routes: readonly LoadedRoute[];
}

/**
 * Reads `<area>/<id>.yaml`, `<area>/<id>.cases.yaml` `tables/<name>.yaml` and `routes/<id>.yaml`. A user's own folder may be flat and has
 * `source: local` instead of sources.
 * @throws UserError that lists every problem with file, line and column.
 */
export function readRuleFolder(folder: string, shown: string, kind: 'built-in' | 'own'): RuleFolder {
	const rules: LoadedRule[] = [];
	const cases: LoadedCases[] = [];
	const tables: Record<string, unknown> = {};
	const routes: LoadedRoute[] = [];
	const problems: string[] = [];
	for (const file of yamlFiles(folder)) {
		try {
			const yaml = readYamlFile(join(folder, file), `${shown}/${file}`);
			if (dirname(file) === 'tables') tables[basename(file).replace(/\.ya?ml$/, '')] = yaml.value;
			else if (dirname(file) === 'routes' && kind === 'built-in') push(problems, routes, routeOf(yaml, file));
			else if (/\.cases\.ya?ml$/.test(file)) push(problems, cases, casesOf(yaml, file));
			else push(problems, rules, ruleOf(yaml, file, kind));
		} catch (thrown) {
			if (!(thrown instanceof UserError)) throw thrown;
			problems.push(thrown.message);
		}
	}
	if (problems.length > 0)
		throw new UserError('rules-invalid', `Could not use the rules in ${shown}:\n${problems.join('\n')}`);
	return { rules, cases, tables, routes };
}

function push<T>(
	problems: string[],
	list: T[],
	read: { readonly problems: readonly string[]; readonly value?: T },
): void {
	problems.push(...read.problems);
	if (read.value !== undefined) list.push(read.value);
}

function ruleOf(yaml: YamlFile, file: string, kind: 'built-in' | 'own'): { problems: string[]; value?: LoadedRule } {
	const problems = schemaProblems(yaml, RuleDocument);
	if (problems.length > 0) return { problems };
	const document = yaml.value as RuleDocument;
	const at = (key: string) => {
		const { line, column } = yaml.position([key]);
		return `${yaml.file}:${line}:${column}`;
	};
	const name = basename(file).replace(/\.ya?ml$/, '');
	if (document.id !== name) problems.push(`${at('id')}: the id is "${document.id}", and the file is named ${name}`);
	if (document.sources === undefined && !(kind === 'own' && document.source === 'local'))
		problems.push(
			`${at('id')}: the rule names no sources${kind === 'own' ? ' (a rule of your own says source: local)' : ''}`,
		);
	if (kind === 'built-in' && dirname(file) !== document.area)
		problems.push(`${at('area')}: the area is "${document.area}", and the file stands in ${dirname(file)}/`);
	if (Array.isArray(document.severity) && document.severity.at(-1)?.when !== undefined)
		problems.push(`${at('severity')}: the last severity stands without a condition, so that one always holds`);
	return problems.length > 0
		? { problems }
		: { problems, value: { document: counted(document, kind), file: yaml.file, positions: positions(yaml, document) } };
}

/** A rule of the user's own answers no documented check, whatever it says. */
function counted(document: RuleDocument, kind: 'built-in' | 'own'): RuleDocument {
	return kind === 'own' ? { ...document, documented: false } : document;
}

function positions(yaml: YamlFile, document: RuleDocument): LoadedRule['positions'] {
	const paths: (readonly (string | number)[])[] = [['expect'], ['message'], ['declare'], ['when'], ['faults'], ['id']];
	if (Array.isArray(document.severity))
		for (const index of document.severity.keys()) paths.push(['severity', index, 'when']);
	return Object.fromEntries(paths.map((path) => [path.join('.'), yaml.position(path)]));
}

function casesOf(yaml: YamlFile, file: string): { problems: string[]; value?: LoadedCases } {
	const problems = schemaProblems(yaml, RuleCases);
	if (problems.length > 0) return { problems };
	const document = yaml.value as Cases;
	const name = basename(file).replace(/\.cases\.ya?ml$/, '');
	const { line, column } = yaml.position(['rule']);
	if (document.rule !== name)
		return {
			problems: [`${yaml.file}:${line}:${column}: the rule is "${document.rule}", and the file is named ${name}`],
		};
	const cases = document.cases.map((one, index) => ({ case: one, line: yaml.position(['cases', index]).line }));
	return { problems, value: { rule: document.rule, file: yaml.file, cases } };
}
