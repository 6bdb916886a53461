import { type Collector, part } from './contract.js';
import { vimBoolean, vimText } from './read/vim.js';

export default {
	concern: 'host-state',
	title: 'Host state: connection, power, maintenance, quarantine',
	parts: [
		part('hosts', {
			connectionState: {
				vim: vimText('runtime.connectionState'),
				// Not exported: a host that runs a connected VM was connected (clarifications 6.16); of an empty one nothing is known.
				rvtools: {
					tab: 'vInfo',
					columns: ['Connection state', 'Powerstate'],
					many: (rows) =>
						rows.some((row) => row.text('Powerstate') === 'poweredOn' && row.text('Connection state') === 'connected')
							? 'connected'
							: undefined,
				},
				volatile: true,
			},
			powerState: { vim: vimText('runtime.powerState'), volatile: true },
			maintenanceMode: {
				vim: vimBoolean('runtime.inMaintenanceMode'),
				rvtools: {
					tab: 'vHost',
					columns: ['in Maintenance Mode'],
					one: (row) => row.boolean('in Maintenance Mode'),
				},
				volatile: true,
			},
			haState: {
				vim: vimText('runtime.dasHostState.state'),
				volatile: true,
				// Only a host of a cluster with HA has one.
				optional: true,
			},
			quarantineMode: {
				vim: vimBoolean('runtime.inQuarantineMode'),
				rvtools: { tab: 'vHost', columns: ['in Quarantine Mode'], one: (row) => row.boolean('in Quarantine Mode') },
				volatile: true,
			},
		}),
	],
} satisfies Collector;
