import { nearest } from '../pack/nearest.js';
import { type Ast, access, call, typeName, walk } from './ast.js';
import type { SubjectEnvironment } from './environment.js';
import { ExpressionError } from './expression-error.js';
import { SIZE } from './functions/sizes.js';
import { normalise, refuse } from './normalise.js';

export interface CheckedExpression {
	readonly text: string;
	readonly ast: Ast;
	readonly type: string;
}

/** What a place in a rule asks of its expression. */
export interface Expectation {
	/** Types that may come out. */
	readonly types: readonly string[];
	/** Presence may be asked only where it cannot turn a missing datum into a verdict (design 5). */
	readonly known: boolean;
}
export const CONDITION: Expectation = { types: ['bool'], known: false };
export const SEVERITY_CONDITION: Expectation = { types: ['bool'], known: true };
export const PLACEHOLDER: Expectation = {
	types: ['string', 'double', 'bool', 'list<string>', 'list<double>'],
	known: true,
};

/**
 * Parses and type-checks an expression.
 * @throws ExpressionError for bad syntax, an unknown name, a wrong type, and what expressions of rules may not use.
 */
export function checkExpression(env: SubjectEnvironment, text: string, expectation: Expectation): CheckedExpression {
	const parsed = parse(env, text);
	const ast = parsed.ast as unknown as Ast;
	refuse(ast, env, expectation.known);
	normalise(ast);
	const result = parsed.check();
	if (result.error) throw typeError(result.error, text, (summary) => suggestion(summary, ast, env));
	const type = result.type === 'list' ? typeName(ast) : (result.type ?? 'dyn');
	if (!expectation.types.includes(type)) throw new ExpressionError(wrongType(type, expectation), 0);
	refuseByType(ast);
	return { text, ast, type };
}

function wrongType(type: string, expectation: Expectation): string {
	return `the expression gives ${plainType(type)}, and ${expectation.types.map(plainType).join(' or ')} is needed here`;
}

function parse(env: SubjectEnvironment, text: string) {
	try {
		return env.cel.parse(text);
	} catch (thrown) {
		throw typeError(thrown as CelProblem, text);
	}
}

interface CelProblem {
	readonly summary?: string;
	readonly message: string;
	readonly range?: { readonly start: number };
}

function typeError(problem: CelProblem, text: string, more: (summary: string) => string = () => ''): ExpressionError {
	const summary = (problem.summary ?? problem.message).replace(new RegExp(`\\b${SIZE}\\b`, 'g'), 'size');
	return new ExpressionError(plainType(summary) + more(summary), Math.min(problem.range?.start ?? 0, text.length));
}

/** The name that was meant, where one that is known is close. */
function suggestion(summary: string, ast: Ast, env: SubjectEnvironment): string {
	const variable = /^Unknown variable: (\w{3,})$/.exec(summary)?.[1];
	if (variable !== undefined) return nearest(variable, [...env.variables.keys(), ...env.facts.keys()]);
	const key = /^No such key: (\w{3,})$/.exec(summary)?.[1];
	if (key === undefined) return '';
	let known: readonly string[] = [];
	walk(ast, (node) => {
		if (node.op !== '.' || access(node)[1] !== key) return;
		const type = env.types.objects.get(typeName(access(node)[0]));
		if (type) known = Object.keys(type.fields);
	});
	return nearest(key, known);
}

/** Type names as authors know them. */
function plainType(text: string): string {
	return text.replace(/\bdouble\b/g, 'number');
}

/** What only the checked types tell: overloads of cel-js that rules do not have. */
function refuseByType(ast: Ast): void {
	walk(ast, (node) => {
		if (node.op !== 'call') return;
		const { name } = call(node);
		if ((name === 'bytes' || name === 'duration') && typeName(node) !== 'string')
			throw new ExpressionError(`${name}() takes a number`, node.start);
	});
}
