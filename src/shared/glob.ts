/** Alternatives that one pattern may expand to; beyond it a brace is taken literally. */
const MAX_ALTERNATIVES = 256;
/** Braces within braces that are understood; deeper ones are literal. */
const MAX_NESTING = 10;

type Token =
	| { readonly kind: 'any' | 'one' }
	| { readonly kind: 'set'; readonly test: (c: string) => boolean }
	| string;

/** Whether a text holds glob characters at all; a literal name matches only itself. */
export function isGlob(pattern: string): boolean {
	return /[*?[{]/.test(pattern);
}

/**
 * Compiles a glob to a test of whole texts, without case. It knows `*`, `?`, `[...]` (ranges, `!` negates) and `{a,b}`, nested too.
 * No backtracking beyond the last `*`: the time is at most the length of the text times that of the pattern.
 */
export function compileGlob(pattern: string): (text: string) => boolean {
	const alternatives = expandBraces(pattern.toLowerCase()).map(tokens);
	return (text) => {
		const lower = text.toLowerCase();
		return alternatives.some((alternative) => matches(alternative, lower));
	};
}

/** A test for a list of globs: true when any matches. */
export function compileGlobs(patterns: readonly string[]): (text: string) => boolean {
	const literal = new Set(patterns.filter((pattern) => !isGlob(pattern)).map((pattern) => pattern.toLowerCase()));
	const globs = patterns.filter(isGlob).map(compileGlob);
	return (text) => literal.has(text.toLowerCase()) || globs.some((glob) => glob(text));
}

/** The texts that a pattern stands for: one per combination of alternatives, which may nest. An open brace is literal. */
function expandBraces(pattern: string, depth = 0): string[] {
	let results = [''];
	let rest = pattern;
	while (depth < MAX_NESTING) {
		const [head, alternatives, tail] = firstBrace(rest) ?? [];
		if (alternatives === undefined || tail === undefined) break;
		const inner = alternatives.flatMap((text) => expandBraces(text, depth + 1));
		const few = results.length * inner.length <= MAX_ALTERNATIVES;
		const chosen = few ? inner : [`{${alternatives.join(',')}}`];
		results = results.flatMap((before) => chosen.map((text) => `${before}${head}${text}`));
		rest = tail;
	}
	return results.map((before) => before + rest);
}

/** What stands before the first group of alternatives, they, and what follows. Braces without a comma are literal. */
function firstBrace(pattern: string): readonly [string, string[], string] | undefined {
	const open: { readonly at: number; readonly commas: number[] }[] = [];
	let found: { readonly at: number; readonly end: number; readonly commas: number[] } | undefined;
	for (let i = 0; i < pattern.length; i++) {
		const c = pattern[i];
		if (c === '{') open.push({ at: i, commas: [] });
		else if (c === ',') open.at(-1)?.commas.push(i);
		else if (c === '}') {
			const group = open.pop();
			if (group && group.commas.length > 0 && (found === undefined || group.at < found.at))
				found = { ...group, end: i };
			if (open.length === 0 && found) break;
		}
	}
	if (found === undefined) return undefined;
	const edges = [found.at, ...found.commas, found.end];
	const alternatives = edges.slice(1).map((edge, index) => pattern.slice((edges[index] as number) + 1, edge));
	return [pattern.slice(0, found.at), alternatives, pattern.slice(found.end + 1)];
}

function tokens(pattern: string): Token[] {
	const list: Token[] = [];
	for (let i = 0; i < pattern.length; i++) {
		const c = pattern[i] ?? '';
		const close = c === '[' ? pattern.indexOf(']', i + 2) : -1;
		if (c === '*') {
			const last = list.at(-1);
			if (typeof last !== 'object' || last.kind !== 'any') list.push({ kind: 'any' });
		} else if (c === '?') list.push({ kind: 'one' });
		else if (close > 0) {
			list.push({ kind: 'set', test: characterSet(pattern.slice(i + 1, close)) });
			i = close;
		} else list.push(c);
	}
	return list;
}

function characterSet(body: string): (c: string) => boolean {
	const negated = body.startsWith('!') || body.startsWith('^');
	const set = negated ? body.slice(1) : body;
	const ranges: [string, string][] = [];
	for (let i = 0; i < set.length; i++) {
		const from = set[i] ?? '';
		const to = set[i + 1] === '-' && i + 2 < set.length ? (set[i + 2] ?? '') : undefined;
		ranges.push([from, to ?? from]);
		if (to !== undefined) i += 2;
	}
	return (c) => ranges.some(([from, to]) => c >= from && c <= to) !== negated;
}

function matches(pattern: readonly Token[], text: string): boolean {
	let p = 0;
	let star = -1;
	let mark = 0;
	for (let t = 0; t < text.length; ) {
		const token = pattern[p];
		if (typeof token === 'object' && token.kind === 'any') {
			star = p++;
			mark = t;
		} else if (token !== undefined && accepts(token, text[t] ?? '')) {
			p++;
			t++;
		} else if (star >= 0) {
			p = star + 1;
			t = ++mark;
		} else return false;
	}
	while (typeof pattern[p] === 'object' && (pattern[p] as { kind: string }).kind === 'any') p++;
	return p === pattern.length;
}

function accepts(token: Token, c: string): boolean {
	if (typeof token === 'string') return token === c;
	return token.kind === 'one' || (token.kind === 'set' && token.test(c));
}
