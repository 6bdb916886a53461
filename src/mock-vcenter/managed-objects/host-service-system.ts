import type { Entity, HostEntity } from '../estate/entities.js';

import { inventoryType } from './contract.js';
import { serviceInfo } from './shared/host-config.js';

export default inventoryType<Entity>({
	type: 'HostServiceSystem',
	bases: [],
	properties: ({ parent }) => ({ serviceInfo: () => serviceInfo(parent as HostEntity) }),
});
