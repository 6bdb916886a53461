import type { MockMethod } from './contract.js';

const method: MockMethod = {
	method: 'DestroyView',
	receivers: ['View'],
	call: ({ session, self }) => {
		session.views.delete(self.id);
		session.lists.delete(self.id);
		return '';
	},
};
export default method;
