import { SaxesParser } from 'saxes';

/** An element of an answer as it stands on the wire: its types too, which our reader leaves out where they are primitive. */
export interface Element {
	readonly name: string;
	/** `xsi:type` without its prefix; "" when it shows none. */
	readonly type: string;
	/** `type` attribute of a managed object reference. */
	readonly reference: string | undefined;
	readonly children: Element[];
	text: string;
}

/** Reads a document. @throws Error when it is no well-formed XML. */
export function readElements(document: string): Element {
	const parser = new SaxesParser({ xmlns: false });
	const root: Element = { name: '', type: '', reference: undefined, children: [], text: '' };
	const stack = [root];
	parser.on('error', (error) => {
		throw error;
	});
	parser.on('opentag', ({ name, attributes }) => {
		const [type = ''] = Object.entries(attributes).flatMap(([key, value]) => (key.endsWith(':type') ? [value] : []));
		const element: Element = {
			name: local(name),
			type: local(type),
			reference: attributes.type,
			children: [],
			text: '',
		};
		stack.at(-1)?.children.push(element);
		stack.push(element);
	});
	parser.on('closetag', () => void stack.pop());
	parser.on('text', (text) => {
		const top = stack.at(-1);
		if (top !== undefined) top.text += text;
	});
	parser.write(document).close();
	return root.children[0] ?? root;
}

function local(name: string): string {
	return name.slice(name.indexOf(':') + 1);
}

export function child(element: Element | undefined, ...names: readonly string[]): Element | undefined {
	let found = element;
	for (const name of names) found = found?.children.find((one) => one.name === name);
	return found;
}

const PRIMITIVE =
	/^(string|int|long|short|byte|boolean|dateTime|double|float|base64Binary|anyURI|ManagedObjectReference)$/;

/** What a place in answers looks like: the names in it, in their order, and the types that each shows. */
interface Place {
	/** Orders of names that were seen, one name after another that follows it. */
	readonly after: Map<string, Set<string>>;
	readonly types: Map<string, Set<string>>;
}

/** Shapes of the places of many answers, by name of the place: a vim25 type, or a path from the nearest element that shows one. */
export class Shapes {
	readonly #places = new Map<string, Place>();

	/** Adds an element and what is in it. `place` is where it stands. */
	add(element: Element, place: string): void {
		const own = placeOf(element, place);
		const shape = this.#places.get(own) ?? { after: new Map(), types: new Map() };
		this.#places.set(own, shape);
		const names = element.children.map(({ name }) => name);
		for (const [index, one] of element.children.entries()) {
			into(shape.types, one.name, typeOf(one));
			const before = shape.after.get(one.name) ?? new Set();
			for (const name of names.slice(index + 1)) if (name !== one.name) before.add(name);
			shape.after.set(one.name, before);
			this.add(one, own);
		}
	}

	/** How these shapes contradict recorded ones: types that differ, names in another order, names that no recording has. */
	differences(recorded: Shapes): { readonly contradictions: string[]; readonly unknown: string[] } {
		const contradictions: string[] = [];
		const unknown: string[] = [];
		for (const [place, shape] of this.#places) {
			const known = recorded.#places.get(place);
			// A place that the recording has empty says nothing of what could be in it.
			if (known === undefined || known.types.size === 0) continue;
			for (const [name, types] of shape.types) {
				const seen = known.types.get(name);
				if (seen === undefined) unknown.push(`${place}.${name}`);
				else
					for (const type of types)
						if (![...seen].some((other) => agrees(type, other)))
							contradictions.push(
								`${place}.${name} is ${type || 'untyped'}, recorded ${[...seen].join('|') || 'untyped'}`,
							);
				for (const later of shape.after.get(name) ?? [])
					if (known.after.get(later)?.has(name) === true && known.after.get(name)?.has(later) !== true)
						contradictions.push(`${place}: ${name} stands before ${later}`);
			}
		}
		return { contradictions, unknown };
	}
}

/** One of several possible types of a place agrees with another; what shows no type agrees only with what shows none. */
function agrees(type: string, recorded: string): boolean {
	if (type === recorded) return true;
	return type !== '' && recorded !== '' && !PRIMITIVE.test(type) && !PRIMITIVE.test(recorded);
}

function typeOf({ type, reference }: Element): string {
	return reference === undefined || type !== '' ? type : 'reference';
}

function placeOf({ name, type }: Element, place: string): string {
	return type === '' || PRIMITIVE.test(type) ? `${place}/${name}` : type;
}

function into(map: Map<string, Set<string>>, key: string, value: string): void {
	map.set(key, (map.get(key) ?? new Set()).add(value));
}
