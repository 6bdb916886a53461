import type { DatacenterEntity } from '../estate/entities.js';
import { data, ref, refs, string } from '../wire/value.js';
import { inventoryType } from './contract.js';
import { managedEntity } from './shared/managed-entity.js';

export default inventoryType<DatacenterEntity>({
	type: 'Datacenter',
	bases: ['ManagedEntity'],
	properties: (datacenter) => ({
		...managedEntity(datacenter),
		configuration: () => data('DatacenterConfigInfo', { defaultHardwareVersionKey: string(undefined) }),
		datastore: () => refs(datacenter.datastores),
		datastoreFolder: () => ref(datacenter.datastoreFolder),
		hostFolder: () => ref(datacenter.hostFolder),
		network: () => refs(datacenter.networks),
		networkFolder: () => ref(datacenter.networkFolder),
		vmFolder: () => ref(datacenter.vmFolder),
	}),
});
