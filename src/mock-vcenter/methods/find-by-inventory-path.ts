import { textAt } from '../../shared/xml-value.js';
import { encodeName } from '../managed-objects/shared/managed-entity.js';
import { replicaByPath } from '../server/replica-search.js';
import { found } from '../server/search.js';
import type { MockMethod } from './contract.js';

/** `Milan/vm/Prod/app-01`, with or without a slash before it; nothing when there is none. */
const method: MockMethod = {
	method: 'FindByInventoryPath',
	receivers: ['SearchIndex'],
	call: (call) => {
		const { estate, replica } = call.server;
		const path = textAt(call.parameters, 'inventoryPath') ?? '';
		return replica === undefined ? found(call, estate.findByPath(path, encodeName)) : replicaByPath(replica, path);
	},
};
export default method;
