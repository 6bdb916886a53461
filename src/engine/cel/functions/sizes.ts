import { type CelFunction, params } from './contract.js';

/** Name under which the environment knows `size`: cel-js's own returns an int, and all numbers of expressions are doubles. */
export const SIZE = 'numberOf';

const TYPES = ['string', 'list<T>', 'map<K, V>'] as const;

/** `size(x)` and `x.size()`: characters of a text, entries of a list or map. */
export const SIZE_FUNCTIONS: readonly CelFunction[] = TYPES.flatMap((type) => [
	{ name: SIZE, params: params({ value: type }), returns: 'double', description: sizeText(type), run: size },
	{ name: SIZE, receiver: type, params: [], returns: 'double', description: sizeText(type), run: size },
]);

function sizeText(type: string): string {
	return type === 'string' ? 'number of characters' : 'number of entries';
}

function size(value: string | readonly unknown[] | object): number {
	if (typeof value === 'string') return [...value].length;
	return Array.isArray(value) ? value.length : Object.keys(value).length;
}
