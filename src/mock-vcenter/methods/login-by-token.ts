import { textAt } from '../../shared/xml-value.js';
import { userSession } from '../managed-objects/shared/user-session.js';
import { worldOf } from '../server/context.js';
import { VimFault } from '../server/fault.js';
import { writeMember } from '../wire/write.js';
import type { MockMethod } from './contract.js';

/**
 * A session by the SAML assertion in the WS-Security header. The mock has no token service that signs: what stands in the place of
 * the signature (`SignatureValue`) is the password of the account that the assertion is about (`Subject/NameID`).
 */
const method: MockMethod = {
	method: 'LoginByToken',
	receivers: ['SessionManager'],
	anonymous: true,
	call: (call) => {
		const userName = textAt(call.header, 'Security.Assertion.Subject.NameID')?.trim() ?? '';
		const signature = textAt(call.header, 'Security.Assertion.Signature.SignatureValue')?.trim() ?? '';
		if (!call.server.account.admits(userName, signature))
			throw new VimFault('InvalidLogin', 'Cannot complete login due to an invalid token.');
		call.session.userName = userName;
		call.session.loginTime = new Date().toISOString();
		return writeMember('returnval', userSession(worldOf(call)));
	},
};
export default method;
