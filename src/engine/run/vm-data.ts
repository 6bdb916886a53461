import type { Move } from '../../model/scope.js';
import { ValueNumbers } from './value-numbers.js';

/** Notes on data: why they are missing, who vouches for them, or which other input told them. */
interface Noted {
	readonly gaps?: Readonly<Record<string, string>>;
	readonly declared?: Readonly<Record<string, string>>;
	readonly filledBy?: Readonly<Record<string, string>>;
}

/** Kinds of notes, as no value is. */
const GAP = {};
const DECLARED = {};
const FILLED = {};

/**
 * Reads a datum of a VM as a number that is the same for VMs that are equal in it, what is noted about it included.
 * @param name dotted: of the VM itself (`disks.mode`), `mode`, or below `placement` and `sourceHost`. What a placement refers
 * to counts as equal when it is the same object.
 * @param noted objects about which something is noted, as `notedIn` finds them: mostly none
 */
export function vmDatum(name: string, noted: ReadonlySet<object>): (move: Move) => number {
	const numbers = new ValueNumbers();
	const withNotes = (number: number, owner: Noted, datum: string): number =>
		noted.has(owner) ? aboutAll(numbers, number, owner, datum) : number;
	// How a VM moves follows from its power state, and so does why nobody can tell.
	if (name === 'mode') return ({ vm, mode }) => withNotes(numbers.same(mode), vm, 'powerState');
	if (name === 'sourceHost') return ({ sourceHost }) => numbers.same(sourceHost);
	const [root = '', ...below] = name.split('.');
	if (root === 'placement') return ({ placement }) => numbers.at(placement, below, 'same');
	const steps = root === 'sourceHost' ? below : [root, ...below];
	const datum = steps[0] as string;
	return (move) => {
		const owner = root === 'sourceHost' ? move.sourceHost : move.vm;
		if (owner === undefined) return numbers.same(numbers);
		const value = steps.length === 1 ? numbers.of(owner[datum as keyof typeof owner]) : numbers.at(owner, steps, 'of');
		return withNotes(value, owner, datum);
	};
}

/** VMs and their hosts about which something is noted. */
export function notedIn(moves: readonly Move[]): ReadonlySet<object> {
	const noted = new Set<object>();
	const look = (owner: (Noted & object) | undefined): void => {
		if (owner && (owner.gaps || owner.declared || owner.filledBy)) noted.add(owner);
	};
	for (const move of moves) {
		look(move.vm);
		look(move.sourceHost);
	}
	return noted;
}

function aboutAll(numbers: ValueNumbers, number: number, { gaps, declared, filledBy }: Noted, datum: string): number {
	let sum = number;
	if (gaps) sum = about(numbers, sum, GAP, gaps, datum);
	if (declared) sum = about(numbers, sum, DECLARED, declared, datum);
	return filledBy ? about(numbers, sum, FILLED, filledBy, datum) : sum;
}

/** Adds what is noted about a datum and what lies below it. */
function about(
	numbers: ValueNumbers,
	number: number,
	kind: object,
	notes: NonNullable<Noted['gaps']>,
	datum: string,
): number {
	let sum = number;
	for (const name in notes)
		if (name === datum || name.startsWith(`${datum}.`))
			for (const part of [kind, name, notes[name]]) sum = numbers.pair(sum, numbers.same(part));
	return sum;
}
