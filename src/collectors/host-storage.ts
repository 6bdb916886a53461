import { listAt, textAt } from '../shared/xml-value.js';
import { type Collector, part } from './contract.js';

const LUNS = 'config.storageDevice.scsiLun';

export default {
	concern: 'host-storage',
	title: 'Storage devices of hosts: LUNs that they see, I/O filters',
	parts: [
		part('hosts', {
			luns: {
				vim: {
					paths: [LUNS],
					weight: 'heavy',
					read: (host) =>
						host.get(LUNS) === undefined
							? undefined
							: listAt(host.get(LUNS)).flatMap((lun) =>
									[textAt(lun, 'uuid') ?? [], textAt(lun, 'canonicalName') ?? []].flat(),
								),
				},
				rvtools: {
					tab: 'vMultiPath',
					columns: ['Disk', 'UUID'],
					many: (rows) =>
						rows.length === 0
							? undefined
							: [...new Set(rows.flatMap((row) => [row.text('UUID') ?? [], row.text('Disk') ?? []].flat()))],
				},
				optional: true,
			},
			// Unset where no filter is installed.
			ioFilters: {
				vim: {
					paths: ['config.ioFilterInfo', LUNS],
					weight: 'heavy',
					read: (host) => listAt(host.get('config.ioFilterInfo')).flatMap((filter) => textAt(filter, 'id') ?? []),
				},
				optional: true,
			},
		}),
	],
} satisfies Collector;
