import { TextDecoder } from 'node:util';
import { type SaxesAttributeNSIncomplete, type SaxesOptions, SaxesParser, type SaxesTagNS } from 'saxes';
import { messageOf, UserError } from '../../shared/errors.js';
import { damaged, EXPORT_AGAIN, tableError } from './table-error.js';

/** What a streaming reader of XML wants to know. */
export interface XmlHandlers {
	open?(tag: SaxesTagNS): void;
	close?(tag: SaxesTagNS): void;
	/** Character data and CDATA sections. */
	text?(text: string): void;
}

const NAMESPACES = { xmlns: true } as const satisfies SaxesOptions;
/** Clarification 7.5: nesting of documents. */
const MAX_DEPTH = 200;

/**
 * Parses XML in chunks. `write` takes bytes, `end` checks that the document is complete.
 * @throws UserError (from both) when the XML is not well formed or has a document type declaration.
 */
export function xmlParser(path: string, part: string, handlers: XmlHandlers) {
	const parser = new SaxesParser(NAMESPACES);
	let depth = 0;
	let decoder: TextDecoder | undefined;
	parser.on('doctype', () => {
		throw tableError('table-doctype', path, `${part} has a document type declaration`, EXPORT_AGAIN);
	});
	parser.on('error', (error) => {
		throw error;
	});
	parser.on('opentag', (tag) => {
		if (++depth > MAX_DEPTH) throw damaged(path, `${part} is nested deeper than ${MAX_DEPTH} levels`);
		handlers.open?.(tag);
	});
	parser.on('closetag', (tag) => {
		depth--;
		handlers.close?.(tag);
	});
	parser.on('text', (text) => handlers.text?.(text));
	parser.on('cdata', (text) => handlers.text?.(text));
	const guarded = (work: () => void) => {
		try {
			work();
		} catch (error) {
			if (error instanceof UserError) throw error;
			throw damaged(path, `${part} is no well-formed XML (${messageOf(error)})`, error);
		}
	};
	return {
		write(bytes: Buffer): void {
			guarded(() => {
				decoder ??= new TextDecoder(encodingOf(bytes), { fatal: true });
				parser.write(decoder.decode(bytes, { stream: true }));
			});
		},
		end(): void {
			guarded(() => {
				parser.write(decoder?.decode() ?? '');
				parser.close();
			});
		},
	};
}

/** UTF-8 unless the first bytes are UTF-16; other encodings are not allowed in a workbook (ECMA-376 part 2, 9.1.3.2). */
function encodingOf(bytes: Buffer): string {
	if (bytes[0] === 0xff || (bytes[0] === 0x3c && bytes[1] === 0)) return 'utf-16le';
	if (bytes[0] === 0xfe || (bytes[0] === 0 && bytes[1] === 0x3c)) return 'utf-16be';
	return 'utf-8';
}

/** An attribute without regard to its namespace. */
export function attribute(tag: SaxesTagNS, local: string): string | undefined {
	for (const value of Object.values(tag.attributes) as SaxesAttributeNSIncomplete[]) {
		if (value.local === local) return value.value;
	}
	return undefined;
}
