import { type Ast, access, call, isLoop, walk } from './ast.js';
import type { SubjectEnvironment } from './environment.js';
import { ExpressionError } from './expression-error.js';
import { functionNamed } from './functions/catalogue.js';
import { SIZE } from './functions/sizes.js';

/**
 * Makes an expression fit the model before it is type-checked: whole numbers become doubles, as all numbers of the model are
 * (but list positions, which CEL wants whole), and `size` becomes the one that returns such a number.
 */
export function normalise(ast: Ast): void {
	walk(ast, (node, parent) => {
		if (node.op === 'value' && typeof node.args === 'bigint' && !isPosition(node, parent)) {
			const number = Number(node.args);
			if (!Number.isSafeInteger(number)) throw new ExpressionError('this number is too large', node.start);
			node.args = number;
		}
		if ((node.op === 'call' || node.op === 'rcall') && call(node).name === 'size') (node.args as unknown[])[0] = SIZE;
	});
}

function isPosition(node: Ast, parent: Ast | undefined): boolean {
	return parent?.op === '[]' && (parent.args as Ast[])[1] === node;
}

/** Refuses what rules may not use, whatever its type. */
export function refuse(ast: Ast, env: SubjectEnvironment, knownAllowed: boolean): void {
	const stop = (message: string, node: Ast) => {
		throw new ExpressionError(message, node.start);
	};
	walk(ast, (node, parent) => {
		if (node.op === '.?' || node.op === '[?]') stop('optional access is not used in rules', node);
		if (node.op === 'value') refuseLiteral(node, stop);
		if (node.op === 'id') refuseBareSubject(node, parent, env, stop);
		if (node.op === 'call' || node.op === 'rcall') refuseCall(node, knownAllowed, stop);
	});
}

type Stop = (message: string, node: Ast) => void;

function refuseLiteral(node: Ast, stop: Stop): void {
	if (node.args === null) stop('null is not used in rules: a missing datum makes the outcome unknown by itself', node);
	const type = typeof node.args;
	if (type === 'object') stop('bytes and unsigned numbers are not used in rules', node);
}

/**
 * Subjects are read by their fields only. That keeps what a rule reads known before it runs: hosts that are equal in it are
 * asked once.
 */
function refuseBareSubject(node: Ast, parent: Ast | undefined, env: SubjectEnvironment, stop: Stop): void {
	const name = node.args as string;
	if (!env.variables.has(name)) return;
	const ofField = (parent?.op === '.' || parent?.op === 'rcall') && receiverOf(parent) === node;
	const isLoopName = parent?.op === 'rcall' && isLoop(call(parent).name) && call(parent).args[0] === node;
	if (isLoopName) stop(`"${name}" is a variable already; name the loop variable differently`, node);
	if (!ofField) stop(`"${name}" can only be read by its fields, as in ${name}.name`, node);
}

function receiverOf(node: Ast): Ast | undefined {
	return node.op === '.' ? access(node)[0] : call(node).receiver;
}

function refuseCall(node: Ast, knownAllowed: boolean, stop: Stop): void {
	const { name, receiver, args } = call(node);
	if (name === 'has') stop('has() is not used in rules: a missing datum makes the outcome unknown by itself', node);
	if (name === 'matches') stop('matches() is not used in rules: use rx(text, "pattern"), whose time is linear', node);
	if (name === 'known') {
		if (!knownAllowed) stop('known() may stand in severity and message only', node);
	} else if (name === 'rx') {
		if (args[1]?.op !== 'value') stop('the pattern of rx() must be a text in quotes', args[1] ?? node);
	} else if (receiver !== undefined && isLoop(name)) {
		if (args.length < 2) stop(`${name}() takes a loop variable and an expression`, node);
	} else if (name !== 'size' && !functionNamed(name, receiver !== undefined))
		stop(`there is no function ${receiver ? '.' : ''}${name}()`, node);
}
