import { textAt } from '../../shared/xml-value.js';
import { encodeName } from '../managed-objects/shared/managed-entity.js';
import { found } from '../server/search.js';
import { lookUp, referenceAt } from '../server/select.js';
import type { MockMethod } from './contract.js';

/** A direct child of a folder, datacenter, compute resource or pool by its name. */
const method: MockMethod = {
	method: 'FindChild',
	receivers: ['SearchIndex'],
	call: (call) => {
		const { estate } = call.server;
		const { id } = lookUp(call, referenceAt(call.parameters, 'entity'));
		const parent = estate.find(id) ?? estate.root;
		const name = textAt(call.parameters, 'name') ?? '';
		return found(
			call,
			estate.childrenOf(parent).find((child) => encodeName(child.name) === name),
		);
	},
};
export default method;
