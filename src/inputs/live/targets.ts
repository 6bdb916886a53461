import { listAt } from '../../shared/xml-value.js';
import type { VimObject } from '../../vim/object-content.js';
import { READABLE_TYPES } from '../../vim/readable-types.js';
import type { Session } from '../../vim/session.js';
import type { Reference } from '../../vim/soap.js';

/** Service objects that a server may not have: an old or restricted one names no key or licence manager. */
const NAMED_BY_THE_SERVER = new Set([
	'LicenseManager',
	'CryptoManagerKmip',
	'CryptoManager',
	'OptionManager',
	'CustomFieldsManager',
	'ExtensionManager',
	'ScheduledTaskManager',
]);

/**
 * Where objects of a type are found: in the inventory tree, as service objects of the vCenter, or only in properties of other
 * objects (`configManager.certificateManager` of a host), which must have been read before.
 */
export function objectsOf(session: Session, type: string): 'tree' | 'referred' | readonly Reference[] {
	if (READABLE_TYPES.has(type)) return 'tree';
	if (type === 'ServiceInstance') return [{ type, id: 'ServiceInstance' }];
	const services = session.services().filter((service) => service.type === type);
	return services.length > 0 || NAMED_BY_THE_SERVER.has(type) ? services : 'referred';
}

/** Objects of a type that a property of any object refers to, each once. */
export function referredObjects(objects: Iterable<VimObject>, type: string): Reference[] {
	const ids = new Set<string>();
	for (const { properties } of objects)
		for (const value of properties.values())
			for (const one of listAt(value))
				if (typeof one === 'object' && !Array.isArray(one) && one.$ref === type) ids.add(one.$text ?? '');
	return [...ids].map((id) => ({ type, id }));
}
