import { VimFault } from '../server/fault.js';
import type { MockMethod } from './contract.js';

/** No task of the mock is cancelable, as its `info` says. */
const method: MockMethod = {
	method: 'CancelTask',
	receivers: ['Task'],
	call: () => {
		throw new VimFault('NotSupported', 'The operation is not supported on the object.');
	},
};
export default method;
