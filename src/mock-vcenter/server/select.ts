import { at, booleanAt, listAt, textAt, typeOf, type XmlValue } from '../../shared/xml-value.js';
import type { Reference } from '../../vim/soap.js';
import type { Entity } from '../estate/entities.js';
import type { ManagedObjectType } from '../managed-objects/contract.js';
import { resolvePath, UNKNOWN } from '../wire/resolve.js';
import { boolean, type Fields, ref, refs, string, strings, type Wire } from '../wire/value.js';
import { type Call, worldOf } from './context.js';
import { VimFault } from './fault.js';
import { sees } from './permit.js';
import { basesOf, PLAYED_TYPES, type ReplicaObject } from './replica.js';
import type { ContainerView } from './sessions.js';

/** Base types of views. */
const VIEW = ['ManagedObjectView', 'View'];

/** An object that a filter selected, with its properties (lazy) and the names of its type and base types. */
export interface Selected {
	readonly type: string;
	readonly id: string;
	readonly types: readonly string[];
	readonly properties: Fields;
	/** Gives a value at a path its declared type, where the value itself does not show it. */
	readonly settle?: (path: string, value: Wire) => Wire;
}

/**
 * All objects that an ObjectSpec selects, in order, each once: the object itself unless skipped, and what its selection specs lead
 * to. @throws VimFault `ManagedObjectNotFound`, `InvalidProperty`, `InvalidArgument`.
 */
export function* selectObjects(call: Call, objectSpec: XmlValue): Generator<Selected> {
	const start = lookUp(call, referenceAt(objectSpec, 'obj'));
	const specs = listAt(objectSpec, 'selectSet');
	const named = new Map<string, XmlValue>();
	for (const spec of specs) collectNames(spec, named);
	yield* walk(call, start, booleanAt(objectSpec, 'skip') ?? false, specs, named, new Set(), new Set());
}

function collectNames(spec: XmlValue, named: Map<string, XmlValue>): void {
	const name = textAt(spec, 'name');
	if (name !== undefined && typeOf(spec) === 'TraversalSpec') named.set(name, spec);
	for (const inner of listAt(spec, 'selectSet')) collectNames(inner, named);
}

function* walk(
	call: Call,
	object: Selected,
	skip: boolean,
	specs: readonly XmlValue[],
	named: ReadonlyMap<string, XmlValue>,
	seen: Set<string>,
	walked: Set<string>,
): Generator<Selected> {
	if (!skip && !seen.has(object.id)) {
		seen.add(object.id);
		yield object;
	}
	for (const given of specs) {
		const name = textAt(given, 'name');
		const spec = typeOf(given) === 'TraversalSpec' ? given : named.get(name ?? '');
		if (spec === undefined) throw invalidArgument('specSet.objectSet.selectSet');
		if (!object.types.includes(textAt(spec, 'type') ?? '')) continue;
		const step = `${object.id} ${textAt(spec, 'path')} ${name ?? ''}`;
		if (walked.has(step)) continue;
		walked.add(step);
		const inner = listAt(spec, 'selectSet');
		for (const target of targets(call, object, textAt(spec, 'path') ?? ''))
			yield* walk(call, target, booleanAt(spec, 'skip') ?? false, inner, named, seen, walked);
	}
}

function* targets(call: Call, object: Selected, path: string): Generator<Selected> {
	const value = resolvePath(object.properties, path, call.hidden);
	if (value === UNKNOWN) throw invalidProperty(path);
	const items: readonly Wire[] = value === undefined ? [] : value.kind === 'list' ? value.items : [value];
	for (const item of items) {
		if (item.kind !== 'ref') continue;
		const target = find(call, item);
		// An object may vanish between the view and its read.
		if (target !== undefined) yield target;
	}
}

/** @throws VimFault `ManagedObjectNotFound` */
export function lookUp(call: Call, reference: { type: string; id: string }): Selected {
	const found = find(call, reference);
	if (found !== undefined) return found;
	throw new VimFault(
		'ManagedObjectNotFound',
		`The object '${reference.type}:${reference.id}' has already been deleted or has not been completely created`,
		{
			obj: ref(reference),
		},
	);
}

function find(call: Call, { id }: { readonly id: string }): Selected | undefined {
	const { estate, types, singletons } = call.server;
	const view = call.session.views.get(id);
	if (view !== undefined) return viewObject(call, id, view);
	const objects = call.session.lists.get(id);
	if (objects !== undefined) return listObject(id, objects);
	if (call.session.collectors.has(id)) return sessionObject('PropertyCollector', id);
	if ([...call.session.collectors.values()].some(({ filters }) => filters.has(id)))
		return sessionObject('PropertyFilter', id);
	const singleton = singletons.get(id);
	const { replica } = call.server;
	if (replica !== undefined && !PLAYED_TYPES.has(singleton?.type ?? '')) {
		const object = replica.find(id);
		return object === undefined ? undefined : copied(call, object);
	}
	if (singleton !== undefined)
		return selected(call, singleton, { type: singleton.type, id, name: id, parent: undefined });
	const entity = estate.find(id);
	const type = types.get(entity?.type ?? '');
	return entity === undefined || type === undefined ? undefined : selected(call, type, entity);
}

function sessionObject(type: string, id: string): Selected {
	return { type, id, types: [type], properties: {} };
}

function selected(call: Call, type: ManagedObjectType, entity: Entity): Selected {
	const properties = type.properties(entity, worldOf(call));
	return { type: type.type, id: entity.id, types: [type.type, ...type.bases], properties };
}

function copied({ server: { replica, types } }: Call, object: ReplicaObject): Selected {
	const settle = (path: string, value: Wire) => replica?.settle(object.type, path, value) ?? value;
	return { ...object, types: [object.type, ...basesOf(object.type, types)], settle };
}

function viewObject(call: Call, id: string, view: ContainerView): Selected {
	const { type } = lookUp(call, { type: '', id: view.container });
	return {
		type: 'ContainerView',
		id,
		types: ['ContainerView', ...VIEW],
		properties: {
			container: () => ref({ type, id: view.container }),
			recursive: boolean(view.recursive),
			type: () => strings(view.types),
			view: () => refs(contents(call, view)),
		},
	};
}

function listObject(id: string, objects: readonly Reference[]): Selected {
	return { type: 'ListView', id, types: ['ListView', ...VIEW], properties: { view: () => refs(objects) } };
}

function* contents(call: Call, view: ContainerView): Generator<{ readonly type: string; readonly id: string }> {
	const { types } = call.server;
	const wanted = new Set(view.types);
	for (const entity of inside(call, view)) {
		const bases = basesOf(entity.type, types);
		if (wanted.size === 0 || wanted.has(entity.type) || bases.some((base) => wanted.has(base))) yield entity;
	}
}

function* inside(
	call: Call,
	{ container, recursive }: ContainerView,
): Generator<{ readonly type: string; readonly id: string }> {
	const { estate, replica } = call.server;
	if (replica !== undefined) return yield* replica.inside(container, recursive);
	const within = estate.find(container);
	if (within === undefined) return;
	for (const entity of recursive ? estate.descendants(within) : estate.childrenOf(within))
		if (sees(call, entity)) yield entity;
}

/** The references that a member of a request repeats. @throws VimFault for one that is none. */
export function referencesAt(value: XmlValue, path: string): Reference[] {
	return listAt(value, path).map((item) => referenceAt(item, ''));
}

/** The reference at a member of a request. @throws VimFault when there is none. */
export function referenceAt(value: XmlValue, path: string): { type: string; id: string } {
	const found = at(value, path);
	const id = textAt(found);
	if (found === undefined || typeof found === 'string' || Array.isArray(found) || id === undefined)
		throw invalidArgument(path);
	return { type: found.$ref ?? '', id };
}

export function invalidProperty(name: string): VimFault {
	return new VimFault('InvalidProperty', '', { name: string(name) });
}

export function invalidArgument(property: string): VimFault {
	return new VimFault('InvalidArgument', `A specified parameter was not correct: ${property}`, {
		invalidProperty: string(property),
	});
}
