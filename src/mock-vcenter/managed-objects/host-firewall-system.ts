import type { Entity, HostEntity } from '../estate/entities.js';

import { inventoryType } from './contract.js';
import { firewallInfo } from './shared/host-firewall.js';

export default inventoryType<Entity>({
	type: 'HostFirewallSystem',
	bases: [],
	properties: ({ parent }) => ({ firewallInfo: () => firewallInfo((parent as HostEntity).group) }),
});
