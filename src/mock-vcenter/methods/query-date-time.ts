import { dateTime } from '../wire/value.js';
import { writeMember } from '../wire/write.js';
import type { MockMethod } from './contract.js';

const method: MockMethod = {
	method: 'QueryDateTime',
	receivers: ['HostDateTimeSystem'],
	privilege: 'System.Read',
	call: () => writeMember('returnval', dateTime(new Date().toISOString())),
};
export default method;
