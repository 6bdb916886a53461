import type { Role } from '../estate/roles.js';
import { privilegesOf } from '../estate/roles.js';
import { boolean, type Data, data, int, list, string, strings } from '../wire/value.js';
import type { ManagedObjectType } from './contract.js';

const type: ManagedObjectType = {
	type: 'AuthorizationManager',
	bases: [],
	singleton: 'AuthorizationManager',
	properties: (_, { estate }) => ({
		description: () =>
			data('AuthorizationDescription', {
				privilege: list('ElementDescription', privilegesOf(estate.spec.roles ?? []).map(description)),
				privilegeGroup: list('ElementDescription', []),
			}),
		privilegeList: () => list('AuthorizationPrivilege', privilegesOf(estate.spec.roles ?? []).map(privilege)),
		roleList: () => list('AuthorizationRole', estate.access.roles.map(role)),
	}),
};
export default type;

function privilege(id: string): Data {
	return data('AuthorizationPrivilege', {
		privId: string(id),
		onParent: boolean(false),
		name: string(id.split('.').at(-1) ?? id),
		privGroupName: string(id.split('.').slice(0, -1).join('.')),
	});
}

function description(id: string): Data {
	return data('ElementDescription', { label: string(id), summary: string(id), key: string(id) });
}

function role({ id, system, name, label, privileges }: Role): Data {
	return data('AuthorizationRole', {
		roleId: int(id),
		system: boolean(system),
		name: string(name),
		info: data('Description', { label: string(label), summary: string(label) }),
		privilege: strings(privileges),
	});
}
