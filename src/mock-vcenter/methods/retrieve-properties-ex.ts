import { firstPage } from '../server/pages.js';
import type { MockMethod } from './contract.js';

const method: MockMethod = {
	method: 'RetrievePropertiesEx',
	receivers: ['PropertyCollector'],
	anonymous: true,
	call: firstPage,
};
export default method;
