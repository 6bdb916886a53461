import type { MissingReason } from '../../model/coverage.js';
import type { Collection } from '../../model/inventory/inventory.js';
import { messageOf } from '../../shared/errors.js';
import { textAt } from '../../shared/xml-value.js';
import type { SoapFault } from '../../vim/faults.js';
import type { VimObject } from '../../vim/object-content.js';
import { exampleOf, refusalOf } from '../assemble/refusal.js';
import { TYPES_OF } from '../assemble/vim-collections.js';

/** An object, or a whole type, that could not be read. */
export interface Unread {
	readonly collection: Collection;
	readonly reason: MissingReason;
	readonly example: string;
}

/** Objects by id, as they come in, and what did not. */
export class Gathered {
	readonly #objects = new Map<string, VimObject>();
	readonly unread: Unread[] = [];
	/** Ids that others name and that were sought for: what became of them is noted already. */
	settled: ReadonlySet<string> = new Set();

	/**
	 * Joins what several reads say about one object: a port group is also a Network. In a read of heavy properties an object
	 * that is not known was made since: half an object would look like one with data missing. True when it is new.
	 */
	add(object: VimObject, weight: 'light' | 'heavy'): boolean {
		const known = this.#objects.get(object.id);
		if (known === undefined) {
			if (weight === 'light') this.#objects.set(object.id, object);
			return weight === 'light';
		}
		for (const [path, value] of object.properties) known.properties.set(path, value);
		if (object.missing.length > 0)
			this.#objects.set(object.id, { ...known, missing: joined(known.missing, object.missing) });
		return false;
	}

	/** The account may not list a type. */
	refuse(type: string, fault: SoapFault): void {
		const { reason, privilege } = refusalOf(fault);
		this.#lack(type, reason, exampleOf(messageOf(fault), privilege === undefined ? undefined : { reason, privilege }));
	}

	/** A read of a type ended early: what it had not brought by then may exist all the same. */
	endEarly(
		type: string,
		weight: 'light' | 'heavy',
		paths: readonly string[],
		read: ReadonlySet<string>,
		why: string,
	): void {
		if (weight === 'light') this.#lack(type, 'read-error', why);
		else this.#lackDetails(type, paths, read);
	}

	#lackDetails(type: string, paths: readonly string[], read: ReadonlySet<string>): void {
		const missing = paths.map((path) => ({ path, fault: 'NotRead' }));
		for (const object of this.#objects.values())
			if (object.type === type && !read.has(object.id))
				this.#objects.set(object.id, { ...object, missing: joined(object.missing, missing) });
	}

	/** Leaves out the objects that a complete read of heavy properties did not bring any more. */
	dropVanished(type: string, asked: ReadonlySet<string> | undefined, read: ReadonlySet<string>): void {
		for (const object of this.#objects.values()) {
			if (object.type !== type || read.has(object.id) || asked?.has(object.id) === false) continue;
			this.#objects.delete(object.id);
			const name = textAt(object.properties.get('name')) ?? object.id;
			this.#lack(type, 'read-error', `${name} (${object.id}) vanished while it was read`);
		}
	}

	#lack(type: string, reason: MissingReason, example: string): void {
		const entry = Object.entries(TYPES_OF).find(([, types]) => types.includes(type));
		if (entry !== undefined) this.unread.push({ collection: entry[0] as Collection, reason, example });
	}

	count(type: string): number {
		let count = 0;
		for (const object of this.#objects.values()) if (object.type === type) count++;
		return count;
	}

	objects(): readonly VimObject[] {
		return [...this.#objects.values()];
	}
}

function joined(known: VimObject['missing'], more: VimObject['missing']): VimObject['missing'] {
	return [...known, ...more.filter(({ path }) => !known.some((one) => one.path === path))];
}
