import { closest, distance } from 'fastest-levenshtein';

/** The name that was probably meant: at most two typing errors, or a third of its length. Undefined when none is near. */
export function closestName(given: string, names: readonly string[]): string | undefined {
	if (names.length === 0) return undefined;
	const near = closest(given, names as string[]);
	return distance(given.toLowerCase(), near.toLowerCase()) <= Math.max(2, near.length / 3) ? near : undefined;
}
