import { textAt } from '../../shared/xml-value.js';
import type { Entity } from '../estate/entities.js';
import { encodeName } from '../managed-objects/shared/managed-entity.js';
import { ref } from '../wire/value.js';
import { writeMember } from '../wire/write.js';
import type { MockMethod } from './contract.js';

/** `Milan/vm/Prod/app-01`, with or without a slash before it; nothing when there is none. */
const method: MockMethod = {
	method: 'FindByInventoryPath',
	receivers: ['SearchIndex'],
	call: ({ server: { estate }, parameters }) => {
		const steps = (textAt(parameters, 'inventoryPath') ?? '').split('/').filter((step) => step !== '');
		let entity: Entity | undefined = estate.root;
		for (const step of steps)
			entity = entity && estate.childrenOf(entity).find(({ name }) => encodeName(name) === step);
		return entity === undefined ? '' : writeMember('returnval', ref(entity));
	},
};
export default method;
