import { type Ast, typeName } from './ast.js';
import type { CheckedExpression } from './check.js';
import { compileAccess, compileVariable } from './compile-access.js';
import { compileCall } from './compile-call.js';
import { compileIndex } from './compile-index.js';
import { compileLogic } from './compile-logic.js';
import { compileOperator } from './compile-operator.js';
import type { Compiled, Context } from './compiled.js';
import { newReads, type Reads } from './compiled.js';
import type { SubjectEnvironment } from './environment.js';
import { checkedNumber } from './numbers.js';
import type { Run } from './owner.js';
import type { State } from './state.js';

/** An expression ready to run. */
export interface CompiledExpression {
	readonly text: string;
	readonly run: Run;
	readonly reads: Reads;
}

/**
 * Compiles a checked expression to closures over three-valued values: a missing datum is `undefined`, operators and functions
 * are strict in it, `&&`, `||`, `all`, `exists` and `?:` are certain where they can be. Running it throws RuleDefect for a
 * defect of the rule.
 */
export function compileExpression(env: SubjectEnvironment, checked: CheckedExpression): CompiledExpression {
	const reads = newReads();
	const context: Context = { env, loops: new Map(), reads, compile };
	const { run } = compile(checked.ast, context);
	return { text: checked.text, run, reads };
}

function compile(node: Ast, context: Context): Compiled {
	switch (node.op) {
		case 'value':
			return literal(node);
		case 'id':
			return compileVariable(node, context);
		case '.':
			return compileAccess(node, context);
		case '[]':
			return compileIndex(node, context);
		case 'call':
		case 'rcall':
			return compileCall(node, context);
		case '&&':
		case '||':
		case '!_':
		case '?:':
			return compileLogic(node, context);
		case 'list':
			return list(node, context);
		case 'map':
			return map(node, context);
		default:
			return compileOperator(node, context);
	}
}

function literal(node: Ast): Compiled {
	const value = typeof node.args === 'bigint' ? Number(node.args) : node.args;
	if (typeof value === 'number') checkedNumber(value);
	return { run: counted(() => value), owner: { kind: 'none' }, type: typeName(node) };
}

function list(node: Ast, context: Context): Compiled {
	const items = (node.args as Ast[]).map((item) => compile(item, context).run);
	const run = counted((state) => {
		const values = items.map((item) => item(state));
		return values.includes(undefined) ? undefined : values;
	});
	return { run, owner: { kind: 'none' }, type: typeName(node) };
}

function map(node: Ast, context: Context): Compiled {
	const entries = (node.args as [Ast, Ast][]).map(
		([key, value]) => [compile(key, context).run, compile(value, context).run] as const,
	);
	const run = counted((state) => {
		const values = entries.map(([key, value]) => [key(state), value(state)] as const);
		if (values.some(([key, value]) => key === undefined || value === undefined)) return undefined;
		return Object.fromEntries(values as [string, unknown][]);
	});
	return { run, owner: { kind: 'none' }, type: typeName(node) };
}

function counted(run: Run): Run {
	return (state: State) => {
		state.steps++;
		return run(state);
	};
}
