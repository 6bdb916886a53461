import type { FactResult } from '../../model/fact.js';
import type { SubjectType } from '../../model/vocabulary.js';

type Values = Readonly<Record<string, object>>;
type Result = FactResult<unknown>;

/** The object that a subject of one VM is known by, below its move. */
const PART: Readonly<Partial<Record<SubjectType, string>>> = { 'vm-nic': 'nic', 'vm-disk': 'disk', 'vm-host': 'host' };
/** The object that a larger subject is known by. */
const WHOLE: Readonly<Partial<Record<SubjectType, string>>> = { datastore: 'datastore', network: 'network' };
const ONLY = {};

/**
 * Results of one fact by subject. Those of single VMs are forgotten with the VM unless they are `kept`; what holds them is
 * used again for the next VM, because there are 40,000.
 */
export class FactMemo {
	readonly #kept: boolean;
	#move: object | undefined;
	readonly #ofMove = new Map<SubjectType, FewResults>();
	readonly #forAll = new Map<string, Map<object, Result>>();

	constructor(kept: boolean) {
		this.#kept = kept;
	}

	get(type: SubjectType, subject: Values): Result | undefined {
		const key = keyOf(type, subject);
		if (!this.#isOfMove(type, subject)) return this.#forAll.get(groupOf(type, subject))?.get(key);
		return this.#move === subject['move'] ? this.#ofMove.get(type)?.get(key) : undefined;
	}

	set(type: SubjectType, subject: Values, result: Result): void {
		const key = keyOf(type, subject);
		if (!this.#isOfMove(type, subject)) {
			inner(this.#forAll, groupOf(type, subject)).set(key, result);
			return;
		}
		if (this.#move !== subject['move']) {
			for (const results of this.#ofMove.values()) results.clear();
			this.#move = subject['move'];
		}
		let results = this.#ofMove.get(type);
		if (results === undefined) {
			results = new FewResults();
			this.#ofMove.set(type, results);
		}
		results.set(key, result);
	}

	/** Candidates are too many to keep for all VMs. */
	#isOfMove(type: SubjectType, subject: Values): boolean {
		return subject['move'] !== undefined && (!this.#kept || type === 'vm-host');
	}
}

/** Beyond this a look through all of them takes longer than a hash. */
const FEW = 16;

/** A small map that gives nothing back when it is cleared. */
class FewResults {
	readonly #keys: object[] = [];
	readonly #results: Result[] = [];
	#count = 0;
	#more: Map<object, Result> | undefined;

	get(key: object): Result | undefined {
		for (let i = 0; i < this.#count; i++) if (this.#keys[i] === key) return this.#results[i];
		return this.#more?.get(key);
	}

	set(key: object, result: Result): void {
		if (this.#count === FEW) {
			this.#more ??= new Map();
			this.#more.set(key, result);
			return;
		}
		this.#keys[this.#count] = key;
		this.#results[this.#count] = result;
		this.#count++;
	}

	clear(): void {
		this.#count = 0;
		this.#more = undefined;
	}
}

function inner(maps: Map<string, Map<object, Result>>, key: string): Map<object, Result> {
	const known = maps.get(key);
	if (known) return known;
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
