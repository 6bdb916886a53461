import type { MockMethod } from './contract.js';

const method: MockMethod = {
	method: 'DestroyView',
	receivers: ['ContainerView'],
	call: ({ session, self }) => {
		session.views.delete(self.id);
		return '';
	},
};
export default method;
