import { readObjects } from '../server/pages.js';
import type { MockMethod } from './contract.js';

/** The old way without pages, which many clients still use. */
const method: MockMethod = {
	method: 'RetrieveProperties',
	receivers: ['PropertyCollector'],
	anonymous: true,
	call: (call) => [...readObjects(call, 'returnval')].join(''),
};
export default method;
