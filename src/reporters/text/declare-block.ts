/** Lines for a plan, under the key that they belong to. */
type Lines = Map<string, string[]>;

/** What one rule's `declare` text says, taken apart; undefined when it is not laid out as the merging needs it. */
export interface DeclareParts {
	/** Lines of the `declared` section by its key; a mapping (`pair`) is one line in braces, items start with `- `. */
	readonly declared: Lines;
	/** Other keys of the plan, for example `link`, with their value. */
	readonly top: ReadonlyMap<string, string>;
}

const FILL_IN = 'FILL-IN';

/**
 * Takes apart lines to paste: `declared:`, keys two blanks in, items four blanks in; or a key of the plan with its value on the
 * same line. Placeholders that nobody filled become a word that a person sees.
 */
export function partsOf(declare: string): DeclareParts | undefined {
	const declared: Lines = new Map();
	const top = new Map<string, string>();
	let section: string[] | undefined;
	let inDeclared = false;
	for (const line of declare
		.replace(/\{\{[^}]*\}\}|…/g, FILL_IN)
		.trimEnd()
		.split('\n')) {
		const key = /^( {2})?([A-Za-z]+):(?: (.+))?$/.exec(line);
		if (key?.[1] === undefined) {
			const [, , name = '', rest] = key ?? [];
			inDeclared = name === 'declared' && rest === undefined;
			if (rest !== undefined && name !== 'declared') top.set(name, rest);
			else if (inDeclared) continue;
			else if (!section || !/^ {4}\S/.test(line)) return undefined;
			else section.push(line.slice(4));
			continue;
		}
		if (!inDeclared) return undefined;
		const [, , name = '', rest] = key;
		section = declared.get(name) ?? [];
		declared.set(name, section);
		if (rest !== undefined) section.push(rest);
	}
	return declared.size + top.size === 0 ? undefined : { declared, top };
}

/** One fragment of a plan out of many: every key once, every line once. Empty when there is nothing to paste. */
export function mergeDeclared(parts: readonly DeclareParts[]): string[] {
	const top = new Map<string, string>();
	const declared = new Map<string, Set<string>>();
	for (const part of parts) {
		for (const [key, value] of part.top) if (!top.has(key)) top.set(key, value);
		for (const [key, lines] of part.declared) {
			const all = declared.get(key) ?? new Set();
			declared.set(key, all);
			for (const line of lines) all.add(line);
		}
	}
	return [
		...[...top].map(([key, value]) => `${key}: ${value}`),
		...(declared.size === 0 ? [] : ['declared:']),
		...[...declared].flatMap(([key, lines]) => sectionLines(key, [...lines])),
	];
}

function sectionLines(key: string, lines: readonly string[]): string[] {
	if (lines.every((line) => line.startsWith('- '))) return [`  ${key}:`, ...lines.map((line) => `    ${line}`)];
	return [`  ${key}: ${lines.length === 1 ? lines[0] : oneMapping(lines)}`];
}

const PAIR = /([A-Za-z]+): ('(?:[^']|'')*'|[^\s,{}[\]]+)/g;

/** Mappings in braces as one; the first value of a key stays, a comment behind the braces goes. */
function oneMapping(lines: readonly string[]): string {
	const values = new Map<string, string>();
	for (const line of lines) {
		for (const [, key = '', value = ''] of line.slice(0, line.lastIndexOf('}')).matchAll(PAIR)) {
			if (!values.has(key)) values.set(key, value);
		}
	}
	return `{ ${[...values].map(([key, value]) => `${key}: ${value}`).join(', ')} }`;
}
