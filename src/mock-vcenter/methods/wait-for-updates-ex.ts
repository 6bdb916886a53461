import { waitForUpdates } from '../server/updates.js';
import type { MockMethod } from './contract.js';

const method: MockMethod = { method: 'WaitForUpdatesEx', receivers: ['PropertyCollector'], call: waitForUpdates };
export default method;
