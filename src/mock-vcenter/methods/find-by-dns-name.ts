import { textAt } from '../../shared/xml-value.js';
import { dnsNameOf } from '../managed-objects/shared/addresses.js';
import { found, sameName, searched } from '../server/search.js';
import type { MockMethod } from './contract.js';

/** A VM by the name that its guest tells, or a host by its DNS name; nothing when there is none. */
const method: MockMethod = {
	method: 'FindByDnsName',
	receivers: ['SearchIndex'],
	call: (call) => {
		const name = textAt(call.parameters, 'dnsName') ?? '';
		return found(
			call,
			[...searched(call)].find((object) => sameName(dnsNameOf(object) ?? '', name)),
		);
	},
};
export default method;
