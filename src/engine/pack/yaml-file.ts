import { lstatSync, readFileSync } from 'node:fs';
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import { messageOf, UserError } from '../../shared/errors.js';

/** Limits of clarifications 7.5. */
const MAX_BYTES = 256 * 1024;
const MAX_DEPTH = 200;
const MAX_ALIASES = 100;

interface Position {
	readonly line: number;
	readonly column: number;
}

/** A YAML file that was read strictly: one document, no duplicate keys, no unknown tags. */
export interface YamlFile {
	readonly file: string;
	readonly value: unknown;
	/** Where the value at a path stands (its text, inside the quotes); of the nearest ancestor that exists otherwise. */
	position(path: readonly (string | number)[]): Position;
	/** Where a key stands. */
	keyPosition(path: readonly (string | number)[]): Position;
}

/** @throws UserError with `file:line:column`. `shown` is the name of the file in messages. */
export function readYamlFile(path: string, shown: string): YamlFile {
	const info = lstatSync(path);
	if (!info.isFile()) throw new UserError('rule-file', `Could not read ${shown}: it is not a regular file.`);
	if (info.size > MAX_BYTES)
		throw new UserError(
			'rule-file',
			`Could not read ${shown}: it has ${info.size} bytes, and at most ${MAX_BYTES} are read.`,
		);
	return parseYaml(readText(path, shown), shown);
}

function readText(path: string, shown: string): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
	} catch (thrown) {
		throw new UserError('rule-file', `Could not read ${shown}: ${messageOf(thrown)}.`, { cause: thrown });
	}
}

function parseYaml(text: string, shown: string): YamlFile {
	const lines = new LineCounter();
	const at = (offset: number): Position => {
		const { line, col } = lines.linePos(offset);
		return { line, column: col };
	};
	const stop = (offset: number, detail: string): never => {
		const { line, column } = at(offset);
		throw new UserError('rule-syntax', `${shown}:${line}:${column}: ${detail}.`);
	};
	const document = guarded(shown, () =>
		parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true, logLevel: 'silent' }),
	);
	const problem = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0])[0];
	if (problem) stop(problem.pos[0], problem.message);
	guarded(shown, () =>
		visit(document, {
			Collection: (_, node, ancestors) => {
				if (ancestors.length > 2 * MAX_DEPTH) stop(node.range?.[0] ?? 0, `more than ${MAX_DEPTH} levels deep`);
			},
		}),
	);
	const value: unknown = guarded(shown, () => document.toJS({ maxAliasCount: MAX_ALIASES }));
	return {
		file: shown,
		value,
		position: (path) => contentPosition(nodeAt(document, path), text, at),
		keyPosition: (path) => at(keyNode(document, path)?.range?.[0] ?? 0),
	};
}

function guarded<T>(shown: string, read: () => T): T {
	try {
		return read();
	} catch (thrown) {
		if (thrown instanceof RangeError)
			throw new UserError('rule-syntax', `Could not read ${shown}: too many levels deep.`);
		if (thrown instanceof ReferenceError)
			throw new UserError('rule-syntax', `Could not read ${shown}: more than ${MAX_ALIASES} aliases.`);
		throw thrown;
	}
}

function nodeAt(document: Document, path: readonly (string | number)[]): Node | undefined {
	let node = document.contents as Node | null | undefined;
	for (const step of path) {
		if (isAlias(node)) node = node.resolve(document);
		const next: unknown = isMap(node) || isSeq(node) ? node.get(step, true) : undefined;
		if (next === undefined || next === null) return node ?? undefined;
		node = next as Node;
	}
	return node ?? undefined;
}

function keyNode(document: Document, path: readonly (string | number)[]): Node | undefined {
	const parent = nodeAt(document, path.slice(0, -1));
	const pair = isMap(parent)
		? parent.items.find((item) => isScalar(item.key) && item.key.value === path.at(-1))
		: undefined;
	return (pair?.key as Node | undefined) ?? parent;
}

/** Inside quotes, and at the first line of a block text: there the offsets of an expression start. */
function contentPosition(node: Node | undefined, text: string, at: (offset: number) => Position): Position {
	const start = node?.range?.[0] ?? 0;
	if (!isScalar(node)) return at(start);
	if (node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE') return at(start + 1);
	if (node.type !== 'BLOCK_FOLDED' && node.type !== 'BLOCK_LITERAL') return at(start);
	const nextLine = text.indexOf('\n', start) + 1;
	const indent = /^[ \t]*/.exec(text.slice(nextLine))?.[0].length ?? 0;
	return at(nextLine + indent);
}
