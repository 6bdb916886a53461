import type { MockMethod } from './contract.js';

const method: MockMethod = {
	method: 'DestroyPropertyCollector',
	receivers: ['PropertyCollector'],
	call: ({ session, self }) => {
		session.collectors.delete(self.id);
		return '';
	},
};
export default method;
