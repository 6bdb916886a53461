import { textAt } from '../../shared/xml-value.js';
import { askedPrivileges, entitiesAt } from '../server/privileges.js';
import { invalidArgument } from '../server/select.js';
import { boolean } from '../wire/value.js';
import { writeMember } from '../wire/write.js';
import type { MockMethod } from './contract.js';

/** The old way, for one object: one boolean per privilege. */
const method: MockMethod = {
	method: 'HasPrivilegeOnEntity',
	receivers: ['AuthorizationManager'],
	call: (call) => {
		const { access } = call.server.estate;
		const userName = call.server.sessions.byKey(textAt(call.parameters, 'sessionId') ?? '')?.userName;
		if (userName === undefined) throw invalidArgument('sessionId');
		return entitiesAt(call, 'entity')
			.flatMap((entity) => askedPrivileges(call).map((privilege) => access.has(userName, entity, privilege)))
			.map((granted) => writeMember('returnval', boolean(granted)))
			.join('');
	},
};
export default method;
