import type { Entity } from '../estate/entities.js';
import { boolean, data, int, list, string } from '../wire/value.js';
import { inventoryType } from './contract.js';

/** Nothing starts by itself with a host of the mock. */
export default inventoryType<Entity>({
	type: 'HostAutoStartManager',
	bases: [],
	properties: () => ({
		config: () =>
			data('HostAutoStartManagerConfig', {
				defaults: data('AutoStartDefaults', {
					enabled: boolean(false),
					startDelay: int(120),
					stopDelay: int(120),
					waitForHeartbeat: boolean(false),
					stopAction: string('PowerOff'),
				}),
				powerInfo: list('AutoStartPowerInfo', []),
			}),
	}),
});
