import { booleanAt, listAt, textAt } from '../shared/xml-value.js';
import { type Collector, part, type VimProperties } from './contract.js';
import { text, vimBoolean, vimText } from './read/vim.js';

const FAILOVER = 'Vm Failover In Progress';

/** Whether the VM is the frozen parent of instant clones, or one of these (VirtualMachineForkConfigInfo). */
const FROZEN = ['runtime.instantCloneFrozen', 'runtime.quiescedForkParent'];

function conditions(vm: VimProperties): string[] {
	const is = (path: string) => booleanAt(vm.get(path)) === true;
	return [
		...(vm.get('runtime.question') === undefined ? [] : ['question']),
		...(is('runtime.snapshotInBackground') ? ['background-snapshot'] : []),
		...(is('runtime.paused') ? ['paused'] : []),
		...(FROZEN.some(is) ? ['instant-clone-frozen'] : []),
		...(textAt(vm.get('config.forkConfigInfo'), 'childForkGroupId') === undefined ? [] : ['instant-clone']),
	];
}

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
			conditions: {
				vim: {
					paths: [
						'runtime.powerState',
						'runtime.question',
						'runtime.snapshotInBackground',
						'runtime.paused',
						'runtime.instantCloneFrozen',
						'runtime.quiescedForkParent',
						'config.forkConfigInfo',
					],
					absenceMeans: true,
					read: conditions,
				},
				volatile: true,
			},
			heartbeat: {
				vim: vimText('guestHeartbeatStatus'),
				rvtools: { tab: 'vInfo', columns: ['Heartbeat'], one: (row) => row.text('Heartbeat')?.toLowerCase() },
				volatile: true,
			},
			failoverInProgress: {
				vim: {
					paths: ['runtime.powerState', 'runtime.vmFailoverInProgress'],
					absenceMeans: true,
					read: (vm) => booleanAt(vm.get('runtime.vmFailoverInProgress')) ?? false,
				},
				rvtools: {
					tab: 'vInfo',
					columns: [FAILOVER],
					// Blank while no failover runs.
					one: (row) => row.boolean(FAILOVER) ?? false,
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
			replicated: {
				vim: {
					paths: ['config.repConfig'],
					absenceMeans: true,
					read: (vm) => vm.get('config.repConfig') !== undefined,
				},
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
