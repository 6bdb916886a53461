const RANGE = /\{(\d+)\.\.(\d+)\}/;
const OPEN_RANGE = /\{(\d+)\.\.\}/;

/** How many names a pattern stands for: `app-{01..10}` is ten; a name without a range is one. */
export function countOf(pattern: string): number {
	const range = RANGE.exec(pattern);
	return range === null ? 1 : Math.max(0, Number(range[2]) - Number(range[1]) + 1);
}

/** Name number `index` (from 0) of a pattern, padded as its first number is: `app-{01..10}`. */
export function nameAt(pattern: string, index: number): string {
	return pattern.replace(RANGE, (_, first: string) => String(Number(first) + index).padStart(first.length, '0'));
}

/** Address number `index` of `10.1.0.{11..}`, which counts on from its first number into the next network where it must. */
export function addressAt(pattern: string, index: number): string {
	const open = OPEN_RANGE.exec(pattern);
	if (open === null) return pattern;
	const first = pattern.replace(OPEN_RANGE, open[1] ?? '0');
	const number = first.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) + index;
	return [24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join('.');
}
