import { booleanAt } from '../../shared/xml-value.js';
import { writePermissions } from '../server/permissions.js';
import { entitiesAt } from '../server/privileges.js';
import type { MockMethod } from './contract.js';

const method: MockMethod = {
	method: 'RetrieveEntityPermissions',
	receivers: ['AuthorizationManager'],
	call: (call) => {
		const inherited = booleanAt(call.parameters, 'inherited') ?? false;
		const { access } = call.server.estate;
		return writePermissions(entitiesAt(call, 'entity').flatMap((entity) => access.on(entity, inherited)));
	},
};
export default method;
