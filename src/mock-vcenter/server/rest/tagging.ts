import { compileGlobs } from '../../../shared/glob.js';
import type { Estate } from '../../estate/estate.js';
import { uuidOf } from '../../estate/identity.js';
import type { TagCategorySpec, TagSpec } from '../../scenario/tag-schema.js';
import type { RestCall, RestResult } from './dialect.js';

interface Tag {
	readonly id: string;
	readonly categoryId: string;
	readonly spec: TagSpec;
	readonly category: TagCategorySpec;
}
/** VMs by the name of their tag. */
type SavedTags = ReadonlyMap<string, readonly string[]>;
interface ObjectId {
	readonly id: string;
	readonly type: string;
}

/** Tag categories, tags and what carries them: the service `cis/tagging`. Which objects those are is found out with the first question. */
export class Tagging {
	readonly #estate: Estate;
	readonly #categories: readonly TagCategorySpec[];
	readonly #saved: SavedTags | undefined;
	readonly #tags: readonly Tag[];
	#attached: ReadonlyMap<string, readonly ObjectId[]> | undefined;

	constructor(estate: Estate, saved?: SavedTags) {
		this.#estate = estate;
		this.#saved = saved;
		this.#categories = saved === undefined ? (estate.spec.tags ?? []) : [savedCategory(saved)];
		const scope = estate.instanceUuid;
		this.#tags = this.#categories.flatMap((category) =>
			category.tags.map((spec) => ({
				id: urn('Tag', uuidOf(scope, 'tag', category.category, spec.name)),
				categoryId: categoryId(scope, category),
				spec,
				category,
			})),
		);
	}

	/** Undefined for a path that is not of this service. */
	result(call: RestCall): RestResult | undefined {
		const [cis, tagging, resource, id] = call.steps;
		if (cis !== 'cis' || tagging !== 'tagging') return undefined;
		if (resource === 'category') return this.#categoryResult(call, id);
		if (resource === 'tag') return this.#tagResult(call, id);
		return resource === 'tag-association' && call.verb === 'POST' ? this.#associations(call, id) : undefined;
	}

	#categoryResult({ verb }: RestCall, id: string | undefined): RestResult | undefined {
		if (verb !== 'GET') return undefined;
		const scope = this.#estate.instanceUuid;
		const all = this.#categories.map((spec) => ({ id: categoryId(scope, spec), spec }));
		if (id === undefined) return { value: all.map((category) => category.id) };
		const found = all.find((category) => category.id === id);
		if (found === undefined) return { error: 'not_found' };
		const { category, description = '', multiple, types = [] } = found.spec;
		const cardinality = multiple === true ? 'MULTIPLE' : 'SINGLE';
		return { value: { id, name: category, description, cardinality, associable_types: types, used_by: [] } };
	}

	#tagResult({ verb, action }: RestCall, id: string | undefined): RestResult | undefined {
		if (verb === 'POST' && action === 'list-tags-for-category')
			return { value: this.#tags.filter(({ categoryId: own }) => own === id).map((tag) => tag.id) };
		if (verb !== 'GET') return undefined;
		if (id === undefined) return { value: this.#tags.map((tag) => tag.id) };
		const tag = this.#tags.find((candidate) => candidate.id === id);
		if (tag === undefined) return { error: 'not_found' };
		const { name, description = '' } = tag.spec;
		return { value: { id, category_id: tag.categoryId, name, description, used_by: [] } };
	}

	#associations({ action, body }: RestCall, id: string | undefined): RestResult | undefined {
		const { object_id: object, object_ids: objects, tag_ids: tags } = (body ?? {}) as Record<string, unknown>;
		switch (action) {
			case 'list-attached-tags':
				return isObject(object) ? { value: this.#tagsOf(object) } : { error: 'invalid_argument' };
			case 'list-attached-tags-on-objects':
				if (!isListOf(objects, isObject)) return { error: 'invalid_argument' };
				return { value: this.#onObjects(objects) };
			case 'list-attached-objects':
				return this.#known(id) ? { value: this.#objectsOf(id) } : { error: 'not_found' };
			case 'list-attached-objects-on-tags':
				if (!isListOf(tags, isText)) return { error: 'invalid_argument' };
				return { value: tags.map((tag) => ({ tag_id: tag, object_ids: this.#objectsOf(tag) })) };
			default:
				return undefined;
		}
	}

	#known(id: string | undefined): id is string {
		return this.#tags.some((tag) => tag.id === id);
	}

	#tagsOf({ id }: ObjectId): string[] {
		return this.#tags.filter((tag) => this.#objectsOf(tag.id).some((object) => object.id === id)).map((tag) => tag.id);
	}

	/** Only objects that carry a tag are named, as a real vCenter does it. */
	#onObjects(objects: readonly ObjectId[]): unknown[] {
		const ids = new Map<string, string[]>();
		for (const tag of this.#tags)
			for (const { id } of this.#objectsOf(tag.id)) ids.set(id, [...(ids.get(id) ?? []), tag.id]);
		return objects.flatMap((object) => {
			const tags = ids.get(object.id);
			return tags === undefined ? [] : [{ object_id: { id: object.id, type: object.type }, tag_ids: tags }];
		});
	}

	#objectsOf(tag: string): readonly ObjectId[] {
		this.#attached ??= this.#attach();
		const objects = this.#attached.get(tag) ?? [];
		return this.#saved === undefined ? objects.filter(({ id }) => this.#estate.find(id) !== undefined) : objects;
	}

	#attach(): Map<string, ObjectId[]> {
		if (this.#saved !== undefined) return this.#attachSaved(this.#saved);
		const carriers = this.#tags.map(({ id, spec, category }) => ({
			id,
			named: compileGlobs(spec.on ?? []),
			types: category.types === undefined ? undefined : new Set(category.types),
		}));
		const attached = new Map<string, ObjectId[]>(this.#tags.map(({ id }) => [id, []]));
		for (const { id, type, name } of this.#estate.descendants(this.#estate.root))
			for (const tag of carriers)
				if ((tag.types?.has(type) ?? true) && tag.named(name)) attached.get(tag.id)?.push({ id, type });
		return attached;
	}

	#attachSaved(saved: SavedTags): Map<string, ObjectId[]> {
		const type = 'VirtualMachine';
		return new Map(
			this.#tags.map(({ id, spec }) => [id, (saved.get(spec.name) ?? []).map((vm) => ({ id: vm, type }))]),
		);
	}
}

/** An inventory keeps names of tags, and not in which categories they are. */
function savedCategory(saved: SavedTags): TagCategorySpec {
	const tags = [...saved.keys()].map((name) => ({ name }));
	return { category: 'saved', multiple: true, types: ['VirtualMachine'], tags };
}

function categoryId(scope: string, { category }: TagCategorySpec): string {
	return urn('Category', uuidOf(scope, 'category', category));
}

function urn(kind: 'Tag' | 'Category', uuid: string): string {
	return `urn:vmomi:InventoryService${kind}:${uuid}:GLOBAL`;
}

function isText(value: unknown): value is string {
	return typeof value === 'string';
}

function isObject(value: unknown): value is ObjectId {
	const { id, type } = (value ?? {}) as Record<string, unknown>;
	return isText(id) && isText(type);
}

function isListOf<T>(value: unknown, test: (item: unknown) => item is T): value is T[] {
	return Array.isArray(value) && value.every(test);
}
