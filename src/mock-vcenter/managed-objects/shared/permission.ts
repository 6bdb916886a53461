import type { Permission } from '../../estate/access.js';
import { boolean, type Data, data, int, ref, string } from '../../wire/value.js';

/** A permission as vCenter tells it. */
export function permissionData({ entity, userName, role, propagate }: Permission): Data {
	return data('Permission', {
		entity: ref(entity),
		principal: string(userName),
		group: boolean(false),
		roleId: int(role.id),
		propagate: boolean(propagate),
	});
}
