import type { Document, Node, Pair } from 'yaml';
import { decodeText } from '../shared/decode-text.js';
import { UserError } from '../shared/errors.js';
import type { DocumentPath, PositionedDocument } from './positioned.js';
import { readWholeFile } from './read-file.js';

/** Plans and waivers are written by people; 1 MB is far beyond any (clarifications 7.5). */
const PLAN_LIMIT = 1024 * 1024;
const MAX_DEPTH = 200;
const MAX_ALIASES = 100;

/** Own words for what the YAML reader refuses: its own messages may quote the text, and the text may be a secret. */
const PROBLEMS: Readonly<Record<string, string>> = {
	DUPLICATE_KEY: 'this key stands twice in the same place',
	MULTIPLE_DOCS: 'a second document starts here; one file holds one document',
	TAG_RESOLVE_FAILED: 'tags (!name) are not used here',
	BAD_INDENT: 'the indentation does not fit, or a bracket is not closed',
	TAB_AS_INDENT: 'a tab is used for indentation; YAML wants spaces',
	BLOCK_AS_IMPLICIT_KEY: 'a value may not hold ": " unless it is in quotes',
	MISSING_CHAR: 'a character is missing: a quote, a bracket, a comma or a colon',
	UNEXPECTED_TOKEN: 'this does not belong here',
	BAD_ALIAS: 'this alias (*name) has no anchor (&name) before it',
	BAD_DQ_ESCAPE: 'this escape in double quotes is not known; use single quotes for backslashes',
	NON_STRING_KEY: 'keys are plain text',
};

/**
 * Reads a YAML or JSON file that a person wrote. Strict: one document, no duplicate keys, no unknown tags, at most 200 levels
 * and 100 aliases. YAML 1.2: `no` is text, `012` is 12, `<<` is an ordinary key.
 * @throws UserError with `file:line:column`, never quoting the text.
 */
export async function readDocument(file: string, what: string, limit = PLAN_LIMIT): Promise<PositionedDocument> {
	return parsePositioned(await readText(file, what, limit), file, what);
}

/** The text of a file that a person wrote. */
export async function readText(file: string, what: string, limit = PLAN_LIMIT): Promise<string> {
	return decodeText(await readWholeFile(file, what, limit), file);
}

/** `readDocument` on a text already in memory; `file` is only named in messages. */
export async function parsePositioned(text: string, file: string, what: string): Promise<PositionedDocument> {
	const yaml = await import('yaml');
	const lineCounter = new yaml.LineCounter();
	const place = (offset: number) => {
		const { line, col } = lineCounter.linePos(offset);
		return `${file}:${line}:${col}`;
	};
	const document = guarded(file, what, () =>
		yaml.parseDocument(text, {
			lineCounter,
			prettyErrors: false,
			stringKeys: true,
			uniqueKeys: true,
			logLevel: 'error',
		}),
	);
	const problem = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0])[0];
	if (problem)
		throw new UserError(
			'document-syntax',
			`Could not read ${what}:\n${place(problem.pos[0])}: ${PROBLEMS[problem.code] ?? 'this is not valid YAML'}.`,
		);
	const refuse = (offset: number, code: string, text: string) =>
		new UserError(code, `Could not read ${what}:\n${place(offset)}: ${text}.`);
	guarded(file, what, () => walk(yaml, document, document.contents, 0, refuse));
	const value: unknown = guarded(file, what, () => document.toJS({ maxAliasCount: MAX_ALIASES }));
	return { file, value, where: (path, at = 'value') => place(offsetOf(yaml, document, path, at)) };
}

type Yaml = typeof import('yaml');

const TOO_DEEP = `more than ${MAX_DEPTH} levels deep`;
type Refuse = (offset: number, code: string, text: string) => UserError;

/** The reader overflows its stack on absurd nesting and throws ReferenceError on an alias bomb: both are bad input. */
function guarded<T>(file: string, what: string, read: () => T): T {
	try {
		return read();
	} catch (thrown) {
		if (thrown instanceof RangeError)
			throw new UserError('document-too-deep', `Could not read ${what} ${file}: ${TOO_DEEP}.`);
		if (thrown instanceof ReferenceError)
			throw new UserError('document-aliases', `Could not read ${what} ${file}: more than ${MAX_ALIASES} aliases.`);
		throw thrown;
	}
}

/** Looks at every node once: depth, and aliases whose anchor does not stand before them. */
function walk(yaml: Yaml, document: Document, node: unknown, depth: number, refuse: Refuse): void {
	const offset = rangeStart(node) ?? 0;
	if (yaml.isAlias(node) && node.resolve(document) === undefined)
		throw refuse(offset, 'document-syntax', PROBLEMS['BAD_ALIAS'] ?? '');
	if (!yaml.isCollection(node)) return;
	if (depth >= MAX_DEPTH) throw refuse(offset, 'document-too-deep', TOO_DEEP);
	for (const item of node.items) walk(yaml, document, yaml.isPair(item) ? item.value : item, depth + 1, refuse);
}

/** Offset of the value at `path`, or of its key; of the deepest ancestor that exists when the path does not. */
function offsetOf(yaml: Yaml, document: Document, path: DocumentPath, at: 'key' | 'value'): number {
	let node: unknown = document.contents;
	let offset = rangeStart(node) ?? 0;
	for (const [index, step] of path.entries()) {
		if (yaml.isAlias(node)) node = node.resolve(document);
		const pair = yaml.isMap(node) ? node.items.find((item) => keyOf(yaml, item) === step) : undefined;
		const next: unknown = pair ? pair.value : yaml.isSeq(node) ? node.items[Number(step)] : undefined;
		if (pair === undefined && next === undefined) return offset;
		const last = index === path.length - 1;
		const own = last && at === 'key' && pair ? rangeStart(pair.key) : rangeStart(next);
		offset = own ?? rangeStart(pair?.key) ?? offset;
		node = next;
	}
	return offset;
}

function rangeStart(node: unknown): number | undefined {
	return (node as Node | null | undefined)?.range?.[0];
}

function keyOf(yaml: Yaml, pair: Pair): unknown {
	return yaml.isScalar(pair.key) ? pair.key.value : pair.key;
}
