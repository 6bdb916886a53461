import type { Fact } from '../../model/fact.js';
import { UserError } from '../../shared/errors.js';
import { Environments } from '../cel/environment.js';
import type { LoadedRule, RulePack } from '../contract.js';
import { type CompiledRule, compileRule, type RuleProblem, type Texts } from '../rules/compile-rule.js';
import { refuseStrangers, routeRules } from './route-rules.js';

/**
 * Type-checks every expression of every rule against the environment of its subjects and these facts.
 * @throws UserError that lists every error with file, line and column.
 */
export function checkPack(pack: Pick<RulePack, 'rules' | 'routes'>, facts: ReadonlyMap<string, Fact>): void {
	refuseStrangers(pack);
	compilePack([...pack.rules, ...(pack.routes ?? []).flatMap(routeRules)], new Environments(facts));
}

/**
 * Compiles every rule.
 * @param texts `later` where `checkPack` has seen the rules, as the build does with those that ship
 * @throws UserError that lists every error with file, line and column.
 */
export function compilePack(
	rules: readonly LoadedRule[],
	environments: Environments,
	texts: Texts = 'now',
): CompiledRule[] {
	const compiled = rules.map((rule) => compileRule(environments, rule, texts));
	const problems = compiled.flatMap((one) => one.problems);
	if (problems.length > 0)
		throw new UserError('rules-invalid', `Could not use the rules:\n${problems.map(problemText).join('\n')}`);
	return compiled.flatMap((one) => one.rule ?? []);
}

/** `rules/cpu/evc-baseline.yaml:9:23: …`. In a block text the line counts from its first line. */
export function problemText({ rule, key, offset, message }: RuleProblem): string {
	const start = rule.positions[key] ?? { line: 1, column: 1 };
	const text = textAt(rule, key).slice(0, offset);
	const newLines = text.split('\n').length - 1;
	const line = start.line + newLines;
	const column = start.column + (newLines === 0 ? offset : text.length - text.lastIndexOf('\n') - 1);
	return `${rule.file}:${line}:${column}: ${key}: ${message}`;
}

function textAt(rule: LoadedRule, key: string): string {
	let value: unknown = rule.document;
	for (const step of key.split('.')) value = (value as Record<string, unknown> | undefined)?.[step];
	return typeof value === 'string' ? value : '';
}
