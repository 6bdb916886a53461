import { SaxesParser } from 'saxes';
import type { XmlObject, XmlValue } from '../shared/xml-value.js';
import { StringPool } from './string-pool.js';

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const XML_SCHEMA = 'http://www.w3.org/2001/XMLSchema';
/** Deepest nesting accepted. Real answers stay below 30 levels (snapshot trees are the deepest). */
const MAX_DEPTH = 200;

/** XML that is malformed, cut off, nested too deep, or carries a document type declaration. */
export class XmlFormatError extends Error {
	override readonly name = 'XmlFormatError';
}

/** What to do with the elements of a document. */
export interface XmlHandler {
	/**
	 * Local names from the root to an element, asked for the first levels only (see `levels`). True makes `onValue` get the
	 * finished element, which is then not kept in its parent: this is how an answer of any size is read in constant memory.
	 */
	emits?(path: readonly string[]): boolean;
	onValue?(path: readonly string[], value: XmlValue): void;
	/** How many levels `emits` is asked about; 8 unless given. */
	readonly levels?: number;
	/** Longest text inside one `val` element, in characters; a longer one becomes `{ $type: TOO_LARGE }`. */
	readonly maxValueLength?: number;
}

/** `$type` of a property value that was larger than the limit and was dropped. */
export const TOO_LARGE = '$tooLarge';

interface Frame {
	readonly name: string;
	/** Namespace prefixes declared here; shared with the parent when there are none. */
	readonly prefixes: ReadonlyMap<string, string>;
	type: string | undefined;
	reference: string | undefined;
	nil: boolean;
	text: string;
	children: XmlObject | undefined;
}

const NO_PREFIXES: ReadonlyMap<string, string> = new Map();

/**
 * Reads XML in pieces of any size into `XmlValue`s. `xsi:type` is found by its namespace, whatever its prefix. A document type
 * declaration is refused (clarification 1.6): no entity but the five of XML is ever expanded.
 */
export class XmlReader {
	readonly #parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
	readonly #stack: Frame[] = [];
	readonly #path: string[] = [];
	readonly #pool: StringPool;
	readonly #handler: XmlHandler;
	readonly #levels: number;
	readonly #maxValueLength: number;
	readonly #decoder = new TextDecoder('utf-8', { fatal: true });
	#root: XmlValue | undefined;
	/** Depth of the `val` element being measured (0: none), its size so far. */
	#measured = 0;
	#size = 0;

	constructor(handler: XmlHandler = {}, pool: StringPool = new StringPool()) {
		this.#handler = handler;
		this.#levels = handler.levels ?? 8;
		this.#maxValueLength = handler.maxValueLength ?? Number.POSITIVE_INFINITY;
		this.#pool = pool;
		this.#parser.on('error', (error) => {
			throw new XmlFormatError(error.message.replace(/^undefined:\d+:\d+: /, ''));
		});
		this.#parser.on('doctype', () => {
			throw new XmlFormatError('it carries a document type declaration (DOCTYPE), which is refused');
		});
		this.#parser.on('opentag', (tag) => this.#open(tag.name, tag.attributes));
		this.#parser.on('closetag', () => this.#close());
		this.#parser.on('text', (text) => this.#text(text));
		this.#parser.on('cdata', (text) => this.#text(text));
	}

	/** @throws XmlFormatError */
	write(chunk: Uint8Array | string): void {
		if (typeof chunk === 'string') {
			this.#parser.write(chunk);
			return;
		}
		const text = this.#decode(chunk, true);
		if (text !== '') this.#parser.write(text);
	}

	/**
	 * The root element, without what was emitted.
	 * @throws XmlFormatError when the document is not complete.
	 */
	close(): XmlValue {
		const rest = this.#decode(new Uint8Array(0), false);
		if (rest !== '') this.#parser.write(rest);
		if (this.#stack.length > 0) throw new XmlFormatError(`it ends inside <${this.#path.join('/')}>`);
		if (this.#root === undefined) throw new XmlFormatError('it is empty');
		this.#parser.close();
		return this.#root;
	}

	#decode(chunk: Uint8Array, stream: boolean): string {
		try {
			return this.#decoder.decode(chunk, { stream });
		} catch (cause) {
			throw new XmlFormatError('it is not valid UTF-8', { cause });
		}
	}

	#open(rawName: string, attributes: Readonly<Record<string, string>>): void {
		if (this.#stack.length >= MAX_DEPTH) throw new XmlFormatError(`it is nested deeper than ${MAX_DEPTH} levels`);
		const name = this.#pool.get(localName(rawName));
		const frame: Frame = {
			name,
			prefixes: this.#stack.at(-1)?.prefixes ?? NO_PREFIXES,
			type: undefined,
			reference: undefined,
			nil: false,
			text: '',
			children: undefined,
		};
		if (hasKeys(attributes)) this.#readAttributes(frame, attributes);
		this.#stack.push(frame);
		this.#path.push(name);
		if (name === 'val' && this.#measured === 0) {
			this.#measured = this.#stack.length;
			this.#size = 0;
		}
	}

	#readAttributes(frame: Frame, attributes: Readonly<Record<string, string>>): void {
		const own = declaredPrefixes(attributes);
		const prefixes = own ? new Map([...frame.prefixes, ...own]) : frame.prefixes;
		(frame as { prefixes: ReadonlyMap<string, string> }).prefixes = prefixes;
		for (const [key, value] of Object.entries(attributes)) {
			if (key === 'type') frame.reference = this.#pool.get(value);
			else if (key.endsWith(':type') && prefixes.get(prefixOf(key)) === XSI)
				frame.type = this.#typeName(value, prefixes);
			else if (key.endsWith(':nil') && prefixes.get(prefixOf(key)) === XSI) frame.nil = value === 'true';
		}
	}

	/** The type without its prefix; undefined for a primitive. Recordings of govc use `xsd:` without declaring it. */
	#typeName(value: string, prefixes: ReadonlyMap<string, string>): string | undefined {
		const prefix = prefixOf(value);
		const namespace = prefixes.get(prefix);
		if (namespace === XML_SCHEMA || (namespace === undefined && (prefix === 'xsd' || prefix === 'xs')))
			return undefined;
		return this.#pool.get(localName(value));
	}

	#text(text: string): void {
		const frame = this.#stack.at(-1);
		if (frame === undefined || frame.children !== undefined) return;
		if (this.#measured > 0) this.#size += text.length;
		if (this.#size > this.#maxValueLength) return;
		frame.text = frame.text === '' ? text : frame.text + text;
	}

	#close(): void {
		const frame = this.#stack.pop();
		if (frame === undefined) return;
		let value = this.#valueOf(frame);
		if (this.#measured === this.#stack.length + 1) {
			if (this.#size > this.#maxValueLength) value = { $type: TOO_LARGE };
			this.#measured = 0;
			this.#size = 0;
		} else if (this.#measured > 0 && this.#size > this.#maxValueLength) {
			value = undefined;
		}
		const emitted = this.#stack.length < this.#levels && this.#handler.emits?.(this.#path) === true;
		if (emitted && value !== undefined) this.#handler.onValue?.(this.#path, value);
		this.#path.pop();
		const parent = this.#stack.at(-1);
		if (parent === undefined) this.#root = value ?? '';
		else attach(parent, frame.name, emitted ? undefined : value);
	}

	#valueOf(frame: Frame): XmlValue | undefined {
		if (frame.nil) return undefined;
		const { type, reference, children } = frame;
		if (children !== undefined) {
			if (type !== undefined) children.$type = type;
			if (reference !== undefined) children.$ref = reference;
			return children;
		}
		const text = this.#pool.get(frame.text);
		if (reference !== undefined) return { $ref: reference, $text: text };
		if (type === undefined) return text;
		return type.startsWith('ArrayOf') && text.trim() === '' ? { $type: type } : { $type: type, $text: text };
	}
}

/** Adds a child. A parent that emitted or dropped all its children is still a parent, not a leaf of white space. */
function attach(parent: Frame, name: string, value: XmlValue | undefined): void {
	parent.children ??= {};
	// An element of this name would replace the prototype instead of adding a child; vim25 has none.
	if (value === undefined || name === '__proto__') return;
	const children = parent.children;
	const present = children[name];
	if (present === undefined || !Object.hasOwn(children, name)) children[name] = value;
	else if (Array.isArray(present)) present.push(value);
	else children[name] = [present, value];
}

function hasKeys(object: Readonly<Record<string, string>>): boolean {
	for (const _ in object) return true;
	return false;
}

function declaredPrefixes(attributes: Readonly<Record<string, string>>): Map<string, string> | undefined {
	let found: Map<string, string> | undefined;
	for (const [key, value] of Object.entries(attributes)) {
		if (!key.startsWith('xmlns:')) continue;
		found ??= new Map();
		found.set(key.slice('xmlns:'.length), value);
	}
	return found;
}

function localName(name: string): string {
	const colon = name.indexOf(':');
	return colon === -1 ? name : name.slice(colon + 1);
}

function prefixOf(name: string): string {
	const colon = name.indexOf(':');
	return colon === -1 ? '' : name.slice(0, colon);
}
