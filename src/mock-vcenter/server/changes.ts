import { listAt, textAt } from '../../shared/xml-value.js';
import { escapeXml } from '../../vim/soap.js';
import { resolvePath, UNKNOWN } from '../wire/resolve.js';
import { fieldValue } from '../wire/value.js';
import { writeAny } from '../wire/write.js';
import type { Call } from './context.js';
import { filtered, refusal, writeProperties } from './pages.js';
import type { Selected } from './select.js';
import type { Filter, Update } from './sessions.js';

/** Types whose properties change while the server runs; nothing else in a mock vCenter changes by itself. */
const CHANGING = new Set(['Task', 'TaskManager']);

/** Everything that a filter selects, as objects that enter it. */
export function* entering(call: Call, id: string, filter: Filter): Generator<Update> {
	for (const { object, paths } of filtered(call, filter.spec)) {
		if (CHANGING.has(object.type)) filter.known.set(object.id, valuesOf(call, object, paths, filter.partial));
		yield enter(call, id, object, paths);
	}
}

/** What changed since the client was told: objects that are new, others, or gone. */
export function* changesOf(call: Call, id: string, filter: Filter): Generator<Update> {
	if (filter.known.size === 0 && !asksForChanging(filter)) return;
	const left = new Map(filter.known);
	for (const { object, paths } of filtered(call, filter.spec)) {
		if (!CHANGING.has(object.type)) continue;
		const before = left.get(object.id);
		left.delete(object.id);
		const now = valuesOf(call, object, paths, filter.partial);
		filter.known.set(object.id, now);
		if (before === undefined) yield enter(call, id, object, paths);
		else {
			const changes = differences(before, now);
			if (changes !== '') yield update(id, 'modify', object, changes);
		}
	}
	for (const gone of left.keys()) {
		filter.known.delete(gone);
		yield update(id, 'leave', { type: 'Task', id: gone }, '');
	}
}

/** True when a filter names a type that changes, so that objects may enter it later. */
function asksForChanging({ spec }: Filter): boolean {
	return listAt(spec, 'propSet').some((set) => CHANGING.has(textAt(set, 'type') ?? ''));
}

function enter(call: Call, id: string, object: Selected, paths: readonly string[]): Update {
	return update(id, 'enter', object, writeProperties(call, object, paths, assign));
}

function update(filter: string, kind: string, object: { type: string; id: string }, changes: string): Update {
	const obj = `<obj type="${object.type}">${escapeXml(object.id)}</obj>`;
	return { filter, xml: `<objectSet><kind>${kind}</kind>${obj}${changes}</objectSet>` };
}

function assign(path: string, value: string): string {
	return `<changeSet><name>${path}</name><op>assign</op>${value}</changeSet>`;
}

function differences(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): string {
	const paths = new Set([...before.keys(), ...now.keys()]);
	return [...paths]
		.filter((path) => before.get(path) !== now.get(path))
		.map((path) => assign(path, now.get(path) ?? ''))
		.join('');
}

/** The properties of an object as XML; with `partial` the members of a data object by their own paths. */
function valuesOf(
	call: Call,
	object: Selected,
	paths: readonly string[],
	partial: boolean,
): ReadonlyMap<string, string> {
	const values = new Map<string, string>();
	for (const path of paths) {
		const value =
			refusal(call, object, path) === undefined ? resolvePath(object.properties, path, call.hidden) : UNKNOWN;
		if (value === undefined || value === UNKNOWN) continue;
		if (!partial || value.kind !== 'data') values.set(path, writeAny('val', value, call.hidden));
		else
			for (const [name, field] of Object.entries(value.fields)) {
				const member = fieldValue(field);
				if (member !== undefined) values.set(`${path}.${name}`, writeAny('val', member, call.hidden));
			}
	}
	return values;
}
