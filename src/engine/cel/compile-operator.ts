import { BugError } from '../../shared/errors.js';
import { type Ast, pair, typeName } from './ast.js';
import type { Compiled, Context } from './compiled.js';
import { equal } from './equal.js';
import { checkedNumber } from './numbers.js';
import type { Owner, Run } from './owner.js';
import { RuleDefect } from './state.js';

const NONE: Owner = { kind: 'none' };
type Binary = (a: never, b: never) => unknown;

/** Strict operators: a missing operand makes the result missing, and the other is evaluated all the same. */
const OPERATORS: Readonly<Record<string, Binary>> = {
	'==': (a: unknown, b: unknown) => equal(a, b),
	'!=': (a: unknown, b: unknown) => !equal(a, b),
	'<': (a: number, b: number) => a < b,
	'<=': (a: number, b: number) => a <= b,
	'>': (a: number, b: number) => a > b,
	'>=': (a: number, b: number) => a >= b,
	'+': (a: unknown, b: unknown) => add(a, b),
	'-': (a: number, b: number) => checkedNumber(a - b),
	'*': (a: number, b: number) => checkedNumber(a * b),
	'/': (a: number, b: number) => checkedNumber(a / divisor(b)),
	'%': (a: number, b: number) => checkedNumber(a % divisor(b)),
	in: (a: unknown, b: readonly unknown[] | object) => within(a, b),
};

export function compileOperator(node: Ast, context: Context): Compiled {
	if (node.op === '-_') return negative(node, context);
	const operator = OPERATORS[node.op] as ((a: unknown, b: unknown) => unknown) | undefined;
	if (operator === undefined) throw new BugError(`no operator ${node.op}`);
	const [left, right] = pair(node).map((operand) => context.compile(operand, context).run) as [Run, Run];
	const run: Run = (state) => {
		state.steps++;
		const a = left(state);
		const b = right(state);
		return a === undefined || b === undefined ? undefined : operator(a, b);
	};
	return { run, owner: NONE, type: typeName(node) };
}

function negative(node: Ast, context: Context): Compiled {
	const operand = context.compile(node.args as Ast, context).run;
	const run: Run = (state) => {
		state.steps++;
		const value = operand(state) as number | undefined;
		return value === undefined ? undefined : -value;
	};
	return { run, owner: NONE, type: typeName(node) };
}

function add(a: unknown, b: unknown): unknown {
	if (typeof a === 'number') return checkedNumber(a + (b as number));
	if (typeof a === 'string') return a + (b as string);
	return [...(a as unknown[]), ...(b as unknown[])];
}

function divisor(value: number): number {
	if (value === 0) throw new RuleDefect('a division by zero');
	return value;
}

function within(value: unknown, group: readonly unknown[] | object): boolean {
	if (!Array.isArray(group)) return Object.hasOwn(group, value as string);
	return typeof value === 'object' ? group.some((item) => equal(item, value)) : group.includes(value);
}
