import type { Move } from '../../model/scope.js';

/** A small number for each VM: equal numbers stand for equal values. They run from 0 to `count - 1`. */
export interface Column {
	readonly of: Int32Array;
	readonly count: number;
}

/** Pairs of values beyond this are numbered by a hash instead of a table. */
const TABLE = 1 << 20;

/** A column of any values: objects are equal that are the same, texts and numbers that are equal. */
export function columnOf(moves: readonly Move[], keyOf: (move: Move) => unknown): Column {
	const ids = new Map<unknown, number>();
	const of = new Int32Array(moves.length);
	for (let index = 0; index < moves.length; index++) {
		const value = keyOf(moves[index] as Move);
		let id = ids.get(value);
		if (id === undefined) {
			id = ids.size;
			ids.set(value, id);
		}
		of[index] = id;
	}
	return { of, count: ids.size };
}

/** Two columns as one: VMs are equal in it that are equal in both. */
export function joined(one: Column, other: Column): Column {
	if (one.count <= 1) return other;
	if (other.count <= 1) return one;
	return one.count * other.count <= TABLE ? joinedByTable(one, other) : joinedByHash(one, other);
}

function joinedByTable(one: Column, other: Column): Column {
	const table = new Int32Array(one.count * other.count);
	const of = new Int32Array(one.of.length);
	let count = 0;
	for (let index = 0; index < of.length; index++) {
		const pair = (one.of[index] as number) * other.count + (other.of[index] as number);
		let id = table[pair] as number;
		if (id === 0) {
			id = ++count;
			table[pair] = id;
		}
		of[index] = id - 1;
	}
	return { of, count };
}

function joinedByHash(one: Column, other: Column): Column {
	const ids = new Map<number, number>();
	const of = new Int32Array(one.of.length);
	for (let index = 0; index < of.length; index++) {
		const pair = (one.of[index] as number) * other.count + (other.of[index] as number);
		let id = ids.get(pair);
		if (id === undefined) {
			id = ids.size;
			ids.set(pair, id);
		}
		of[index] = id;
	}
	return { of, count: ids.size };
}
