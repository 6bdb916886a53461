import type { Permission } from '../estate/access.js';
import { boolean, data, int, ref, string } from '../wire/value.js';
import { writeMember } from '../wire/write.js';

/** Permissions as the result of a method. */
export function writePermissions(permissions: readonly Permission[]): string {
	return permissions
		.map(({ entity, userName, role, propagate }) =>
			data('Permission', {
				entity: ref(entity),
				principal: string(userName),
				group: boolean(false),
				roleId: int(role.id),
				propagate: boolean(propagate),
			}),
		)
		.map((permission) => writeMember('returnval', permission))
		.join('');
}
