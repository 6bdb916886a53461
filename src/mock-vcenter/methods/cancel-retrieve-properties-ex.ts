import { textAt } from '../../shared/xml-value.js';
import { invalidArgument } from '../server/select.js';
import type { MockMethod } from './contract.js';

const method: MockMethod = {
	method: 'CancelRetrievePropertiesEx',
	receivers: ['PropertyCollector'],
	call: ({ parameters, session }) => {
		if (!session.cursors.delete(textAt(parameters, 'token') ?? '')) throw invalidArgument('token');
		return '';
	},
};
export default method;
