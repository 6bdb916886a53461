/** A JSON Schema as far as the model uses it. */
interface Schema {
	readonly type?: string;
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly required?: readonly string[];
	readonly items?: Schema;
}
type Values = Readonly<Record<string, readonly unknown[]>>;

const NOTES = ['gaps', 'declared', 'filledBy'];

/**
 * Copies of a value that each differ from it in one place: a datum is missing, has another value, or a list another length.
 * @param values what a property of that name may be, where a made-up value would not do
 */
export function variants(schema: Schema, base: unknown, values: Values): unknown[] {
	if (schema.type === 'object' && schema.properties) return ofObject(schema, base as Record<string, unknown>, values);
	if (schema.type === 'array' && schema.items) return ofList(schema.items, base as unknown[], values);
	if (schema.type === 'boolean') return [!base];
	return schema.type === 'number' ? [Number(base) + 1] : ['another'];
}

function ofObject(schema: Schema, base: Record<string, unknown>, values: Values): unknown[] {
	return Object.entries(schema.properties ?? {})
		.filter(([name]) => !NOTES.includes(name))
		.flatMap(([name, property]) => {
			const { [name]: value, ...rest } = base;
			const others = values[name] ?? (value === undefined ? [made(property)] : variants(property, value, values));
			const changed = others.map((other) => ({ ...base, [name]: other }));
			return schema.required?.includes(name) ? changed : [rest, ...changed];
		});
}

function ofList(items: Schema, base: readonly unknown[], values: Values): unknown[] {
	const [first, ...others] = base;
	const shorter = base.length === 0 ? [[made(items)]] : [[], [...base, ...base]];
	const changed = first === undefined ? [] : variants(items, first, values).map((other) => [other, ...others]);
	return [...shorter, ...changed];
}

/** Some value that the schema allows. */
function made(schema: Schema): unknown {
	if (schema.type === 'array') return [made(schema.items ?? {})];
	if (schema.type === 'boolean') return true;
	if (schema.type === 'number') return 7;
	if (schema.type !== 'object') return 'made';
	return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, property]) => [name, made(property)]));
}

/** The value with its data noted as missing for a reason, as declared or as filled in: one copy for each datum. */
export function notedVariants<T extends object>(schema: Schema, base: T): T[] {
	const names = Object.keys(schema.properties ?? {}).filter((name) => !NOTES.includes(name));
	return names.flatMap((name) => {
		const { [name as keyof T]: _, ...rest } = base;
		const below = Object.keys(schema.properties?.[name]?.items?.properties ?? {}).map((part) => `${name}.${part}`);
		return [
			...[name, ...below].map((datum) => ({ ...rest, gaps: { [datum]: 'no-privilege' } }) as unknown as T),
			...[name, ...below].map((datum) => ({ ...base, gaps: { [datum]: 'stale' } }) as unknown as T),
			{ ...base, declared: { [name]: 'CHG-1' } } as T,
			{ ...base, filledBy: { [name]: 'another input' } } as T,
		];
	});
}
