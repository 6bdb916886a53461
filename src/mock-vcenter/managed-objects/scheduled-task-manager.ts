import { refs } from '../wire/value.js';
import type { ManagedObjectType } from './contract.js';

/** Lists the scheduled tasks of the vCenter. */
const type: ManagedObjectType = {
	type: 'ScheduledTaskManager',
	bases: [],
	singleton: 'ScheduledTaskManager',
	properties: (_, { estate }) => ({ description: undefined, scheduledTask: () => refs(estate.scheduledTasks) }),
};
export default type;
