import { collectorOf } from '../server/updates.js';
import type { MockMethod } from './contract.js';

/** Ends a wait that is under way in another request of the session. */
const method: MockMethod = {
	method: 'CancelWaitForUpdates',
	receivers: ['PropertyCollector'],
	call: (call) => {
		collectorOf(call).waiting?.abort();
		return '';
	},
};
export default method;
