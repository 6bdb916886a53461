import { textAt } from '../../shared/xml-value.js';
import { addressesOf } from '../managed-objects/shared/addresses.js';
import { found, searched } from '../server/search.js';
import type { MockMethod } from './contract.js';

/** A host by an address of a VMkernel adapter. No guest of the mock tells an address. */
const method: MockMethod = {
	method: 'FindByIp',
	receivers: ['SearchIndex'],
	call: (call) => {
		const ip = textAt(call.parameters, 'ip') ?? '';
		return found(
			call,
			[...searched(call)].find((object) => addressesOf(object).includes(ip)),
		);
	},
};
export default method;
