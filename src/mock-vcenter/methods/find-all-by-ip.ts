import { textAt } from '../../shared/xml-value.js';
import { addressesOf } from '../managed-objects/shared/addresses.js';
import { foundAll, searched } from '../server/search.js';
import type { MockMethod } from './contract.js';

const method: MockMethod = {
	method: 'FindAllByIp',
	receivers: ['SearchIndex'],
	call: (call) => {
		const ip = textAt(call.parameters, 'ip') ?? '';
		return foundAll(
			call,
			[...searched(call)].filter((object) => addressesOf(object).includes(ip)),
		);
	},
};
export default method;
