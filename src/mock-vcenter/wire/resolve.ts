import type { Hidden } from './since.js';
import { type Fields, fieldValue, isOpen, type Wire } from './value.js';

/** The path names no property of the object's type: a real vCenter faults the whole call. */
export const UNKNOWN: unique symbol = Symbol('unknown property');

/** The value at a property path; undefined when it is not set. */
export function resolvePath(properties: Fields, path: string, hidden: Hidden): Wire | undefined | typeof UNKNOWN {
	let fields = properties;
	let type = '';
	const steps = path.split('.');
	for (const [position, step] of steps.entries()) {
		if (!Object.hasOwn(fields, step) || hidden.get(type)?.has(step)) return isOpen(fields) ? undefined : UNKNOWN;
		const value = fieldValue(fields[step]);
		if (value === undefined || position === steps.length - 1) return value;
		if (value.kind !== 'data') return isOpen(fields) ? undefined : UNKNOWN;
		({ fields, type } = value);
	}
	return UNKNOWN;
}
