import { listAt, textAt } from '../../shared/xml-value.js';
import type { Entity } from '../estate/entities.js';
import { boolean, type Data, data, list, ref, string } from '../wire/value.js';
import type { Call } from './context.js';
import { demand } from './permit.js';
import { lookUp, referenceAt } from './select.js';

/** The objects that a call names. @throws VimFault when there is none of one's name, or the caller may not see it. */
export function entitiesAt(call: Call, member: string): Entity[] {
	return listAt(call.parameters, member).map((item) => {
		const object = referenceAt(item, '');
		lookUp(call, object);
		demand(call, object.id, 'System.View');
		return call.server.estate.find(object.id) ?? call.server.estate.root;
	});
}

/** The privileges that a call asks about. */
export function askedPrivileges(call: Call): string[] {
	return listAt(call.parameters, 'privId').map((item) => textAt(item) ?? '');
}

/** EntityPrivilege: which of the privileges an account has on an object. */
export function entityPrivilege(call: Call, entity: Entity, userName: string, privileges: readonly string[]): Data {
	const { access } = call.server.estate;
	return data('EntityPrivilege', {
		entity: ref(entity),
		privAvailability: list(
			'PrivilegeAvailability',
			privileges.map((privilege) =>
				data('PrivilegeAvailability', {
					privId: string(privilege),
					isGranted: boolean(access.has(userName, entity, privilege)),
				}),
			),
		),
	});
}
