import { listAt, type XmlValue } from '../../shared/xml-value.js';
import type { Reference } from '../../vim/soap.js';
import { XmlReader } from '../../vim/xml-reader.js';
import { assignmentsOf } from '../estate/licenses.js';
import { licenseInfo } from '../managed-objects/shared/license-info.js';
import { aboutInfo } from '../managed-objects/shared/service-content.js';
import { type Call, worldOf } from '../server/context.js';
import { lookUp } from '../server/select.js';
import { resolvePath, UNKNOWN } from '../wire/resolve.js';
import { NOTHING_HIDDEN } from '../wire/since.js';
import type { Wire } from '../wire/value.js';
import { writeAny } from '../wire/write.js';
import type { Read, Reader } from './reader.js';

/** Reads the vCenter that was asked. It looks at its own objects whatever the account may see. */
export function localReader(call: Call): Reader {
	const { estate } = call.server;
	return {
		about: toXml(aboutInfo(worldOf(call))),
		read: async (objects, paths) => new Map(objects.flatMap((object) => entry(readOne(call, object, paths)))),
		licenseOf: async (entityId) => {
			const found = assignmentsOf(estate).find((assignment) => assignment.entityId === entityId);
			return found === undefined ? undefined : toXml(licenseInfo(found.license, estate));
		},
		keyProviders: async () => {
			const manager = readOne(call, { type: 'CryptoManagerKmip', id: 'CryptoManager' }, ['kmipServers']);
			return listAt(manager?.properties.get('kmipServers'));
		},
	};
}

function entry(read: Read | undefined): [string, Read][] {
	return read === undefined ? [] : [[read.id, read]];
}

function readOne(call: Call, object: Reference, paths: readonly string[]): Read | undefined {
	if (call.server.estate.find(object.id) === undefined && !call.server.singletons.has(object.id)) return undefined;
	const { id, type, types, properties } = lookUp(call, object);
	if (!types.includes(object.type)) return undefined;
	const values = new Map<string, XmlValue>();
	for (const path of paths) {
		const value = resolvePath(properties, path, NOTHING_HIDDEN);
		if (value !== undefined && value !== UNKNOWN) values.set(path, toXml(value));
	}
	return { id, type, properties: values, denied: undefined };
}

/** A value as a client reads it from the wire. */
function toXml(value: Wire): XmlValue {
	const reader = new XmlReader();
	reader.write(`<read xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${writeAny('val', value)}</read>`);
	const read = reader.close();
	return typeof read === 'string' || Array.isArray(read) ? '' : (read.val ?? '');
}
