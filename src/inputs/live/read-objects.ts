import pLimit from 'p-limit';
import type { MissingReason } from '../../model/coverage.js';
import type { Collection } from '../../model/inventory/inventory.js';
import { messageOf } from '../../shared/errors.js';
import type { Progress } from '../../shared/progress.js';
import { textAt } from '../../shared/xml-value.js';
import { SoapFault } from '../../vim/faults.js';
import type { VimObject } from '../../vim/object-content.js';
import { retrieve } from '../../vim/property-collector.js';
import type { Session } from '../../vim/session.js';
import { TYPES_OF } from '../assemble/vim-collections.js';
import type { VimDeclaration } from '../assemble/vim-declarations.js';
import { pageSize } from './page-size.js';
import { objectsOf, referredObjects } from './targets.js';

/** An object, or a whole type, that could not be read. */
export interface Unread {
	readonly collection: Collection;
	readonly reason: MissingReason;
	readonly example: string;
}

export interface ReadObjects {
	readonly objects: readonly VimObject[];
	readonly unread: readonly Unread[];
}

/**
 * Reads all objects: the light properties of every type first, then the heavy ones in small pages. An object that is gone by then
 * is left out and named (clarification 1.5), as is a type that the account may not read.
 */
export async function readObjects(
	session: Session,
	types: readonly VimDeclaration[],
	options: { readonly progress: Progress; readonly concurrency: number },
): Promise<ReadObjects> {
	const gathered = new Gathered(options.progress);
	const limit = pLimit(options.concurrency);
	const phase = (wanted: readonly VimDeclaration[], weight: 'light' | 'heavy') =>
		Promise.all(
			wanted
				.filter((declaration) => declaration[weight].length > 0)
				.map((declaration) => limit(() => readType(session, declaration, weight, gathered))),
		);
	const direct = types.filter(({ type }) => objectsOf(session, type) !== 'referred');
	const referred = types.filter((declaration) => !direct.includes(declaration));
	await phase(direct, 'light');
	await phase(referred, 'light');
	await phase(types, 'heavy');
	return gathered.result();
}

async function readType(
	session: Session,
	declaration: VimDeclaration,
	weight: 'light' | 'heavy',
	gathered: Gathered,
): Promise<void> {
	const { type } = declaration;
	const paths = declaration[weight];
	const found = objectsOf(session, type);
	const root = type === 'Folder' ? session.service('rootFolder') : undefined;
	const objects = found === 'referred' ? referredObjects(gathered.objects(), type) : found;
	const where = objects !== 'tree' ? { objects } : root === undefined ? {} : { also: [root] };
	const read = new Set<string>();
	const onObject = (object: VimObject): void => {
		read.add(object.id);
		gathered.add(type, object, weight);
	};
	try {
		await retrieve(session, { type, paths, pageSize: pageSize(paths), ...where, onObject });
	} catch (error) {
		if (!(error instanceof SoapFault) || error.fault !== 'NoPermission') throw error;
		gathered.refuse(type, error);
		return;
	}
	if (weight === 'heavy') gathered.dropVanished(type, read);
}

/** Objects by id, as they come in. */
class Gathered {
	readonly #objects = new Map<string, VimObject>();
	readonly #counts = new Map<string, number>();
	readonly #unread: Unread[] = [];
	readonly #progress: Progress;

	constructor(progress: Progress) {
		this.#progress = progress;
	}

	/** Joins what several reads say about one object: a port group is also a Network. */
	add(type: string, object: VimObject, weight: 'light' | 'heavy'): void {
		const known = this.#objects.get(object.id);
		if (known === undefined) {
			// Made between the phases: half an object would look like one with data missing.
			if (weight === 'heavy') return;
			this.#objects.set(object.id, object);
			const count = (this.#counts.get(type) ?? 0) + 1;
			this.#counts.set(type, count);
			this.#progress.count(type, count);
			return;
		}
		for (const [path, value] of object.properties) known.properties.set(path, value);
		const missing = [
			...known.missing,
			...object.missing.filter(({ path }) => !known.missing.some((m) => m.path === path)),
		];
		this.#objects.set(object.id, { ...known, missing });
	}

	refuse(type: string, fault: SoapFault): void {
		const collection = collectionOf(type);
		const privilege = fault.privilegeId === undefined ? '' : ` (${fault.privilegeId})`;
		if (collection !== undefined)
			this.#unread.push({ collection, reason: 'no-privilege', example: `${messageOf(fault)}${privilege}` });
	}

	dropVanished(type: string, read: ReadonlySet<string>): void {
		const collection = collectionOf(type);
		for (const object of this.#objects.values()) {
			if (object.type !== type || read.has(object.id)) continue;
			this.#objects.delete(object.id);
			const name = textAt(object.properties.get('name')) ?? object.id;
			if (collection !== undefined)
				this.#unread.push({
					collection,
					reason: 'read-error',
					example: `${name} (${object.id}) vanished while it was read`,
				});
		}
	}

	objects(): Iterable<VimObject> {
		return this.#objects.values();
	}

	result(): ReadObjects {
		return { objects: [...this.#objects.values()], unread: this.#unread };
	}
}

function collectionOf(type: string): Collection | undefined {
	const entry = Object.entries(TYPES_OF).find(([, types]) => types.includes(type));
	return entry?.[0] as Collection | undefined;
}
