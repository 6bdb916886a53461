import { booleanAt, listAt, textAt } from '../shared/xml-value.js';
import { type Collector, part } from './contract.js';
import { text, vimBoolean } from './read/vim.js';

export default {
	concern: 'vm-state',
	title: 'VM state: power, connection, template, fault tolerance, disabled methods',
	parts: [
		part('vms', {
			powerState: {
				vim: { paths: ['runtime.powerState'], read: (vm) => text(vm, 'runtime.powerState') },
				rvtools: { tab: 'vInfo', columns: ['Powerstate'], one: (row) => row.text('Powerstate') },
				volatile: true,
			},
			connectionState: {
				vim: { paths: ['runtime.connectionState'], read: (vm) => text(vm, 'runtime.connectionState') },
				rvtools: { tab: 'vInfo', columns: ['Connection state'], one: (row) => row.text('Connection state') },
				volatile: true,
			},
			template: {
				vim: vimBoolean('config.template'),
				rvtools: { tab: 'vInfo', columns: ['Template'], one: (row) => row.boolean('Template') },
			},
			srmPlaceholder: {
				vim: {
					paths: ['config.managedBy'],
					absenceMeans: true,
					read: (vm) => textAt(vm.get('config.managedBy'), 'type')?.toLowerCase() === 'placeholdervm',
				},
				rvtools: { tab: 'vInfo', columns: ['SRM Placeholder'], one: (row) => row.boolean('SRM Placeholder') },
			},
			faultToleranceState: {
				vim: { paths: ['runtime.faultToleranceState'], read: (vm) => text(vm, 'runtime.faultToleranceState') },
				rvtools: { tab: 'vInfo', columns: ['FT State'], one: (row) => row.text('FT State') },
			},
			disabledMethods: {
				vim: {
					paths: ['disabledMethod'],
					absenceMeans: true,
					read: (vm) => listAt(vm.get('disabledMethod')).flatMap((method) => textAt(method) ?? []),
				},
				volatile: true,
			},
			toolsInstallerMounted: { vim: vimBoolean('runtime.toolsInstallerMounted'), volatile: true },
			suspendedToMemory: {
				vim: {
					paths: ['runtime.suspendedToMemory'],
					absenceMeans: true,
					read: (vm) => booleanAt(vm.get('runtime.suspendedToMemory')) ?? false,
				},
				rvtools: {
					tab: 'vInfo',
					columns: ['Suspended To Memory'],
					one: (row) => row.boolean('Suspended To Memory'),
				},
				volatile: true,
				optional: true,
			},
			consolidationNeeded: {
				vim: vimBoolean('runtime.consolidationNeeded'),
				rvtools: {
					tab: 'vInfo',
					columns: ['Consolidation Needed'],
					one: (row) => row.boolean('Consolidation Needed'),
				},
				volatile: true,
			},
			managedBy: {
				vim: {
					paths: ['config.managedBy'],
					absenceMeans: true,
					read: (vm) => {
						const type = textAt(vm.get('config.managedBy'), 'type');
						const extensionKey = textAt(vm.get('config.managedBy'), 'extensionKey') ?? '';
						return type === undefined ? { extensionKey } : { extensionKey, type };
					},
				},
			},
		}),
	],
} satisfies Collector;
