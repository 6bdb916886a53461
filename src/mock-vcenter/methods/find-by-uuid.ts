import { booleanAt, textAt } from '../../shared/xml-value.js';
import { uuidOfObject } from '../managed-objects/shared/uuids.js';
import { replicaByUuid } from '../server/replica-search.js';
import { found, searched } from '../server/search.js';
import type { MockMethod } from './contract.js';

/** A VM by BIOS or instance UUID, or a host; nothing when there is none. */
const method: MockMethod = {
	method: 'FindByUuid',
	receivers: ['SearchIndex'],
	call: (call) => {
		if (call.server.replica !== undefined) return replicaByUuid(call.server.replica, call.parameters);
		const uuid = textAt(call.parameters, 'uuid')?.toLowerCase();
		const instance = booleanAt(call.parameters, 'instanceUuid') ?? false;
		return found(
			call,
			[...searched(call)].find((object) => uuidOfObject(object, instance) === uuid),
		);
	},
};
export default method;
