import { textAt } from '../../shared/xml-value.js';
import { askedPrivileges, entitiesAt, entityPrivilege } from '../server/privileges.js';
import { invalidArgument } from '../server/select.js';
import { writeMember } from '../wire/write.js';
import type { MockMethod } from './contract.js';

/** Of the account of a session. */
const method: MockMethod = {
	method: 'HasPrivilegeOnEntities',
	receivers: ['AuthorizationManager'],
	call: (call) => {
		const userName = call.server.sessions.byKey(textAt(call.parameters, 'sessionId') ?? '')?.userName;
		if (userName === undefined) throw invalidArgument('sessionId');
		const privileges = askedPrivileges(call);
		return entitiesAt(call, 'entity')
			.map((entity) => writeMember('returnval', entityPrivilege(call, entity, userName, privileges)))
			.join('');
	},
};
export default method;
