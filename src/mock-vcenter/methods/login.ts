import { textAt } from '../../shared/xml-value.js';
import { userSession } from '../managed-objects/shared/user-session.js';
import { worldOf } from '../server/context.js';
import { VimFault } from '../server/fault.js';
import { writeMember } from '../wire/write.js';
import type { MockMethod } from './contract.js';

const method: MockMethod = {
	method: 'Login',
	receivers: ['SessionManager'],
	anonymous: true,
	call: (call) => {
		const userName = textAt(call.parameters, 'userName') ?? '';
		const password = textAt(call.parameters, 'password') ?? '';
		if (!call.server.account.admits(userName, password))
			throw new VimFault('InvalidLogin', 'Cannot complete login due to an incorrect user name or password.');
		call.session.userName = userName;
		call.session.loginTime = new Date().toISOString();
		return writeMember('returnval', userSession(worldOf(call)));
	},
};
export default method;
