import { textAt } from '../../shared/xml-value.js';
import { encodeName } from '../managed-objects/shared/managed-entity.js';
import { found } from '../server/search.js';
import type { MockMethod } from './contract.js';

/** `Milan/vm/Prod/app-01`, with or without a slash before it; nothing when there is none. */
const method: MockMethod = {
	method: 'FindByInventoryPath',
	receivers: ['SearchIndex'],
	call: (call) =>
		found(call, call.server.estate.findByPath(textAt(call.parameters, 'inventoryPath') ?? '', encodeName)),
};
export default method;
