import type { MockMethod } from './contract.js';

/** A wait in another request ends by itself. */
const method: MockMethod = { method: 'CancelWaitForUpdates', receivers: ['PropertyCollector'], call: () => '' };
export default method;
