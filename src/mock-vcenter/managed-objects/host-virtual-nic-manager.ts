import type { Entity, HostEntity } from '../estate/entities.js';

import { inventoryType } from './contract.js';
import { virtualNicManagerInfo } from './shared/host-vmkernel.js';

export default inventoryType<Entity>({
	type: 'HostVirtualNicManager',
	bases: [],
	properties: ({ parent }) => ({ info: () => virtualNicManagerInfo(parent as HostEntity) }),
});
