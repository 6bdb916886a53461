import type { Entity, HostEntity } from '../estate/entities.js';
import { inventoryType } from './contract.js';
import { dnsConfig, networkInfo } from './shared/host-network.js';

export default inventoryType<Entity>({
	type: 'HostNetworkSystem',
	bases: [],
	properties: ({ parent }, { estate }) => ({
		capabilities: undefined,
		consoleIpRouteConfig: undefined,
		dnsConfig: () => dnsConfig(parent as HostEntity),
		networkInfo: () => networkInfo(parent as HostEntity, estate),
		offloadCapabilities: undefined,
	}),
});
