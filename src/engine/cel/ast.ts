/** A node of the expression tree that cel-js parses; `checkedType` is set once the expression was type-checked. */
export interface Ast {
	readonly op: string;
	args: unknown;
	readonly start: number;
	readonly end: number;
	readonly checkedType?: { readonly name: string };
}

/** Macros that bind a loop variable: `list.all(x, …)`. */
const LOOPS = ['all', 'exists', 'exists_one', 'map', 'filter'] as const;
export type Loop = (typeof LOOPS)[number];

export function isLoop(name: string): name is Loop {
	return (LOOPS as readonly string[]).includes(name);
}

/** `[base, field]` of `base.field`. */
export function access(node: Ast): readonly [Ast, string] {
	return node.args as [Ast, string];
}
export function pair(node: Ast): readonly [Ast, Ast] {
	return node.args as [Ast, Ast];
}
export function call(node: Ast): { readonly name: string; readonly receiver?: Ast; readonly args: readonly Ast[] } {
	if (node.op === 'call') {
		const [name, args] = node.args as [string, Ast[]];
		return { name, args };
	}
	const [name, receiver, args] = node.args as [string, Ast, Ast[]];
	return { name, receiver, args };
}

/** The nodes below a node, loop variables included. */
function children(node: Ast): readonly Ast[] {
	switch (node.op) {
		case 'value':
		case 'id':
			return [];
		case '.':
		case '.?':
			return [access(node)[0]];
		case 'call':
		case 'rcall': {
			const { receiver, args } = call(node);
			return receiver ? [receiver, ...args] : args;
		}
		case '!_':
		case '-_':
			return [node.args as Ast];
		case 'map':
			return (node.args as [Ast, Ast][]).flat();
		default:
			return node.args as Ast[];
	}
}

/** Visits a node and everything below it, parents first. */
export function walk(node: Ast, visit: (node: Ast, parent: Ast | undefined) => void, parent?: Ast): void {
	visit(node, parent);
	for (const child of children(node)) walk(child, visit, node);
}

/** Name of a node's checked type: `string`, `list<Nic>`. */
export function typeName(node: Ast): string {
	return node.checkedType?.name ?? 'dyn';
}

/** `list<Nic>` -> `Nic`. */
export function elementType(type: string): string {
	return /^list<(.*)>$/.exec(type)?.[1] ?? 'dyn';
}
