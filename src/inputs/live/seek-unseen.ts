import { listAt, type XmlValue } from '../../shared/xml-value.js';
import { SoapFault } from '../../vim/faults.js';
import type { VimObject } from '../../vim/object-content.js';
import { retrieve } from '../../vim/property-collector.js';
import type { Session } from '../../vim/session.js';
import type { Reference } from '../../vim/soap.js';
import type { Gathered } from './gathered.js';
import { pageSize } from './page-size.js';

/** Properties in which objects name others, by the type of the one that names. */
const NAMED_IN: Readonly<Record<string, readonly string[]>> = {
	ComputeResource: ['host', 'datastore', 'network'],
	ClusterComputeResource: ['host', 'datastore', 'network'],
	HostSystem: ['vm', 'datastore'],
	VirtualMachine: ['runtime.host', 'datastore', 'network'],
};
/** Types whose objects may be named and not listed. */
const SOUGHT = new Set([
	'VirtualMachine',
	'HostSystem',
	'Datastore',
	'Network',
	'DistributedVirtualPortgroup',
	'OpaqueNetwork',
]);

/**
 * Asks for objects that others name and no view listed: one that was made meanwhile is read, one that is gone is forgotten, and one
 * that the account may not see is told with the privilege, so that a list with holes is never taken for whole. `pathsOf` gives what
 * is read of a type; undefined where it is not read, or its read failed. Gives the ids that are settled.
 */
export async function seekUnseen(
	session: Session,
	pathsOf: (type: string) => readonly string[] | undefined,
	gathered: Gathered,
): Promise<Set<string>> {
	const settled = new Set<string>();
	for (const [type, ids] of unseenByType(gathered)) {
		const paths = pathsOf(type);
		if (paths === undefined) continue;
		await seek(session, type, [...ids], paths, gathered);
		for (const id of ids) settled.add(id);
	}
	return settled;
}

async function seek(
	session: Session,
	type: string,
	ids: readonly string[],
	paths: readonly string[],
	gathered: Gathered,
): Promise<void> {
	const onObject = (object: VimObject): void => {
		const denied = object.missing.find(({ fault }) => fault === 'NoPermission');
		if (object.properties.size > 0) gathered.add(object, 'light');
		else if (denied !== undefined) gathered.refuse(type, new SoapFault('NoPermission', object.id, { ...denied }));
	};
	try {
		await retrieve(session, {
			type,
			paths,
			pageSize: pageSize(paths),
			objects: ids.map((id) => ({ type, id })),
			onObject,
		});
	} catch (error) {
		if (!(error instanceof SoapFault) || error.fault !== 'NoPermission') throw error;
		gathered.refuse(type, error);
	}
}

function unseenByType(gathered: Gathered): Map<string, Set<string>> {
	const objects = gathered.objects();
	const known = new Set(objects.map(({ id }) => id));
	const unseen = new Map<string, Set<string>>();
	for (const { type, properties } of objects)
		for (const path of NAMED_IN[type] ?? [])
			for (const value of listAt(properties.get(path))) {
				const named = referenceOf(value);
				if (named === undefined || known.has(named.id) || !SOUGHT.has(named.type)) continue;
				const ids = unseen.get(named.type);
				if (ids === undefined) unseen.set(named.type, new Set([named.id]));
				else ids.add(named.id);
			}
	return unseen;
}

function referenceOf(value: XmlValue): Reference | undefined {
	if (typeof value !== 'object' || Array.isArray(value)) return undefined;
	const { $ref: type, $text: id } = value;
	return type === undefined || id === undefined ? undefined : { type, id };
}
