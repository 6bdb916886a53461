import type { FactResult } from '../../model/fact.js';

/**
 * The value that all possibilities agree on, else undefined. An unknown datum is replaced by everything that it could be;
 * where the answer is the same each time, the datum does not matter and the verdict is certain without it.
 */
export function agreed<T>(possibilities: readonly T[]): T | undefined {
	const [first, ...rest] = possibilities;
	return rest.every((other) => other === first) ? first : undefined;
}

/** All values that an optional datum may have: itself, or each of `all` while it is unknown. */
export function possible<T>(value: T | undefined, all: readonly T[]): readonly T[] {
	return value === undefined ? all : [value];
}

/** A fact's result with the empty lists left out, so that a fact without notes carries none. */
export function result<V>(value: V, notes: Omit<FactResult<V>, 'value'> = {}): FactResult<V> {
	const { missing, assumptions, declared, probed } = notes;
	return {
		value,
		...(missing && Object.keys(missing).length > 0 && { missing }),
		...(assumptions?.length && { assumptions }),
		...(declared?.length && { declared }),
		...(probed?.length && { probed }),
	};
}
