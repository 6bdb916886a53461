/** The parts of a JSON Schema that say in which order keys are written. */
interface Shape {
	readonly properties?: Readonly<Record<string, unknown>>;
	readonly items?: unknown;
	readonly patternProperties?: Readonly<Record<string, unknown>>;
}

/**
 * `value` as JSON text with the keys of every object in the order of its schema (keys that the schema does not know follow
 * in theirs), and without keys that are `undefined`. Lists and maps down to `depth` put each element on a line of its own.
 */
export function* inSchemaOrder(schema: unknown, value: unknown, depth: number): Iterable<string> {
	const shape = (schema ?? {}) as Shape;
	if (depth > 0 && Array.isArray(value) && value.length > 0) {
		yield* elements('[', ']', value, (item) => compact(shape.items, item));
		return;
	}
	if (depth > 0 && isMap(shape, value)) {
		const entries = Object.entries(value).filter(([, item]) => item !== undefined);
		const element = Object.values(shape.patternProperties ?? {})[0];
		if (entries.length > 0) {
			yield* elements('{', '}', entries, ([key, item]) => `${JSON.stringify(key)}:${compact(element, item)}`);
			return;
		}
	}
	if (depth > 1 && typeof value === 'object' && value !== null && !Array.isArray(value)) {
		yield* members(shape, value as Record<string, unknown>, depth - 1);
		return;
	}
	yield compact(schema, value);
}

function* members(shape: Shape, value: Record<string, unknown>, depth: number): Iterable<string> {
	let first = true;
	for (const key of keysOf(shape, value)) {
		yield `${first ? '{\n' : ',\n'}${JSON.stringify(key)}: `;
		yield* inSchemaOrder(shape.properties?.[key], value[key], depth);
		first = false;
	}
	yield first ? '{}' : '\n}';
}

function* elements<T>(open: string, close: string, items: readonly T[], write: (item: T) => string): Iterable<string> {
	for (let i = 0; i < items.length; i++) yield `${i === 0 ? open : ','}\n${write(items[i] as T)}`;
	yield `\n${close}`;
}

function isMap(shape: Shape, value: unknown): value is Record<string, unknown> {
	return shape.patternProperties !== undefined && typeof value === 'object' && value !== null;
}

function keysOf(shape: Shape, value: Record<string, unknown>): string[] {
	const known = Object.keys(shape.properties ?? {}).filter((key) => value[key] !== undefined);
	if (shape.properties === undefined) return Object.keys(value).filter((key) => value[key] !== undefined);
	const listed = new Set(known);
	return [...known, ...Object.keys(value).filter((key) => value[key] !== undefined && !listed.has(key))];
}

/** Known keys of a schema in their order, and the schema of other keys. Made once: a report repeats few schemas. */
interface Layout {
	readonly known: readonly (readonly [key: string, schema: unknown])[];
	readonly places: ReadonlyMap<string, number>;
	readonly element: unknown;
}
const LAYOUTS = new WeakMap<object, Layout>();
const NO_SCHEMA = {};

function layoutOf(schema: unknown): Layout {
	const shape = (schema ?? NO_SCHEMA) as Shape;
	let layout = LAYOUTS.get(shape);
	if (layout === undefined) {
		const known = Object.entries(shape.properties ?? {});
		layout = {
			known,
			places: new Map(known.map(([key], place) => [key, place])),
			element: Object.values(shape.patternProperties ?? {})[0],
		};
		LAYOUTS.set(shape, layout);
	}
	return layout;
}

function compact(schema: unknown, value: unknown): string {
	return JSON.stringify(ordered(schema, value)) ?? 'null';
}

/** The value with the keys of all its objects in order: itself where they are, which is nearly always so. */
function ordered(schema: unknown, value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) return orderedItems(((schema ?? NO_SCHEMA) as Shape).items, value);
	const { known, places, element } = layoutOf(schema);
	const object = value as Record<string, unknown>;
	let inPlace = true;
	let last = -1;
	for (const key in object) {
		const content = object[key];
		if (content === undefined) continue;
		const place = places.get(key) ?? places.size;
		if (place < last) inPlace = false;
		last = place;
		if (typeof content !== 'object' || content === null) continue;
		if (ordered(known[place]?.[1] ?? element, content) !== content) inPlace = false;
	}
	if (inPlace) return value;
	const copy: [string, unknown][] = [];
	for (const [key, property] of known)
		if (object[key] !== undefined) copy.push([key, ordered(property ?? element, object[key])]);
	for (const key in object)
		if (object[key] !== undefined && !places.has(key)) copy.push([key, ordered(element, object[key])]);
	return Object.fromEntries(copy);
}

function orderedItems(schema: unknown, items: readonly unknown[]): readonly unknown[] {
	for (let at = 0; at < items.length; at++)
		if (ordered(schema, items[at]) !== items[at]) return items.map((item) => ordered(schema, item));
	return items;
}
