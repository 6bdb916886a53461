import type { Move } from '../../model/scope.js';
import { readerOf } from './value-at.js';

/** Notes on data: why they are missing, or who vouches for them. */
interface Noted {
	readonly gaps?: Readonly<Record<string, string>>;
	readonly declared?: Readonly<Record<string, string>>;
	readonly filledBy?: Readonly<Record<string, string>>;
}

/** One object for each text: equal texts have the same. */
export class Tokens {
	readonly #tokens = new Map<string, object>();

	of(text: string): object {
		let token = this.#tokens.get(text);
		if (token === undefined) {
			token = {};
			this.#tokens.set(text, token);
		}
		return token;
	}
}

/**
 * Reads a datum of a VM as a value that is the same for VMs that are equal in it, what is noted about it included.
 * @param name dotted: of the VM itself (`disks.mode`), `mode`, or below `placement` and `sourceHost`, whose objects count as
 * equal when they are the same
 */
export function vmDatum(name: string): (move: Move) => unknown {
	// How a VM moves follows from its power state, and so does why nobody can tell.
	if (name === 'mode')
		return noted(
			'powerState',
			({ vm }) => vm,
			(_, { mode }) => mode,
		);
	const [root, below] = split(name);
	if (root === 'placement') {
		const read = readerOf(below);
		const same = new Identities();
		return (move) => same.keyOf(read(move.placement));
	}
	if (root !== 'sourceHost') return noted(name, ({ vm }) => vm, readerOf(name));
	return below === '' ? (move) => move.sourceHost : noted(below, (move) => move.sourceHost, readerOf(below));
}

/** A datum of the VM or its host with what is noted about it. */
function noted(
	name: string,
	ownerOf: (move: Move) => Noted | undefined,
	read: (owner: unknown, move: Move) => unknown,
): (move: Move) => unknown {
	const tokens = new Tokens();
	const [datum] = split(name);
	return (move) => {
		const owner = ownerOf(move);
		if (owner === undefined) return tokens;
		const value = read(owner, move);
		const notes = owner.gaps || owner.declared || owner.filledBy ? notesOn(owner, datum) : '';
		return notes === '' && typeof value !== 'object' ? value : tokens.of(JSON.stringify([value, notes]));
	};
}

function split(name: string): [string, string] {
	const dot = name.indexOf('.');
	return dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot + 1)];
}

function notesOn({ gaps, declared, filledBy }: Noted, datum: string): string {
	return `${about(gaps, datum)}${about(declared, datum)}${about(filledBy, datum)}`;
}

/** What is noted about a datum and what lies below it. */
function about(notes: Readonly<Record<string, string>> | undefined, datum: string): string {
	let text = '';
	for (const name in notes)
		if (name === datum || name.startsWith(`${datum}.`)) text += `${name}=${JSON.stringify(notes[name])} `;
	return text === '' ? '' : `(${text})`;
}

/** Values made of shared objects: equal when they hold the same objects in the same order. */
class Identities {
	readonly #numbers = new WeakMap<object, number>();
	readonly #lists = new WeakMap<readonly unknown[], object>();
	readonly #tokens = new Tokens();
	#count = 0;

	keyOf(value: unknown): unknown {
		if (!Array.isArray(value)) return value;
		let token = this.#lists.get(value);
		if (token === undefined) {
			token = this.#tokens.of(JSON.stringify(value.map((item) => this.#numberOf(item))));
			this.#lists.set(value, token);
		}
		return token;
	}

	#numberOf(item: unknown): unknown {
		if (typeof item !== 'object' || item === null) return item;
		let number = this.#numbers.get(item);
		if (number === undefined) {
			number = this.#count++;
			this.#numbers.set(item, number);
		}
		return [number];
	}
}
