import type { MissingDatum } from '../../model/coverage.js';

/** Bytes between two bounds: equal when certain, `high` infinite when nothing limits it. */
export interface Amount {
	readonly low: number;
	readonly high: number;
}

export const ZERO: Amount = { low: 0, high: 0 };
export const exactly = (bytes: number): Amount => ({ low: bytes, high: bytes });
export const between = (low: number, high: number): Amount => ({ low, high: Math.max(low, high) });
export function add(...amounts: readonly Amount[]): Amount {
	let low = 0;
	let high = 0;
	for (const amount of amounts) {
		low += amount.low;
		high += amount.high;
	}
	return { low, high };
}
export const scale = (amount: Amount, low: number, high = low): Amount => ({
	low: amount.low === 0 ? 0 : amount.low * low,
	high: amount.high === 0 ? 0 : amount.high * high,
});
/** True or false when every value between the bounds agrees, else undefined. */
export function fitsIn(amount: Amount, space: number | undefined): boolean | undefined {
	if (amount.high === 0) return true;
	if (space === undefined) return undefined;
	if (amount.high <= space) return true;
	return amount.low > space ? false : undefined;
}

/** What something takes on a datastore, by what it is for. */
export interface Parts {
	readonly disks: Amount;
	/** The swap file of a VM that is powered on after the move. */
	readonly swap: Amount;
	/** Snapshot deltas and memory files of snapshots. */
	readonly snapshots: Amount;
	/** Memory file of a suspended VM, and the small files of every VM. */
	readonly other: Amount;
}
export const NOTHING: Parts = { disks: ZERO, swap: ZERO, snapshots: ZERO, other: ZERO };

export function addParts(a: Parts, b: Parts): Parts {
	if (a === NOTHING) return b;
	return {
		disks: add(a.disks, b.disks),
		swap: add(a.swap, b.swap),
		snapshots: add(a.snapshots, b.snapshots),
		other: add(a.other, b.other),
	};
}
export const totalOf = (parts: Parts): Amount => add(parts.disks, parts.swap, parts.snapshots, parts.other);
export const shareOf = (parts: Parts, share: number): Parts => ({
	disks: scale(parts.disks, share),
	swap: scale(parts.swap, share),
	snapshots: scale(parts.snapshots, share),
	other: scale(parts.other, share),
});

/** Data that an amount lacks, each once. */
export class Gaps {
	readonly #seen = new Map<string, MissingDatum>();
	add(datum: string, reason: MissingDatum['reason']): void {
		this.#seen.set(`${datum} ${reason}`, { datum, reason });
	}
	addAll(data: readonly MissingDatum[]): void {
		for (const { datum, reason } of data) this.add(datum, reason);
	}
	get list(): readonly MissingDatum[] {
		return [...this.#seen.values()];
	}
}
