/** `base` to the power of `exponent` for a positive base. Through exp and log: `Math.pow` differs between Node releases. */
export function power(base: number, exponent: number): number {
	return Math.exp(exponent * Math.log(base));
}

/**
 * The soft minimum of rates that limit one pipeline: `(Σ rate^-q)^(-1/q)`. Close to the smallest when one is much smaller,
 * below it when several are alike, because stages that run at the same speed wait for each other. Infinite rates do not
 * count; without a finite rate the result is infinite, with a rate of zero it is zero.
 */
export function softMin(rates: readonly number[], q: number): number {
	let least = Number.POSITIVE_INFINITY;
	for (const rate of rates) least = Math.min(least, rate);
	if (least <= 0 || least === Number.POSITIVE_INFINITY) return Math.max(0, least);
	let sum = 0;
	for (const rate of rates) if (rate !== Number.POSITIVE_INFINITY) sum += power(least / rate, q);
	return least * power(sum, -1 / q);
}

/** Rounded to 1e-6, as every figure of a timeline (clarifications 8.5). */
export function rounded(value: number): number {
	return Math.round(value * 1e6) / 1e6;
}

/** The value at `share` (0 to 1) of ascending `sorted`, by nearest rank. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
	const rank = Math.max(1, Math.ceil(share * sorted.length - 1e-9));
	return sorted[rank - 1] as number;
}
