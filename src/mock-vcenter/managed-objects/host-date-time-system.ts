import type { Entity, HostEntity } from '../estate/entities.js';

import { inventoryType } from './contract.js';
import { dateTimeInfo } from './shared/host-config.js';

export default inventoryType<Entity>({
	type: 'HostDateTimeSystem',
	bases: [],
	properties: ({ parent }) => ({ dateTimeInfo: () => dateTimeInfo(parent as HostEntity) }),
});
