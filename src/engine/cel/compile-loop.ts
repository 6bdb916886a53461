import { type Ast, call, elementType, type Loop, typeName } from './ast.js';
import { datumOf } from './compile-access.js';
import { itemOwner } from './compile-index.js';
import { type Compiled, type Context, type Datum, newReads, noteRead } from './compiled.js';
import { ExpressionError } from './expression-error.js';
import type { Run } from './owner.js';
import { overLimit, STEP_LIMIT, type State } from './state.js';

/** `list.all(x, …)` and its kin. `all` and `exists` are certain where one item decides; the others are strict. */
export function compileLoop(name: Loop, node: Ast, context: Context): Compiled {
	const { receiver, args } = call(node);
	const [variable, ...parts] = args as [Ast, ...Ast[]];
	const listType = typeName(receiver as Ast);
	if (!listType.startsWith('list<')) throw new ExpressionError(`${name}() goes over a list`, node.start);
	const datum = itemsOnly(name, receiver as Ast, context);
	// What is read of the items is noted where the loop reads it.
	const list = context.compile(receiver as Ast, datum ? { ...context, reads: newReads() } : context);
	if (datum) noteRead(context.reads, { ...datum, path: `${datum.path}.length` });
	const depth = context.loops.size;
	const type = elementType(listType);
	const owner = itemOwner(list.owner, type, (state) => state.loops[depth]);
	const inner: Context = {
		...context,
		loops: new Map([...context.loops, [variable.args as string, { depth, owner, type, list: datum }]]),
	};
	const [first, second] = parts.map((part) => context.compile(part, inner).run) as [Run, Run | undefined];
	const items: Items = { list: list.run, depth };
	return { run: LOOP[name](items, first, second), owner: resultOwner(name, list, second), type: typeName(node) };
}

/** The list as a datum, unless whole items come out of the loop: then everything of them may be read. */
function itemsOnly(name: Loop, receiver: Ast, context: Context): Datum | undefined {
	return name === 'filter' ? undefined : datumOf(receiver, context);
}

/** A filtered list still holds the objects of the list. */
function resultOwner(name: Loop, list: Compiled, transform: Run | undefined): Compiled['owner'] {
	return name === 'filter' && transform === undefined ? list.owner : { kind: 'none' };
}

interface Items {
	readonly list: Run;
	readonly depth: number;
}

/** Calls `visit` for each item until it returns true. Returns false when the list itself is missing. */
function each(items: Items, state: State, visit: (item: unknown) => boolean): boolean {
	state.steps++;
	const list = items.list(state) as readonly unknown[] | undefined;
	if (list === undefined) return false;
	const outer = state.loops[items.depth];
	for (const item of list) {
		if (++state.steps > STEP_LIMIT) overLimit();
		state.loops[items.depth] = item;
		if (visit(item)) break;
	}
	state.loops[items.depth] = outer;
	return true;
}

/** `all` is decided by a false, `exists` by a true. */
function quantifier(decisive: boolean) {
	return (items: Items, predicate: Run): Run =>
		(state) => {
			let open = false;
			let decided = false;
			const there = each(items, state, () => {
				const value = predicate(state);
				if (value === undefined) open = true;
				decided = value === decisive;
				return decided;
			});
			if (decided) return decisive;
			return open || !there ? undefined : !decisive;
		};
}

const LOOP: Readonly<Record<Loop, (items: Items, first: Run, second?: Run) => Run>> = {
	all: quantifier(false),
	exists: quantifier(true),
	exists_one: (items, predicate) => (state) => {
		let count = 0;
		let open = false;
		const there = each(items, state, () => {
			const value = predicate(state);
			if (value === undefined) open = true;
			else if (value) count++;
			return false;
		});
		return open || !there ? undefined : count === 1;
	},
	filter: (items, predicate) => collect(items, predicate, undefined),
	map: (items, first, second) => (second ? collect(items, first, second) : collect(items, undefined, first)),
};

function collect(items: Items, predicate: Run | undefined, transform: Run | undefined): Run {
	return (state) => {
		const result: unknown[] = [];
		let open = false;
		const there = each(items, state, (item) => {
			const wanted = predicate ? predicate(state) : true;
			if (wanted === undefined) open = true;
			if (!wanted) return false;
			const value = transform ? transform(state) : item;
			if (value === undefined) open = true;
			else result.push(value);
			return false;
		});
		return open || !there ? undefined : result;
	};
}
