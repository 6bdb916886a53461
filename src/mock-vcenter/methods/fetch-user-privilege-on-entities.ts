import { textAt } from '../../shared/xml-value.js';
import { entitiesAt } from '../server/privileges.js';
import { data, ref, strings } from '../wire/value.js';
import { writeMember } from '../wire/write.js';
import type { MockMethod } from './contract.js';

/** All privileges of an account on each object. */
const method: MockMethod = {
	method: 'FetchUserPrivilegeOnEntities',
	receivers: ['AuthorizationManager'],
	call: (call) => {
		const userName = textAt(call.parameters, 'userName') ?? '';
		return entitiesAt(call, 'entities')
			.map((entity) =>
				data('UserPrivilegeResult', {
					entity: ref(entity),
					privileges: strings(call.server.estate.access.privileges(userName, entity)),
				}),
			)
			.map((result) => writeMember('returnval', result))
			.join('');
	},
};
export default method;
