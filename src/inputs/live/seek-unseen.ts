import { listAt, textAt } from '../../shared/xml-value.js';
import { SoapFault } from '../../vim/faults.js';
import type { VimObject } from '../../vim/object-content.js';
import { retrieve } from '../../vim/property-collector.js';
import type { Session } from '../../vim/session.js';
import type { Gathered } from './gathered.js';
import { pageSize } from './page-size.js';

const TYPE = 'VirtualMachine';

/**
 * Asks for the VMs that a host names and the view did not list: one that was made meanwhile is read, one that is gone is forgotten,
 * and one that the account may not see is told, so that a list with holes is never taken for whole. Gives the ids that are settled.
 */
export async function seekUnseen(session: Session, paths: readonly string[], gathered: Gathered): Promise<Set<string>> {
	const known = new Set<string>();
	const named = new Set<string>();
	for (const { id, type, properties } of gathered.objects()) {
		if (type === TYPE) known.add(id);
		if (type === 'HostSystem') for (const vm of listAt(properties.get('vm'))) named.add(textAt(vm) ?? '');
	}
	const unseen = [...named].filter((id) => id !== '' && !known.has(id));
	const onObject = (object: VimObject): void => {
		const denied = object.missing.find(({ fault }) => fault === 'NoPermission');
		if (object.properties.size > 0) gathered.add(object, 'light');
		else if (denied !== undefined) gathered.refuse(TYPE, new SoapFault('NoPermission', object.id, { ...denied }));
	};
	try {
		const objects = unseen.map((id) => ({ type: TYPE, id }));
		if (objects.length > 0)
			await retrieve(session, { type: TYPE, paths, pageSize: pageSize(paths), objects, onObject });
	} catch (error) {
		if (!(error instanceof SoapFault) || error.fault !== 'NoPermission') throw error;
		gathered.refuse(TYPE, error);
	}
	return new Set(unseen);
}
