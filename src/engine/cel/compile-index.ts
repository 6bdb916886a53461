import { COLLECTION_OF } from '../subjects/inventory-types.js';
import { type Ast, pair, typeName } from './ast.js';
import { recorded, sideOf } from './compile-access.js';
import type { Compiled, Context } from './compiled.js';
import { ExpressionError } from './expression-error.js';
import type { Owner, Run } from './owner.js';
import { pathOf } from './path.js';
import { RuleDefect } from './state.js';

/** `list[0]` and `map["key"]`. A position beyond the list, or a key missing from a literal map, is a defect of the rule. */
export function compileIndex(node: Ast, context: Context): Compiled {
	const [baseNode, keyNode] = pair(node);
	const base = context.compile(baseNode, context);
	const key = context.compile(keyNode, context).run;
	const baseType = typeName(baseNode);
	const type = typeName(node);
	if (!/^(list|map)</.test(baseType)) throw new ExpressionError('fields are read with a dot: vm.name', node.start);
	const run: Run = baseType.startsWith('list<') ? position(base.run, key) : entry(base.run, key, baseNode.op === 'map');
	const owner = itemOwner(base.owner, type, run);
	return { run: baseType.startsWith('map<') ? recorded(run, owner, pathOf(node)) : run, owner, type };
}

/** Whose datum an item of a list is: an object of the inventory is its own, others belong to the owner of the list. */
export function itemOwner(list: Owner, type: string, item: Run): Owner {
	const collection = COLLECTION_OF[type];
	if (collection === undefined) return list;
	return { kind: 'object', collection, side: sideOf(list), object: item, data: [] };
}

function position(base: Run, key: Run): Run {
	return (state) => {
		state.steps++;
		const list = base(state) as readonly unknown[] | undefined;
		const index = key(state) as number | undefined;
		if (list === undefined || index === undefined) return undefined;
		if (!Number.isInteger(index) || index < 0 || index >= list.length)
			throw new RuleDefect(`position ${index} is outside a list of ${list.length}`);
		return list[index];
	};
}

function entry(base: Run, key: Run, literal: boolean): Run {
	return (state) => {
		state.steps++;
		const map = base(state) as Readonly<Record<string, unknown>> | undefined;
		const name = key(state) as string | undefined;
		if (map === undefined || name === undefined) return undefined;
		if (Object.hasOwn(map, name)) return map[name];
		if (literal) throw new RuleDefect(`the map has no key "${name}"`);
		return undefined;
	};
}
