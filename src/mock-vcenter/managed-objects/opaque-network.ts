import type { NetworkEntity } from '../estate/entities.js';
import { uuidOf } from '../estate/identity.js';
import { data, string } from '../wire/value.js';
import { inventoryType } from './contract.js';
import { network, networkSummary } from './shared/network.js';

export default inventoryType<NetworkEntity>({
	type: 'OpaqueNetwork',
	bases: ['Network', 'ManagedEntity'],
	properties: (entity, { estate }) => ({
		...network(entity, estate),
		capability: undefined,
		extraConfig: undefined,
		summary: () =>
			data('OpaqueNetworkSummary', {
				...networkSummary(entity, estate),
				opaqueNetworkId: string(uuidOf('opaque', entity.name)),
				opaqueNetworkType: string('nsx.LogicalSwitch'),
			}),
	}),
});
