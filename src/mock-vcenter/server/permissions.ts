import type { Permission } from '../estate/access.js';
import { permissionData } from '../managed-objects/shared/permission.js';
import { writeMember } from '../wire/write.js';

/** Permissions as the result of a method. */
export function writePermissions(permissions: readonly Permission[]): string {
	return permissions.map((permission) => writeMember('returnval', permissionData(permission))).join('');
}
