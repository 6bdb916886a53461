import { RE2JS } from 're2js';
import type { Site } from '../../model/site.js';
import { BugError, messageOf } from '../../shared/errors.js';
import { COLLECTION_OF } from '../subjects/inventory-types.js';
import { type Ast, call, elementType, isLoop, typeName } from './ast.js';
import { compileLoop } from './compile-loop.js';
import type { Compiled, Context } from './compiled.js';
import { incompleteReason } from './completeness.js';
import { ExpressionError } from './expression-error.js';
import { functionNamed } from './functions/catalogue.js';
import type { CelFunction } from './functions/contract.js';
import type { Owner, Run } from './owner.js';
import { pathOf } from './path.js';
import type { State } from './state.js';

const NONE: Owner = { kind: 'none' };
type Apply = (...args: unknown[]) => unknown;

/** Function calls, strict in all arguments, and the macros. */
export function compileCall(node: Ast, context: Context): Compiled {
	const { name, receiver, args } = call(node);
	if (receiver !== undefined && isLoop(name)) return compileLoop(name, node, context);
	if (name === 'known') return known(args[0] as Ast, context);
	if (name === 'rx') return regularExpression(args[0] as Ast, args[1] as Ast, context);
	const fn = functionNamed(name, receiver !== undefined);
	if (fn === undefined) throw new BugError(`no function ${name}`);
	if (fn.lookup) return lookUp(fn, node, context);
	const run = apply(fn.run as Apply, receiver ? [receiver, ...args] : args, pathOf(node), context);
	return { run, owner: NONE, type: typeName(node) };
}

function apply(fn: Apply, nodes: readonly Ast[], path: string, context: Context): Run {
	const args = nodes.map((argument) => context.compile(argument, context).run);
	return (state) => {
		state.steps++;
		const values = args.map((argument) => argument(state));
		if (values.includes(undefined)) return undefined;
		const result = fn(...values);
		// A text that is no version, address or time: it was there and could not be read.
		if (result === undefined) state.recorder?.missing(path, 'read-error', false);
		return result;
	};
}

/** Whether a datum is there. Asking is no reading: it leaves no trace in the evidence. */
function known(node: Ast, context: Context): Compiled {
	const operand = context.compile(node, context).run;
	const run: Run = (state) => {
		state.steps++;
		const { recorder } = state;
		state.recorder = undefined;
		try {
			return operand(state) !== undefined;
		} finally {
			state.recorder = recorder;
		}
	};
	return { run, owner: NONE, type: 'bool' };
}

function regularExpression(text: Ast, pattern: Ast, context: Context): Compiled {
	const subject = context.compile(text, context).run;
	const compiled = compilePattern(pattern);
	const run: Run = (state) => {
		state.steps++;
		const value = subject(state) as string | undefined;
		return value === undefined ? undefined : compiled.matcher(value).find();
	};
	return { run, owner: NONE, type: 'bool' };
}

function compilePattern(node: Ast): RE2JS {
	try {
		return RE2JS.compile(node.args as string);
	} catch (thrown) {
		throw new ExpressionError(`this is no regular expression: ${messageOf(thrown)}`, node.start);
	}
}

/** `destination.networksNamed(name)`: what it returned is evidence. */
function lookUp(fn: CelFunction, node: Ast, context: Context): Compiled {
	const { receiver, args } = call(node);
	const variable = context.env.variables.get(receiver?.args as string);
	if (variable === undefined || variable.type !== 'Site')
		throw new ExpressionError('look-ups start with source or destination', node.start);
	const { slot, side } = variable;
	const argument = context.compile(args[0] as Ast, context).run;
	const type = typeName(node);
	const find = fn.run as (site: Site, value: unknown) => unknown;
	const path = pathOf(node);
	const collection = COLLECTION_OF[fn.returns] ?? COLLECTION_OF[elementType(fn.returns)] ?? '';
	const run: Run = (state) => {
		state.steps++;
		const value = argument(state);
		if (value === undefined) return undefined;
		const site = state.slots[slot] as Site;
		const found = find(site, value);
		const result = isEmpty(found) && incompleteReason(site.inventory, collection) ? undefined : found;
		if (state.recorder) recordLookUp(state, site, collection, path, result);
		return result;
	};
	const owner: Owner = COLLECTION_OF[type]
		? { kind: 'object', collection: COLLECTION_OF[type], side, object: run, data: [] }
		: { kind: 'none', ...(side === undefined ? {} : { side }) };
	return { run, owner, type };
}

function isEmpty(found: unknown): boolean {
	return found === undefined || (Array.isArray(found) && found.length === 0);
}

function recordLookUp(state: State, site: Site, collection: string, path: string, result: unknown): void {
	if (result !== undefined) state.recorder?.value(path, result);
	else state.recorder?.missing(path, incompleteReason(site.inventory, collection) ?? 'not-reported', false);
}
