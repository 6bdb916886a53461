import { readFileSync } from 'node:fs';
import { READABLE_TYPES } from '../../vim/readable-types.js';
import type { RecordingFiles } from '../../vim/recording-files.js';
import type { Replica, ReplicaObject } from '../server/replica.js';
import { type Fields, fieldValue, openFields, type Ref, string, type Wire } from '../wire/value.js';
import { writeMember } from '../wire/write.js';
import { type Node, readNode } from './read-node.js';
import { wireOf } from './to-wire.js';

/** Objects kept in memory; the others are read again when they are asked for. */
const KEPT = 500;

/** A folder that `govc object.save` wrote, served: an object is read from its file when it is asked for. */
export class Recorded implements Replica {
	readonly #files = new Map<string, RecordingFiles['objects'][number]>();
	readonly #results: RecordingFiles['results'];
	readonly #kept = new Map<string, ReplicaObject | undefined>();
	/** Types of the service objects that the content names, by id: those without a file are empty. */
	readonly #named = new Map<string, string>();
	#children: ReadonlyMap<string, readonly string[]> | undefined;
	readonly content: Wire;
	readonly root: string;

	/** `invented` is the ServiceContent of a recording that holds none. */
	constructor(
		files: RecordingFiles,
		invented: Wire,
		readonly settle: Replica['settle'],
	) {
		for (const file of files.objects) this.#files.set(file.id, file);
		this.#results = files.results;
		const own = fieldValue(this.#read('ServiceInstance')?.properties['content']);
		this.content = own ?? invented;
		const references = membersOf(this.content).filter((member): member is Ref => member.kind === 'ref');
		for (const { id, type } of references) this.#named.set(id, type);
		this.root = references.find(({ type }) => type === 'Folder')?.id ?? 'group-d1';
	}

	find(id: string): ReplicaObject | undefined {
		if (this.#kept.has(id)) return this.#kept.get(id);
		const object = this.#read(id) ?? this.#empty(id);
		const [oldest] = this.#kept.keys();
		if (this.#kept.size >= KEPT && oldest !== undefined) this.#kept.delete(oldest);
		this.#kept.set(id, object);
		return object;
	}

	*inside(id: string, recursive: boolean): Generator<ReplicaObject> {
		if (id === this.root && recursive) {
			for (const file of this.#inventory()) {
				const object = file.id === id ? undefined : this.find(file.id);
				if (object !== undefined) yield object;
			}
			return;
		}
		this.#children ??= this.#family();
		for (const child of this.#children.get(id) ?? []) {
			const object = this.find(child);
			if (object !== undefined) yield object;
			if (recursive) yield* this.inside(child, true);
		}
	}

	result(id: string, method: string): string | undefined {
		const file = this.#results.find(({ name }) => name.endsWith(`-${id}/${method}.xml`));
		const response = file === undefined ? undefined : parse(file.path);
		return response?.children.map((child) => writeMember(child.name, wireOf(child))).join('');
	}

	/** Undefined for a file that is not there or is broken, too: such an object is unknown. */
	#read(id: string): ReplicaObject | undefined {
		const file = this.#files.get(id);
		const content = file === undefined ? undefined : parse(file.path);
		if (file === undefined || content?.name !== 'ObjectContent') return undefined;
		const sets = content.children.filter(({ name }) => name === 'propSet');
		const fields = sets.flatMap(({ children }) => {
			const value = children.find(({ name }) => name === 'val');
			const path = children.find(({ name }) => name === 'name')?.text.trim();
			return path === undefined || value === undefined ? [] : [[path, () => wireOf(value)] as const];
		});
		return { type: file.type, id, properties: openFields(Object.fromEntries(fields)) };
	}

	#empty(id: string): ReplicaObject | undefined {
		const type = id === 'ServiceInstance' ? id : this.#named.get(id);
		if (type === undefined) return undefined;
		return { type, id, properties: openFields(this.#needed(type, id)) };
	}

	/** What no client can do without: the content, and the name of the root folder, which is the same everywhere. */
	#needed(type: string, id: string): Fields {
		if (type === 'ServiceInstance') return { content: () => this.content };
		return id === this.root ? { name: string('Datacenters') } : {};
	}

	#inventory(): RecordingFiles['objects'][number][] {
		return [...this.#files.values()].filter(({ type }) => READABLE_TYPES.has(type));
	}

	#family(): Map<string, string[]> {
		const children = new Map<string, string[]>();
		for (const { id } of this.#inventory()) {
			const parent = fieldValue(this.find(id)?.properties['parent']);
			if (parent?.kind !== 'ref') continue;
			const known = children.get(parent.id);
			if (known === undefined) children.set(parent.id, [id]);
			else known.push(id);
		}
		return children;
	}
}

function membersOf(value: Wire): Wire[] {
	if (value.kind !== 'data') return [];
	return Object.values(value.fields).flatMap((field) => fieldValue(field) ?? []);
}

function parse(path: string): Node | undefined {
	try {
		return readNode(readFileSync(path, 'utf8'));
	} catch {
		return undefined;
	}
}
