import { booleanAt, textAt } from '../../shared/xml-value.js';
import { uuidOfObject } from '../managed-objects/shared/uuids.js';
import { foundAll, searched } from '../server/search.js';
import type { MockMethod } from './contract.js';

/** All VMs of a BIOS or instance UUID: copies may share one. */
const method: MockMethod = {
	method: 'FindAllByUuid',
	receivers: ['SearchIndex'],
	call: (call) => {
		const uuid = textAt(call.parameters, 'uuid')?.toLowerCase();
		const instance = booleanAt(call.parameters, 'instanceUuid') ?? false;
		return foundAll(
			call,
			[...searched(call)].filter((object) => uuidOfObject(object, instance) === uuid),
		);
	},
};
export default method;
