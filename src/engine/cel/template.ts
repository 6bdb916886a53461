import { BugError } from '../../shared/errors.js';
import { checkExpression, PLACEHOLDER } from './check.js';
import { type CompiledExpression, compileExpression } from './compile.js';
import type { SubjectEnvironment } from './environment.js';
import { ExpressionError } from './expression-error.js';
import { round } from './functions/format.js';
import type { State } from './state.js';

/** A message with `{{expression}}` placeholders, ready to render. */
export interface Template {
	readonly parts: readonly (string | CompiledExpression)[];
}

/** @throws ExpressionError for an unclosed placeholder and for a bad expression in one, at its offset in the message. */
export function compileTemplate(env: SubjectEnvironment, text: string): Template {
	const parts: (string | CompiledExpression)[] = [];
	let from = 0;
	for (let open = text.indexOf('{{'); open >= 0; open = text.indexOf('{{', from)) {
		const close = closing(text, open + 2);
		if (close < 0) throw new ExpressionError('this placeholder is not closed with }}', open);
		parts.push(text.slice(from, open), placeholder(env, text.slice(open + 2, close), open + 2));
		from = close + 2;
	}
	return { parts: [...parts, text.slice(from)].filter((part) => part !== '') };
}

/** Position of the `}}` that ends a placeholder; those inside quotes do not. */
function closing(text: string, from: number): number {
	let quote = '';
	for (let i = from; i < text.length; i++) {
		const c = text[i] ?? '';
		if (quote !== '') {
			if (c === '\\') i++;
			else if (c === quote) quote = '';
		} else if (c === '"' || c === "'") quote = c;
		else if (c === '}' && text[i + 1] === '}') return i;
	}
	return -1;
}

function placeholder(env: SubjectEnvironment, text: string, offset: number): CompiledExpression {
	try {
		return compileExpression(env, checkExpression(env, text, PLACEHOLDER));
	} catch (thrown) {
		if (thrown instanceof ExpressionError) throw new ExpressionError(thrown.message, offset + thrown.offset);
		throw new BugError(`could not compile {{${text}}}`, { cause: thrown });
	}
}

/** The message for the subject in `state`; what is not known reads "unknown". */
export function render(template: Template, state: State): string {
	return template.parts
		.map((part) => (typeof part === 'string' ? part : shown(part.run(state))))
		.join('')
		.trim();
}

function shown(value: unknown): string {
	if (value === undefined) return 'unknown';
	if (typeof value === 'number') return String(round(value, 3));
	return Array.isArray(value) ? (value.length === 0 ? 'none' : value.map(shown).join(', ')) : String(value);
}
