import { serviceContent } from '../managed-objects/shared/service-content.js';
import { worldOf } from '../server/context.js';
import { writeMember } from '../wire/write.js';
import type { MockMethod } from './contract.js';

const method: MockMethod = {
	method: 'RetrieveServiceContent',
	receivers: ['ServiceInstance'],
	anonymous: true,
	call: (call) => writeMember('returnval', call.server.replica?.content ?? serviceContent(worldOf(call)), call.hidden),
};
export default method;
