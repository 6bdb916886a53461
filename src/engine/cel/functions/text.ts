import { type CelFunction, params } from './contract.js';
import { bytes, duration, plural, round } from './format.js';

/** Functions over texts and for messages. */
export const TEXT_FUNCTIONS: readonly CelFunction[] = [
	method('contains', { part: 'string' }, 'bool', 'whether the text holds the part', (a: string, b: string) =>
		a.includes(b),
	),
	method('startsWith', { prefix: 'string' }, 'bool', 'whether the text starts so', (a: string, b: string) =>
		a.startsWith(b),
	),
	method('endsWith', { suffix: 'string' }, 'bool', 'whether the text ends so', (a: string, b: string) => a.endsWith(b)),
	{
		name: 'split',
		receiver: 'string',
		params: params({ separator: 'string' }),
		returns: 'list<string>',
		description: 'the parts between separators',
		run: (text: string, separator: string) => text.split(separator),
		native: true,
	},
	{
		name: 'lower',
		params: params({ text: 'string' }),
		returns: 'string',
		description: 'in lower case',
		run: (text: string) => text.toLowerCase(),
	},
	{
		name: 'upper',
		params: params({ text: 'string' }),
		returns: 'string',
		description: 'in upper case',
		run: (text: string) => text.toUpperCase(),
	},
	...['string', 'double', 'bool'].map((type) => ({
		name: 'string',
		params: params({ value: type }),
		returns: 'string',
		description: 'the value as text',
		run: (value: unknown) => (typeof value === 'number' ? String(round(value, 3)) : String(value)),
		native: true as const,
	})),
	...['string', 'double'].map((type) => ({
		name: 'join',
		params: params({ list: `list<${type}>`, separator: 'string' }),
		returns: 'string',
		description: 'the entries with a separator between them',
		run: (list: readonly unknown[], separator: string) => list.map(String).join(separator),
	})),
	{
		name: 'bytes',
		params: params({ bytes: 'double' }),
		returns: 'string',
		description: 'a size as vSphere shows it: "1.62 TB" (1 KB = 1024 bytes)',
		run: bytes,
	},
	{
		name: 'duration',
		params: params({ seconds: 'double' }),
		returns: 'string',
		description: 'a time span for people: "2 h 45 min"',
		run: duration,
	},
	{
		name: 'plural',
		params: params({ n: 'double', one: 'string', many: 'string' }),
		returns: 'string',
		description: 'the number with the fitting word: "1 VM", "3 VMs"',
		run: plural,
	},
];

function method(
	name: string,
	parameters: Record<string, string>,
	returns: string,
	description: string,
	run: (a: string, b: string) => unknown,
): CelFunction {
	return { name, receiver: 'string', params: params(parameters), returns, description, run, native: true };
}
