import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BugError, messageOf, UserError } from '../../shared/errors.js';
import { layer, layers } from '../../shared/package-folder.js';
import type { LoadedCases, LoadedRule, RulePack } from '../contract.js';
import { packHash } from './pack-hash.js';

/** Table that holds the texts of the tool's own findings. */
const TOOL_FINDINGS = 'tool-findings';

/** The pack with positions (`dist/rulepack.json`), and the cases that ship with it (`dist/rulecases.json`). */
export interface PackAndCases {
	readonly pack: RulePack;
	readonly cases: readonly LoadedCases[];
}

/**
 * Reads a rule folder (`<area>/<id>.yaml`, `tables/*.yaml`), and user rules from `extra` folders.
 * @throws UserError with file, line and column for anything that is not as design 5 says.
 */
export async function loadPack(folder: string, options: { extra?: readonly string[] } = {}): Promise<RulePack> {
	return withExtra((await readPack(folder)).pack, options.extra ?? []);
}

/** The pack that the build compiled (`dist/rulepack.json`); in development, where there is none, the `rules` folder. */
export async function loadBuiltPack(options: { extra?: readonly string[] } = {}): Promise<RulePack> {
	return withExtra(built<RulePack>('rulepack.json') ?? (await sourceRules()).pack, options.extra ?? []);
}

/** The cases of the built-in rules, for `rules test`. */
export async function loadBuiltCases(): Promise<readonly LoadedCases[]> {
	return built<readonly LoadedCases[]>('rulecases.json') ?? (await sourceRules()).cases;
}

/** A user's own folder: rules and their cases. @throws UserError when it holds no rule at all. */
export async function loadOwnRules(
	folder: string,
): Promise<{ rules: readonly LoadedRule[]; cases: readonly LoadedCases[] }> {
	const own = (await folderReader())(folder, folder, 'own');
	if (own.rules.length === 0)
		throw new UserError('rules-empty', `Could not use the rules in ${folder}: it holds no rule.`, {
			suggestions: ['Name the folder that holds <id>.yaml files.'],
		});
	return { rules: own.rules, cases: own.cases };
}

/** Reads the rules, cases and tables of a built-in rule folder. */
export async function readPack(folder: string): Promise<PackAndCases> {
	const { rules, cases, tables, routes } = (await folderReader())(folder, basename(folder), 'built-in');
	const { [TOOL_FINDINGS]: toolFindings, ...others } = tables;
	const texts = (toolFindings as { findings?: RulePack['toolFindings'] } | undefined)?.findings ?? {};
	const pack = {
		rules,
		tables: others,
		hash: packHash(rules, routes.length > 0 ? { ...tables, routes: routes.map(({ document }) => document) } : tables),
		toolFindings: texts,
		routes,
	};
	refuseTwice(pack.rules, Object.keys(texts));
	return { pack, cases };
}

/** YAML and ajv take 80 ms to load, which a start from the built pack does not need. */
async function folderReader() {
	return (await import('./read-rules.js')).readRuleFolder;
}

/** A file that the build wrote to `dist`; undefined in development. */
function built<T>(name: string): T | undefined {
	const file = fileURLToPath(layer(name));
	if (!existsSync(file)) return undefined;
	try {
		return JSON.parse(readFileSync(file, 'utf8')) as T;
	} catch (thrown) {
		throw new BugError(`the built rule pack ${file} cannot be read: ${messageOf(thrown)}`);
	}
}

function sourceRules(): Promise<PackAndCases> {
	return readPack(fileURLToPath(new URL('../rules', layers)));
}

async function withExtra(pack: RulePack, folders: readonly string[]): Promise<RulePack> {
	if (folders.length === 0) return pack;
	const own = await Promise.all(folders.map(loadOwnRules));
	const rules = [...pack.rules, ...own.flatMap((folder) => folder.rules)];
	refuseTwice(rules, Object.keys(pack.toolFindings));
	return { ...pack, rules, hash: packHash(rules, { tables: pack.tables, toolFindings: pack.toolFindings }) };
}

/** Ids are unique, aliases and the ids of the tool's own findings included. */
function refuseTwice(rules: readonly LoadedRule[], taken: readonly string[]): void {
	const seen = new Map<string, string>(taken.map((id) => [id, 'the tool itself']));
	const problems: string[] = [];
	for (const rule of rules)
		for (const id of [rule.document.id, ...(rule.document.aliases ?? [])]) {
			const other = seen.get(id);
			const { line = 1, column = 1 } = rule.positions['id'] ?? {};
			if (other !== undefined) problems.push(`${rule.file}:${line}:${column}: the id "${id}" is taken by ${other}`);
			seen.set(id, rule.file);
		}
	if (problems.length > 0) throw new UserError('rules-invalid', `Could not use the rules:\n${problems.join('\n')}`);
}
