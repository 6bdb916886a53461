import type { ExplainedPart, ReadDatum } from '../../model/explanation.js';
import { type Ast, typeName } from '../cel/ast.js';
import { checkExpression, type Expectation } from '../cel/check.js';
import { type CompiledExpression, compileExpression } from '../cel/compile.js';
import type { SubjectEnvironment } from '../cel/environment.js';
import { RuleDefect, type State } from '../cel/state.js';
import type { Trace } from './trace.js';

/** An expression taken apart at its logical operators, each part ready to run by itself. */
export interface Parts {
	readonly text: string;
	readonly whole: CompiledExpression;
	readonly joins?: string;
	readonly parts: readonly Parts[];
}

const JOINS: Readonly<Record<string, string>> = { '&&': '&&', '||': '||', '!_': '!', '?:': '?:' };

/** Takes apart an expression of a rule that was checked when the rules were loaded. */
export function partsOf(env: SubjectEnvironment, text: string, expectation: Expectation): Parts {
	return taken(env, text, checkExpression(env, text, expectation).ast);
}

function taken(env: SubjectEnvironment, text: string, ast: Ast): Parts {
	const joins = JOINS[ast.op];
	const operands = joins === undefined ? [] : [ast.args].flat().flatMap((part) => flat(part as Ast, ast.op));
	return {
		text: text.slice(ast.start, ast.end).replace(/\s+/g, ' ').trim(),
		whole: compileExpression(env, { text, ast, type: typeName(ast) }),
		...(joins !== undefined && { joins }),
		parts: operands.map((part) => taken(env, text, part)),
	};
}

/** `a && b && c` is three parts, however it nests. */
function flat(node: Ast, op: string): Ast[] {
	return node.op === op && (op === '&&' || op === '||') ? (node.args as Ast[]).flatMap((one) => flat(one, op)) : [node];
}

/** Runs every part on the subject that is bound, and tells what each gave and read. */
export function explainParts(parts: Parts, state: State, trace: () => Trace): ExplainedPart {
	const { text, whole, joins } = parts;
	const recorder = trace();
	let value: unknown;
	let defect: string | undefined;
	try {
		state.steps = 0;
		state.recorder = recorder;
		value = whole.run(state);
	} catch (thrown) {
		if (!(thrown instanceof RuleDefect)) throw thrown;
		defect = thrown.message;
	} finally {
		state.recorder = undefined;
	}
	const said = { text, value: truth(value, defect), ...(defect !== undefined && { defect }) };
	if (parts.parts.length > 0)
		return {
			...said,
			...(joins !== undefined && { joins }),
			parts: parts.parts.map((part) => explainParts(part, state, trace)),
		};
	const reads: readonly ReadDatum[] = recorder.reads();
	return { ...said, ...(reads.length > 0 && { reads }) };
}

function truth(value: unknown, defect: string | undefined): ExplainedPart['value'] {
	if (defect !== undefined) return 'defect';
	return value === undefined ? 'unknown' : value === false ? 'false' : 'true';
}
