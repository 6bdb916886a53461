import { listAt, textAt, typeOf, type XmlValue } from '../shared/xml-value.js';
import { StringPool } from './string-pool.js';
import { TOO_LARGE, XmlFormatError, XmlReader } from './xml-reader.js';

/** Longest property value kept, in characters (clarification 1.6). */
export const MAX_VALUE_LENGTH = 16 * 1024 * 1024;

/** A managed object as a property read returns it. */
export interface VimObject {
	/** moRef value, `vm-42`. */
	readonly id: string;
	/** Managed object type, `VirtualMachine`. */
	readonly type: string;
	/** By path as asked. A property that is not set is absent. */
	readonly properties: Map<string, XmlValue>;
	readonly missing: readonly MissingProperty[];
}

/** A property that was asked for and could not be read. */
export interface MissingProperty {
	readonly path: string;
	/** vim25 fault type, `NoPermission`; `ValueTooLarge` when the value was over the limit of one property. */
	readonly fault: string;
	/** The privilege that the account lacks, where the fault says. */
	readonly privilegeId?: string;
}

/** Pieces of a document, in order: a read stream, or a list with one buffer. */
export type Chunks = Iterable<Uint8Array | string> | AsyncIterable<Uint8Array | string>;

/**
 * Reads one `ObjectContent` document, as `govc object.save` writes them.
 * @throws XmlFormatError when it is no well-formed ObjectContent.
 */
export async function parseObjectContent(chunks: Chunks, pool = new StringPool()): Promise<VimObject> {
	return toVimObject(await readDocument(chunks, pool));
}

/**
 * Reads the recorded or received result of a method, `<QueryAssignedLicensesResponse>…`: the response element, whose results are
 * `listAt(result, 'returnval')`.
 * @throws XmlFormatError when it is not well-formed.
 */
export async function parseMethodResult(chunks: Chunks, pool = new StringPool()): Promise<XmlValue> {
	return readDocument(chunks, pool);
}

async function readDocument(chunks: Chunks, pool: StringPool): Promise<XmlValue> {
	const reader = new XmlReader({ maxValueLength: MAX_VALUE_LENGTH }, pool);
	for await (const chunk of chunks) reader.write(chunk);
	return reader.close();
}

/**
 * An `ObjectContent` element as an object. A `propSet` without `val` counts as unset (clarification 2.4).
 * @throws XmlFormatError when the element names no managed object.
 */
export function toVimObject(content: XmlValue): VimObject {
	const object = typeof content === 'string' || Array.isArray(content) ? undefined : content.obj;
	const id = textAt(object);
	const type = object === undefined || typeof object === 'string' || Array.isArray(object) ? undefined : object.$ref;
	if (id === undefined || id === '' || type === undefined)
		throw new XmlFormatError('it names no managed object (<obj>)');
	const properties = new Map<string, XmlValue>();
	const missing = listAt(content, 'missingSet').map(toMissing);
	for (const property of listAt(content, 'propSet')) {
		const path = textAt(property, 'name');
		if (path === undefined || typeof property === 'string' || Array.isArray(property)) continue;
		const value = property.val;
		if (value === undefined) continue;
		if (typeOf(value) === TOO_LARGE) missing.push({ path, fault: 'ValueTooLarge' });
		else properties.set(path, value);
	}
	return { id, type, properties, missing };
}

/** `missingSet` wraps the fault in a LocalizedMethodFault: `<fault><fault xsi:type="NoPermission">…`. */
function toMissing(element: XmlValue): MissingProperty {
	const fault = typeof element === 'string' || Array.isArray(element) ? undefined : element.fault;
	const detail = fault === undefined || typeof fault === 'string' || Array.isArray(fault) ? undefined : fault.fault;
	const privilegeId = textAt(detail, 'privilegeId');
	return {
		path: textAt(element, 'path') ?? '',
		fault: typeOf(detail) || 'MethodFault',
		...(privilegeId === undefined ? {} : { privilegeId }),
	};
}
