import type { CelFunction } from './contract.js';
import { LOOK_UPS } from './look-ups.js';
import { SIZE_FUNCTIONS } from './sizes.js';
import { TEXT_FUNCTIONS } from './text.js';
import { VALUE_FUNCTIONS } from './values.js';

/** Every function that an expression may call, but the macros, `rx` and `known`, which are compiled by themselves. */
export const FUNCTIONS: readonly CelFunction[] = [
	...SIZE_FUNCTIONS,
	...TEXT_FUNCTIONS,
	...VALUE_FUNCTIONS,
	...LOOK_UPS,
];

const key = (name: string, receiver: boolean) => `${receiver ? '.' : ''}${name}`;
const BY_NAME = new Map(FUNCTIONS.map((fn) => [key(fn.name, fn.receiver !== undefined), fn]));

/** The function of a call; its overloads share one implementation. */
export function functionNamed(name: string, receiver: boolean): CelFunction | undefined {
	return BY_NAME.get(key(name, receiver));
}
