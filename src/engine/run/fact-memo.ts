import type { FactResult } from '../../model/fact.js';
import type { SubjectType } from '../../model/vocabulary.js';

type Values = Readonly<Record<string, object>>;
type Result = FactResult<unknown>;

/** The object that a subject of one VM is known by, below its move. */
const PART: Readonly<Partial<Record<SubjectType, string>>> = { 'vm-nic': 'nic', 'vm-disk': 'disk', 'vm-host': 'host' };
/** The object that a larger subject is known by. */
const WHOLE: Readonly<Partial<Record<SubjectType, string>>> = { datastore: 'datastore', network: 'network' };
const ONLY = {};

/** Results of one fact by subject. Those of single VMs are forgotten with the VM unless they are `kept`. */
export class FactMemo {
	readonly #kept: boolean;
	#move: object | undefined;
	readonly #ofMove = new Map<string, Map<object, Result>>();
	readonly #forAll = new Map<string, Map<object, Result>>();

	constructor(kept: boolean) {
		this.#kept = kept;
	}

	get(type: SubjectType, subject: Values): Result | undefined {
		return this.#find(type, subject, false)?.get(keyOf(type, subject));
	}

	set(type: SubjectType, subject: Values, result: Result): void {
		this.#find(type, subject, true)?.set(keyOf(type, subject), result);
	}

	#find(type: SubjectType, subject: Values, create: boolean): Map<object, Result> | undefined {
		const { move } = subject;
		if (move === undefined) return inner(this.#forAll, groupOf(type, subject), create);
		// Candidates are too many to keep for all VMs.
		if (this.#kept && type !== 'vm-host') return inner(this.#forAll, type, create);
		if (this.#move !== move) {
			this.#ofMove.clear();
			this.#move = move;
		}
		return inner(this.#ofMove, type, create);
	}
}

function inner(maps: Map<string, Map<object, Result>>, key: string, create: boolean): Map<object, Result> | undefined {
	const known = maps.get(key);
	if (known || !create) return known;
	const made = new Map<object, Result>();
	maps.set(key, made);
	return made;
}

/** Hosts are told apart by side, pairs by their source host. */
function groupOf(type: SubjectType, subject: Values): string {
	if (type === 'host') return `host ${String(subject['side'])}`;
	if (type === 'host-pair') return `host-pair ${(subject['sourceHost'] as { id: string }).id}`;
	return type;
}

function keyOf(type: SubjectType, subject: Values): object {
	if (type === 'pair') return ONLY;
	if (type === 'host') return subject['host'] as object;
	if (type === 'host-pair') return subject['destinationHost'] as object;
	const name = PART[type] ?? WHOLE[type] ?? 'move';
	return subject[name] as object;
}
