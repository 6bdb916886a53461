import { type Ast, pair, typeName } from './ast.js';
import type { Compiled, Context } from './compiled.js';
import { equal } from './equal.js';
import type { Owner, Run } from './owner.js';

const NONE: Owner = { kind: 'none' };

/** `&&`, `||`, `!` and `?:` in three values (Kleene): certain wherever the known operands decide. */
export function compileLogic(node: Ast, context: Context): Compiled {
	if (node.op === '!_') return { run: not(context.compile(node.args as Ast, context).run), owner: NONE, type: 'bool' };
	if (node.op === '?:') return ternary(node, context);
	const [left, right] = pair(node).map((operand) => context.compile(operand, context).run) as [Run, Run];
	return {
		run: node.op === '&&' ? decides(false, left, right) : decides(true, left, right),
		owner: NONE,
		type: 'bool',
	};
}

/** The value `decisive` of either operand decides; a missing one leaves it open unless the other decides. */
function decides(decisive: boolean, left: Run, right: Run): Run {
	return (state) => {
		state.steps++;
		const first = left(state);
		if (first === decisive) return decisive;
		const second = right(state);
		if (second === decisive) return decisive;
		return first === undefined || second === undefined ? undefined : !decisive;
	};
}

function not(operand: Run): Run {
	return (state) => {
		state.steps++;
		const value = operand(state);
		return value === undefined ? undefined : !value;
	};
}

/** With an unknown condition the result is known only where both branches agree. */
function ternary(node: Ast, context: Context): Compiled {
	const [condition, yes, no] = (node.args as Ast[]).map((part) => context.compile(part, context).run) as [
		Run,
		Run,
		Run,
	];
	const run: Run = (state) => {
		state.steps++;
		const decided = condition(state);
		if (decided !== undefined) return decided ? yes(state) : no(state);
		const first = yes(state);
		const second = no(state);
		return first !== undefined && second !== undefined && equal(first, second) ? first : undefined;
	};
	return { run, owner: NONE, type: typeName(node) };
}
