import { referencesAt } from '../server/select.js';
import type { MockMethod } from './contract.js';

/** Takes objects out of a list view and adds others. It returns those that do not exist; the view leaves them out by itself. */
const method: MockMethod = {
	method: 'ModifyListView',
	receivers: ['ListView'],
	call: ({ session, self, parameters }) => {
		const removed = new Set(referencesAt(parameters, 'remove').map(({ id }) => id));
		const added = referencesAt(parameters, 'add');
		const kept = (session.lists.get(self.id) ?? []).filter(({ id }) => !removed.has(id));
		session.lists.set(self.id, [...kept, ...added.filter(({ id }) => kept.every((one) => one.id !== id))]);
		return '';
	},
};
export default method;
