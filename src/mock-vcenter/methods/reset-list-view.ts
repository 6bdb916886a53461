import { referencesAt } from '../server/select.js';
import type { MockMethod } from './contract.js';

/** Puts other objects into a list view. */
const method: MockMethod = {
	method: 'ResetListView',
	receivers: ['ListView'],
	call: ({ session, self, parameters }) => {
		session.lists.set(self.id, referencesAt(parameters, 'obj'));
		return '';
	},
};
export default method;
