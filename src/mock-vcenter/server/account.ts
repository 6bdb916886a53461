import { timingSafeEqual } from 'node:crypto';
import { accountNameOf } from '../estate/identity.js';
import type { VCenterSpec } from '../scenario/schema.js';

/** The account of a mock vCenter, and those that the scenario adds. Their passwords are the mock's own and worth nothing elsewhere. */
export class Account {
	readonly username: string;
	readonly password: string;
	readonly #others: readonly string[];
	readonly #lockAfter: number;
	#locked: boolean;
	#failures = 0;

	constructor(spec: VCenterSpec) {
		const { password, account, users } = spec;
		this.#others = (users ?? []).map((user) => `${user.username}\0${user.password}`);
		this.username = accountNameOf(spec);
		this.password = password ?? 'mock-only';
		this.#locked = account?.locked ?? false;
		this.#lockAfter = account?.lockAfter ?? Number.POSITIVE_INFINITY;
	}

	/** Whether a login succeeds. Failures count towards the lock; a success starts the count anew. */
	admits(username: string, password: string): boolean {
		if (this.#others.some((other) => equal(`${username}\0${password}`, other))) return true;
		const right = equal(`${username}\0${password}`, `${this.username}\0${this.password}`);
		this.#failures = right ? 0 : this.#failures + 1;
		if (this.#failures >= this.#lockAfter) this.#locked = true;
		return right && !this.#locked;
	}
}

function equal(given: string, wanted: string): boolean {
	const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
	return a.length === b.length && timingSafeEqual(a, b);
}
