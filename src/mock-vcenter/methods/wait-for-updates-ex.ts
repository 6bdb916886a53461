import { numberAt, textAt } from '../../shared/xml-value.js';
import { waitForUpdates } from '../server/updates.js';
import type { MockMethod } from './contract.js';

const method: MockMethod = {
	method: 'WaitForUpdatesEx',
	receivers: ['PropertyCollector'],
	call: (call) => {
		const seconds = numberAt(call.parameters, 'options.maxWaitSeconds');
		return waitForUpdates(call, {
			version: textAt(call.parameters, 'version') ?? '',
			maxWaitMs: seconds === undefined ? undefined : seconds * 1000,
			maxUpdates: numberAt(call.parameters, 'options.maxObjectUpdates') ?? Number.POSITIVE_INFINITY,
		});
	},
};
export default method;
