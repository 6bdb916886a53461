import { textAt } from '../../shared/xml-value.js';
import { dnsNameOf } from '../managed-objects/shared/addresses.js';
import { foundAll, sameName, searched } from '../server/search.js';
import type { MockMethod } from './contract.js';

const method: MockMethod = {
	method: 'FindAllByDnsName',
	receivers: ['SearchIndex'],
	call: (call) => {
		const name = textAt(call.parameters, 'dnsName') ?? '';
		return foundAll(
			call,
			[...searched(call)].filter((object) => sameName(dnsNameOf(object) ?? '', name)),
		);
	},
};
export default method;
