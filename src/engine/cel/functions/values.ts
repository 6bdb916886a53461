import { inCidr } from '../../../shared/network-address.js';
import { compareVersions, versionAtLeast } from '../../../shared/versions.js';
import { type CelFunction, params } from './contract.js';
import { round } from './format.js';

/** Functions over versions, addresses, numbers and times. */
export const VALUE_FUNCTIONS: readonly CelFunction[] = [
	{
		name: 'versionAtLeast',
		params: params({ version: 'string', floor: 'string' }),
		returns: 'bool',
		description: 'whether a dotted version is the floor or later, part by part as numbers',
		run: versionAtLeast,
	},
	{
		name: 'versionCompare',
		params: params({ a: 'string', b: 'string' }),
		returns: 'double',
		description: 'negative, 0 or positive as a is older than, equal to or newer than b',
		run: (a: string, b: string) => {
			const order = compareVersions(a, b);
			return order === undefined ? undefined : Math.sign(order);
		},
	},
	{
		name: 'inCidr',
		params: params({ address: 'string', network: 'string' }),
		returns: 'bool',
		description: 'whether an IPv4 or IPv6 address lies in a network such as 10.1.0.0/24',
		run: inCidr,
	},
	{
		name: 'daysBetween',
		params: params({ from: 'string', to: 'string' }),
		returns: 'double',
		description: 'days from one ISO 8601 time to another, with fractions',
		run: (from: string, to: string) => finite((Date.parse(to) - Date.parse(from)) / 86_400_000),
	},
	{
		name: 'round',
		params: params({ value: 'double', digits: 'double' }),
		returns: 'double',
		description: 'rounded to a number of decimals',
		run: round,
	},
	...(['min', 'max'] as const).map((name) => ({
		name,
		params: params({ a: 'double', b: 'double' }),
		returns: 'double',
		description: name === 'min' ? 'the smaller number' : 'the larger number',
		run: (a: number, b: number) => Math[name](a, b),
	})),
	{
		name: 'sum',
		params: params({ list: 'list<double>' }),
		returns: 'double',
		description: 'the sum of numbers',
		run: (list: readonly number[]) => list.reduce((total, item) => total + item, 0),
	},
];

function finite(value: number): number | undefined {
	return Number.isFinite(value) ? value : undefined;
}
