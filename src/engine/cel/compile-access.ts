import type { Site } from '../../model/site.js';
import { BugError } from '../../shared/errors.js';
import { COLLECTION_OF } from '../subjects/inventory-types.js';
import type { Variable } from '../subjects/variables.js';
import { type Ast, access, typeName } from './ast.js';
import { type Compiled, type Context, type Datum, noteRead } from './compiled.js';
import { type Owner, type Run, recordRead } from './owner.js';
import { pathOf } from './path.js';

/** `host.evc.max`: a chain of fields is read, recorded and named as one datum. */
export function compileAccess(node: Ast, context: Context): Compiled {
	const fields: { readonly name: string; readonly type: string }[] = [];
	let root = node;
	while (root.op === '.') {
		const [base, name] = access(root);
		fields.unshift({ name, type: typeName(root) });
		root = base;
	}
	const start = rootOf(root, fields, context);
	let { run, owner, type } = start;
	for (const field of fields) {
		owner = ownerBelow(owner, field.name);
		run = type.startsWith('map<') ? entryOf(run, field.name) : fieldOf(run, field.name);
		type = field.type;
		const collection = COLLECTION_OF[field.type];
		if (collection !== undefined)
			owner = { kind: 'object', collection, side: sideOf(start.owner), object: run, data: [] };
	}
	return { run: recorded(run, owner, pathOf(node)), owner, type: typeName(node) };
}

/** A bare variable: of a loop, or a fact. */
export function compileVariable(node: Ast, context: Context): Compiled {
	const name = node.args as string;
	return loopVariable(name, [], context) ?? factOf(name, context);
}

/** The datum that a chain of fields names, from a variable or from an item of a list of one; undefined for anything else. */
export function datumOf(node: Ast, context: Context): Datum | undefined {
	const fields: string[] = [];
	let root = node;
	while (root.op === '.') {
		const [base, name] = access(root);
		fields.unshift(name);
		root = base;
	}
	const name = root.op === 'id' ? (root.args as string) : '';
	const loop = context.loops.get(name);
	if (loop) return loop.list && below(loop.list, fields);
	const owned = context.env.variables.get(name)?.owner !== undefined && fields.length > 0;
	return owned ? { variable: name, path: fields.join('.') } : undefined;
}

const below = ({ variable, path }: Datum, fields: readonly string[]): Datum => ({
	variable,
	path: [path, ...fields].join('.'),
});

/** The item that a loop is at, from which these fields are read. */
function loopVariable(name: string, fields: readonly string[], context: Context): Compiled | undefined {
	const loop = context.loops.get(name);
	if (loop === undefined) return undefined;
	if (loop.list) noteRead(context.reads, below(loop.list, fields));
	const { depth, owner, type } = loop;
	const run: Run = (state) => {
		state.steps++;
		return state.loops[depth];
	};
	return { run, owner, type };
}

/** Takes the fields from the list that the root itself answers. */
function rootOf(root: Ast, fields: { readonly name: string }[], context: Context): Compiled {
	const name = root.op === 'id' ? (root.args as string) : '';
	const names = fields.map((field) => field.name);
	const loop = loopVariable(name, names, context);
	if (loop) return loop;
	const variable = context.env.variables.get(name);
	if (variable === undefined) return context.compile(root, context);
	noteRead(context.reads, { variable: variable.name, path: names.join('.') });
	return subjectField(variable, fields);
}

function subjectField(variable: Variable, fields: { readonly name: string }[]): Compiled {
	const { slot, type } = variable;
	const field = fields[0]?.name ?? '';
	const extra = variable.extras[field];
	if (extra !== undefined) {
		fields.shift();
		return { run: slotOf(extra), owner: derived(variable, field), type };
	}
	if (type === 'Site' && field === 'vcenter') {
		fields.shift();
		const run: Run = (state) => (state.slots[slot] as Site | undefined)?.inventory.vcenter;
		return { run, owner: { kind: 'object', collection: 'vcenter', side: variable.side, object: run, data: [] }, type };
	}
	if (type === 'Site' && field === 'kind') {
		fields.shift();
		return { run: (state) => (state.slots[slot] as Site | undefined)?.inventory.source.kind, owner: NONE, type };
	}
	return { run: slotOf(slot), owner: ownerOf(variable), type };
}

const NONE: Owner = { kind: 'none' };

/** `vm.mode` rests on the power state; users and counts are always known. */
function derived(variable: Variable, field: string): Owner {
	if (variable.owner === undefined || field !== 'mode') return NONE;
	const object = slotOf(variable.owner.slot);
	return { kind: 'object', collection: variable.owner.collection, side: variable.side, object, data: ['powerState'] };
}

function ownerOf(variable: Variable): Owner {
	if (variable.owner) {
		const { collection, slot, path } = variable.owner;
		return { kind: 'object', collection, side: variable.side, object: slotOf(slot), data: path };
	}
	return variable.name === 'plan' || variable.name === 'policy'
		? { kind: 'plan' }
		: { kind: 'none', ...sided(variable) };
}

function sided(variable: Variable): { side?: Variable['side'] } {
	return variable.side === undefined ? {} : { side: variable.side };
}

function factOf(name: string, context: Context): Compiled {
	const fact = context.env.facts.get(name);
	if (fact === undefined) throw new BugError(`the variable ${name} passed the type check and is not known`);
	context.reads.facts.add(fact.file);
	const { index } = fact;
	const run: Run = (state) => {
		state.steps++;
		return state.fact(index).value;
	};
	return { run, owner: { kind: 'fact', name, index, data: [] }, type: fact.type };
}

function slotOf(slot: number): Run {
	return (state) => {
		state.steps++;
		return state.slots[slot];
	};
}

function fieldOf(base: Run, name: string): Run {
	return (state) => {
		state.steps++;
		const object = base(state) as Readonly<Record<string, unknown>> | undefined;
		return object === undefined ? undefined : object[name];
	};
}

/** Maps carry names that people chose: only own keys count. */
function entryOf(base: Run, name: string): Run {
	return (state) => {
		state.steps++;
		const object = base(state) as Readonly<Record<string, unknown>> | undefined;
		return object !== undefined && Object.hasOwn(object, name) ? object[name] : undefined;
	};
}

export function recorded(run: Run, owner: Owner, path: string): Run {
	return (state) => {
		const value = run(state);
		if (state.recorder !== undefined) recordRead(state, state.recorder, owner, path, value);
		return value;
	};
}

function ownerBelow(owner: Owner, field: string): Owner {
	if (owner.kind === 'object' || owner.kind === 'fact') {
		const [whole] = owner.data;
		return { ...owner, data: [whole === undefined ? field : `${whole}.${field}`, ...owner.data] };
	}
	return owner;
}

/** Side of the objects that a value leads to. */
export function sideOf(owner: Owner): (Owner & { kind: 'object' })['side'] {
	return owner.kind === 'object' || owner.kind === 'none' ? owner.side : undefined;
}
