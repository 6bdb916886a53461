import { SaxesParser } from 'saxes';

/** An element of a recording with everything that a client may have to see again. */
export interface Node {
	readonly name: string;
	/** `xsi:type`: `xsd:string`, `VirtualE1000`, `ArrayOfString`. */
	readonly type: string | undefined;
	/** `type` attribute of a reference: `HostSystem`. */
	readonly reference: string | undefined;
	readonly children: readonly Node[];
	readonly text: string;
}

/**
 * Reads a recorded document. The prefix of `xsi:type` is not looked at: recordings of govc use `XMLSchema-instance`.
 * @throws Error when it is not well-formed, or has a document type declaration.
 */
export function readNode(document: string): Node {
	const parser = new SaxesParser<{ xmlns: false }>({ xmlns: false });
	const root = { name: '', type: undefined, reference: undefined, children: [] as Node[], text: '' };
	const stack: { children: Node[]; text: string }[] = [root];
	parser.on('error', (error) => {
		throw error;
	});
	parser.on('doctype', () => {
		throw new Error('it carries a document type declaration');
	});
	parser.on('opentag', ({ name, attributes }) => {
		const typed = Object.keys(attributes).find((key) => key.endsWith(':type'));
		const { type: reference } = attributes as { type?: string };
		const type = typed === undefined ? undefined : (attributes as Record<string, string>)[typed];
		const node = { name, type, reference, children: [], text: '' };
		stack.at(-1)?.children.push(node);
		stack.push(node);
	});
	parser.on('closetag', () => {
		stack.pop();
	});
	const add = (text: string) => {
		const top = stack.at(-1);
		if (top !== undefined && top.children.length === 0) top.text += text;
	};
	parser.on('text', add);
	parser.on('cdata', add);
	parser.write(document).close();
	const [only] = root.children;
	if (only === undefined) throw new Error('it is empty');
	return only;
}
