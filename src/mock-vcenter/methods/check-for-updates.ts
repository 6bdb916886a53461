import { textAt } from '../../shared/xml-value.js';
import { waitForUpdates } from '../server/updates.js';
import type { MockMethod } from './contract.js';

/** What changed, at once. */
const method: MockMethod = {
	method: 'CheckForUpdates',
	receivers: ['PropertyCollector'],
	call: (call) =>
		waitForUpdates(call, {
			version: textAt(call.parameters, 'version') ?? '',
			maxWaitMs: 0,
			maxUpdates: Number.POSITIVE_INFINITY,
		}),
};
export default method;
