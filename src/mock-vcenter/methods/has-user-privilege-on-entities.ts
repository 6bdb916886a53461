import { textAt } from '../../shared/xml-value.js';
import { askedPrivileges, entitiesAt, entityPrivilege } from '../server/privileges.js';
import { writeMember } from '../wire/write.js';
import type { MockMethod } from './contract.js';

/** Of an account by its name, logged in or not. */
const method: MockMethod = {
	method: 'HasUserPrivilegeOnEntities',
	receivers: ['AuthorizationManager'],
	call: (call) => {
		const userName = textAt(call.parameters, 'userName') ?? '';
		const privileges = askedPrivileges(call);
		return entitiesAt(call, 'entities')
			.map((entity) => writeMember('returnval', entityPrivilege(call, entity, userName, privileges)))
			.join('');
	},
};
export default method;
