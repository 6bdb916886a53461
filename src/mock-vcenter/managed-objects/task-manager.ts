import { data, int, list, refs } from '../wire/value.js';
import type { ManagedObjectType } from './contract.js';

const type: ManagedObjectType = {
	type: 'TaskManager',
	bases: [],
	singleton: 'TaskManager',
	properties: (_, { estate }) => ({
		description: () =>
			data('TaskDescription', {
				methodInfo: list('ElementDescription', []),
				state: list('ElementDescription', []),
				reason: list('TypeDescription', []),
			}),
		maxCollector: int(32),
		recentTask: () => refs(estate.tasks.recent()),
	}),
};
export default type;
