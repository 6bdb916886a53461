import { randomUUID } from 'node:crypto';
import { booleanAt, listAt, numberAt, textAt, type XmlValue } from '../../shared/xml-value.js';
import { escapeXml } from '../../vim/soap.js';
import { resolvePath, UNKNOWN } from '../wire/resolve.js';
import { ref, string } from '../wire/value.js';
import { writeAny } from '../wire/write.js';
import type { Call } from './context.js';
import { VimFault } from './fault.js';
import { lackingToRead } from './permit.js';
import { typesOfRead } from './read-types.js';
import { invalidArgument, invalidProperty, type Selected, selectObjects } from './select.js';
import type { Cursor } from './sessions.js';

/** What vpxd sends at most when it is not told. */
const DEFAULT_PAGE = 100;

/** All objects of the `specSet` of a call, each with the properties that were asked for, as XML. */
export function* readObjects(call: Call, element: string): Generator<string> {
	for (const filter of listAt(call.parameters, 'specSet'))
		for (const { object, paths } of filtered(call, filter)) yield writeObject(call, element, object, paths);
}

/** The objects of one filter spec, with the paths to send of each. */
export function* filtered(call: Call, filter: XmlValue): Generator<{ object: Selected; paths: readonly string[] }> {
	const wanted = pathsByType(filter);
	for (const objectSpec of listAt(filter, 'objectSet'))
		for (const object of selectObjects(call, objectSpec)) {
			const paths = wanted(object);
			if (paths !== undefined) yield { object, paths };
		}
}

/** Which paths to send of an object: those of every property spec for its type or a base type; undefined when there is none. */
function pathsByType(filter: XmlValue): (object: Selected) => readonly string[] | undefined {
	const specs = listAt(filter, 'propSet');
	if (specs.length === 0) throw invalidArgument('specSet.propSet');
	const known = new Map<string, readonly string[] | 'all' | undefined>();
	return (object) => {
		if (!known.has(object.type)) {
			const own = specs.filter((spec) => object.types.includes(textAt(spec, 'type') ?? ''));
			const paths = new Set(own.flatMap((spec) => listAt(spec, 'pathSet').map((path) => textAt(path) ?? '')));
			const all = own.some((spec) => booleanAt(spec, 'all') === true);
			known.set(object.type, own.length === 0 ? undefined : all ? 'all' : [...paths]);
		}
		const paths = known.get(object.type);
		return paths === 'all' ? Object.keys(object.properties) : paths;
	};
}

function writeObject(call: Call, element: string, object: Selected, paths: readonly string[]): string {
	const write = (path: string, value: string) => `<propSet><name>${path}</name>${value}</propSet>`;
	const members = writeProperties(call, object, paths, write);
	return `<${element}><obj type="${object.type}">${escapeXml(object.id)}</obj>${members}</${element}>`;
}

/** The set properties of an object, each as `write` puts it, then what could not be read. */
export function writeProperties(
	call: Call,
	object: Selected,
	paths: readonly string[],
	write: (path: string, value: string) => string,
): string {
	let properties = '';
	let missing = '';
	for (const path of paths) {
		const fault = refusal(call, object, path);
		if (fault !== undefined) {
			missing += `<missingSet><path>${escapeXml(path)}</path>${fault.localized('fault')}</missingSet>`;
			continue;
		}
		const value = resolvePath(object.properties, path, call.hidden);
		if (value === UNKNOWN) throw invalidProperty(path);
		if (value === undefined) continue;
		const settled = object.settle?.(path, value) ?? value;
		properties += write(escapeXml(path), writeAny('val', settled, call.hidden));
	}
	return properties + missing;
}

/** Why the account may not read a property: nobody is logged in, the scenario denies it, or its role does not grant it. */
export function refusal(call: Call, object: Selected, path: string): VimFault | undefined {
	const open = object.type === 'ServiceInstance';
	if (call.session.userName === undefined && !open)
		return new VimFault('NotAuthenticated', 'The session is not authenticated.', {
			object: ref(object),
			privilegeId: string('System.View'),
		});
	const privilege = deniedPrivilege(call, object.types, path) ?? lackingToRead(call, object, path);
	if (privilege !== undefined) return VimFault.noPermission(object, privilege);
	return call.server.replica?.refusal?.(object.id, path);
}

/** The privilege that the account lacks for a path or method of a type. */
export function deniedPrivilege(call: Call, types: readonly string[], path: string): string | undefined {
	return call.server.estate.spec.denied?.find(
		(entry) =>
			types.includes(entry.type) && entry.paths.some((denied) => path === denied || path.startsWith(`${denied}.`)),
	)?.privilege;
}

/** The first page of a read, and the token of the next when there is one. */
export function firstPage(call: Call): string {
	const pageSize = numberAt(call.parameters, 'options.maxObjects') ?? DEFAULT_PAGE;
	if (pageSize <= 0) throw invalidArgument('options.maxObjects');
	const rest = readObjects(call, 'objects');
	return nextPage(call, { rest, next: undefined, pageSize, types: typesOfRead(call.parameters) });
}

/** Continues a read. The token that led here is spent. @throws VimFault for a token that was never given or was used before. */
export function continuePage(call: Call): string {
	const token = textAt(call.parameters, 'token') ?? '';
	const cursor = call.session.cursors.get(token);
	if (cursor === undefined) throw invalidArgument('token');
	call.session.cursors.delete(token);
	return nextPage(call, cursor);
}

function nextPage(call: Call, cursor: Cursor): string {
	const objects: string[] = cursor.next === undefined ? [] : [cursor.next];
	cursor.next = undefined;
	while (objects.length <= cursor.pageSize) {
		const step = cursor.rest.next();
		if (step.done === true) return objects.length === 0 ? '' : `<returnval>${objects.join('')}</returnval>`;
		objects.push(step.value);
	}
	cursor.next = objects.pop();
	const token = randomUUID();
	call.session.cursors.set(token, cursor);
	return `<returnval><token>${token}</token>${objects.join('')}</returnval>`;
}
