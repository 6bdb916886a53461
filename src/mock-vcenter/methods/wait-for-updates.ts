import { textAt } from '../../shared/xml-value.js';
import { waitForUpdates } from '../server/updates.js';
import type { MockMethod } from './contract.js';

/** The old way without options, which pyVim's `WaitForTask` still uses: it comes back when something changed. */
const method: MockMethod = {
	method: 'WaitForUpdates',
	receivers: ['PropertyCollector'],
	call: (call) =>
		waitForUpdates(call, {
			version: textAt(call.parameters, 'version') ?? '',
			maxWaitMs: undefined,
			maxUpdates: Number.POSITIVE_INFINITY,
		}),
};
export default method;
