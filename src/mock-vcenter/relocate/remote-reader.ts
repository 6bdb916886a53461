import { at, listAt, textAt, type XmlValue } from '../../shared/xml-value.js';
import { SoapFault } from '../../vim/faults.js';
import { retrieve } from '../../vim/property-collector.js';
import type { Session } from '../../vim/session.js';
import { leaf, type Reference } from '../../vim/soap.js';
import type { Read, Reader } from './reader.js';

/** Reads another vCenter over the wire, with the rights of the session's account. */
export function remoteReader(session: Session): Reader {
	return {
		about: at(session.content, 'about') ?? '',
		read: (objects, paths) => readAll(session, objects, paths),
		licenseOf: (entityId) => licenseOf(session, entityId),
		keyProviders: async () => {
			const manager = session.service('cryptoManager');
			if (manager === undefined) return [];
			const read = await readAll(session, [manager], ['kmipServers']);
			return listAt(read.get(manager.id)?.properties.get('kmipServers'));
		},
	};
}

async function readAll(
	session: Session,
	objects: readonly Reference[],
	paths: readonly string[],
): Promise<ReadonlyMap<string, Read>> {
	const found = new Map<string, Read>();
	for (const type of new Set(objects.map((object) => object.type)))
		await retrieve(session, {
			type,
			paths,
			pageSize: 500,
			objects: objects.filter((object) => object.type === type),
			onObject: ({ id, type: own, properties, missing }) =>
				found.set(id, {
					id,
					type: own,
					properties,
					denied: missing.find(({ fault }) => fault === 'NoPermission')?.privilegeId,
				}),
		});
	return found;
}

async function licenseOf(session: Session, entityId: string): Promise<XmlValue | undefined> {
	const id = await assignmentManager(session);
	if (id === undefined) return undefined;
	const manager = { type: 'LicenseAssignmentManager', id };
	try {
		const answer = await session.call('QueryAssignedLicenses', manager, leaf('entityId', entityId));
		return at(listAt(answer, 'returnval')[0], 'assignedLicense');
	} catch (error) {
		if (error instanceof SoapFault) return undefined;
		throw error;
	}
}

async function assignmentManager(session: Session): Promise<string | undefined> {
	const manager = session.service('licenseManager');
	if (manager === undefined) return undefined;
	const read = await readAll(session, [manager], ['licenseAssignmentManager']);
	return textAt(read.get(manager.id)?.properties.get('licenseAssignmentManager'));
}
