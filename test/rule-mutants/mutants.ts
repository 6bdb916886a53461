/** A mutant: one expression of a rule with one thing changed. */
export interface Mutant {
	/** `expect`, `when`, `severity.0.when`, `severity.0`. */
	readonly key: string;
	/** What was changed, as `== became !=, the 2nd time`; the same for the same expression. */
	readonly what: string;
	/** The changed text. */
	readonly text: string;
}

/** Tokens of CEL as far as mutants need them: strings, numbers, names, operators. */
const TOKEN =
	/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\d+(?:\.\d+)?|[A-Za-z_]\w*|&&|\|\||[=!<>]=|[-+*/%<>!?:()[\]{},.]|\s+/g;

const OPERATORS: Readonly<Record<string, readonly string[]>> = {
	'==': ['!='],
	'!=': ['=='],
	'<': ['<=', '>='],
	'<=': ['<', '>'],
	'>': ['>=', '<='],
	'>=': ['>', '<'],
	'&&': ['||'],
	'||': ['&&'],
	'+': ['-'],
	'-': ['+'],
	'*': ['/'],
	'/': ['*'],
	'!': [''],
	true: ['false'],
	false: ['true'],
	exists: ['all'],
	all: ['exists'],
};

/** Every operator flipped and every constant changed, one at a time, and the whole expression denied. */
export function mutantsOf(key: string, expression: string): Mutant[] {
	const tokens = expression.match(TOKEN) ?? [];
	if (tokens.join('') !== expression) throw new Error(`cannot take "${expression}" apart`);
	const seen = new Map<string, number>();
	const mutants: Mutant[] = [{ key, what: 'the whole denied', text: `!(${expression})` }];
	for (const [at, token] of tokens.entries()) {
		const time = (seen.get(token) ?? 0) + 1;
		seen.set(token, time);
		for (const other of changesOf(token)) {
			const text = [...tokens.slice(0, at), other, ...tokens.slice(at + 1)].join('');
			const which = time === 1 ? '' : `, occurrence ${time}`;
			mutants.push({ key, what: `${token} became ${other === '' ? 'nothing' : other}${which}`, text });
		}
	}
	return mutants;
}

function changesOf(token: string): readonly string[] {
	if (Object.hasOwn(OPERATORS, token)) return OPERATORS[token] ?? [];
	if (/^\d/.test(token)) return numbers(token);
	return /^["']/.test(token) ? strings(token) : [];
}

/** The next number up and down; a decimal stays one. */
function numbers(token: string): string[] {
	const [whole = '0', fraction] = token.split('.');
	const tail = fraction === undefined ? '' : `.${fraction}`;
	const up = `${Number(whole) + 1}${tail}`;
	return Number(whole) > 0 ? [up, `${Number(whole) - 1}${tail}`] : [up];
}

/** A version moves by its last part, any other text becomes one that nothing is called. */
function strings(token: string): string[] {
	const text = token.slice(1, -1);
	const quoted = (value: string) => `${token[0]}${value}${token[0]}`;
	const [, head = '', last] = /^(\d+(?:\.\d+)*\.)(\d+)$/.exec(text) ?? [];
	if (last === undefined) return [quoted(`${text}-other`)];
	return [Number(last) + 1, ...(Number(last) > 0 ? [Number(last) - 1] : [])].map((part) => quoted(`${head}${part}`));
}
