import { continuePage } from '../server/pages.js';
import type { MockMethod } from './contract.js';

const method: MockMethod = {
	method: 'ContinueRetrievePropertiesEx',
	receivers: ['PropertyCollector'],
	call: continuePage,
};
export default method;
