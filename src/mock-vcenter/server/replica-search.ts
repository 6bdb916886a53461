import { booleanAt, textAt, type XmlValue } from '../../shared/xml-value.js';
import { resolvePath, UNKNOWN } from '../wire/resolve.js';
import { NOTHING_HIDDEN } from '../wire/since.js';
import { ref } from '../wire/value.js';
import { writeMember } from '../wire/write.js';
import type { Replica, ReplicaObject } from './replica.js';

/** The answer to FindByInventoryPath: names are as the API writes them (`%2f`). */
export function replicaByPath(replica: Replica, path: string): string {
	let object: ReplicaObject | undefined = replica.find(replica.root);
	for (const step of path.split('/').filter((name) => name !== ''))
		object = object && [...replica.inside(object.id, false)].find((child) => textOf(child, 'name') === step);
	return writeMember('returnval', object && ref(object));
}

/** The answer to FindByUuid. */
export function replicaByUuid(replica: Replica, parameters: XmlValue): string {
	const uuid = textAt(parameters, 'uuid')?.toLowerCase();
	const instance = booleanAt(parameters, 'instanceUuid') === true;
	const vm = booleanAt(parameters, 'vmSearch') === true;
	const path = vm ? (instance ? 'config.instanceUuid' : 'config.uuid') : 'hardware.systemInfo.uuid';
	for (const object of replica.inside(replica.root, true))
		if (object.type === (vm ? 'VirtualMachine' : 'HostSystem') && textOf(object, path)?.toLowerCase() === uuid)
			return writeMember('returnval', ref(object));
	return '';
}

function textOf({ properties }: ReplicaObject, path: string): string | undefined {
	const value = resolvePath(properties, path, NOTHING_HIDDEN);
	return value !== UNKNOWN && value?.kind === 'text' ? value.text : undefined;
}
