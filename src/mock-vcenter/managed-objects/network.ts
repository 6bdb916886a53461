import type { NetworkEntity } from '../estate/entities.js';
import { inventoryType } from './contract.js';
import { network } from './shared/network.js';

/** A network of standard switches: one object for port groups of one name. */
export default inventoryType<NetworkEntity>({
	type: 'Network',
	bases: ['ManagedEntity'],
	properties: (entity, { estate }) => network(entity, estate),
});
