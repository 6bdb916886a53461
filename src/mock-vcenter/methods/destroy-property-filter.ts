import type { MockMethod } from './contract.js';

const method: MockMethod = {
	method: 'DestroyPropertyFilter',
	receivers: ['PropertyFilter'],
	call: ({ session, self }) => {
		for (const { filters } of session.collectors.values()) filters.delete(self.id);
		return '';
	},
};
export default method;
