import { textAt } from '../shared/xml-value.js';
import { type Collector, part } from './contract.js';
import { text } from './read/vim.js';

/** 19 from `vmx-19`. */
function hardwareVersion(version: string | undefined): number | undefined {
	const match = /^vmx-0*(\d+)$/i.exec(version?.trim() ?? '');
	return match === null ? undefined : Number(match[1]);
}

export default {
	concern: 'hardware-version',
	title: 'Virtual hardware version, and whether it is raised by itself',
	parts: [
		part('vms', {
			hardwareVersion: {
				vim: { paths: ['config.version'], read: (vm) => hardwareVersion(text(vm, 'config.version')) },
				rvtools: [
					{
						tab: 'vInfo',
						columns: ['HW version|VM Version'],
						one: (row) => {
							const text = row.text('HW version|VM Version');
							return text?.toLowerCase().startsWith('vmx')
								? (hardwareVersion(text) ?? row.unreadable('HW version|VM Version'))
								: row.number('HW version|VM Version');
						},
					},
					{ tab: 'vTools', columns: ['VM Version'], one: (row) => row.number('VM Version') },
				],
			},
			hardwareUpgrade: {
				vim: {
					paths: ['config.version', 'config.scheduledHardwareUpgradeInfo'],
					absenceMeans: true,
					read: (vm) => textAt(vm.get('config.scheduledHardwareUpgradeInfo'), 'upgradePolicy') ?? 'never',
				},
				rvtools: { tab: 'vInfo', columns: ['HW upgrade policy'], one: (row) => row.text('HW upgrade policy') },
			},
		}),
	],
} satisfies Collector;
