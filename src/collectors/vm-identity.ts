import { textAt } from '../shared/xml-value.js';
import type { SheetRow, VimContext, VimProperties } from './contract.js';
import { anyPlace, type Collector, part } from './contract.js';
import { folderPath } from './read/rvtools-path.js';
import { folderPathOf, TREE, text } from './read/vim.js';

const FOLDER_TABS = ['vInfo', 'vCPU', 'vMemory', 'vDisk', 'vNetwork'];
const VAPP = { type: 'VirtualApp', paths: ['name', 'parent', 'parentFolder'] };

/** The folder of a VM; one inside a vApp has no parent of its own. */
function folderOf(vm: VimProperties, context: VimContext): string | undefined {
	const vApp = text(vm, 'parentVApp');
	return text(vm, 'parent') ?? (vApp === undefined ? undefined : textAt(context.property(vApp, 'parentFolder')));
}

function rvtoolsPath(row: SheetRow): string | undefined {
	return folderPath(row.text('Folder'), row.text('Datacenter'));
}

export default {
	concern: 'vm-identity',
	title: 'VM identity: UUIDs, folder and the name of the guest',
	parts: [
		part('vms', {
			uuid: {
				vim: { paths: ['config.uuid'], read: (vm) => text(vm, 'config.uuid') },
				rvtools: {
					tab: 'vInfo',
					columns: ['SMBIOS UUID'],
					one: (row) => row.text('SMBIOS UUID'),
				},
			},
			instanceUuid: {
				vim: { paths: ['config.instanceUuid'], read: (vm) => text(vm, 'config.instanceUuid') },
				rvtools: { tab: 'vInfo', columns: ['VM UUID|UUID'], one: (row) => row.text('VM UUID|UUID') },
			},
			guestHostName: {
				vim: {
					paths: ['guest.hostName', 'guest.toolsRunningStatus'],
					// Always reported beside the name, which is not while the guest tells none.
					read: (vm) =>
						text(vm, 'guest.hostName') ?? (vm.get('guest.toolsRunningStatus') === undefined ? undefined : ''),
				},
				rvtools: { tab: 'vInfo', columns: ['DNS Name'], one: (row) => row.text('DNS Name') ?? '' },
			},
			folder: {
				vim: {
					paths: ['parent', 'parentVApp'],
					needs: [VAPP],
					read: folderOf,
				},
				optional: true,
			},
			path: {
				vim: {
					paths: ['parent', 'parentVApp'],
					needs: [...TREE, VAPP],
					unreported: 'read-error',
					read: (vm, context) => folderPathOf(context, folderOf(vm, context)),
				},
				rvtools: FOLDER_TABS.map((tab) => ({ tab, columns: ['Folder', 'Datacenter'], one: rvtoolsPath })),
				agree: anyPlace,
			},
		}),
	],
} satisfies Collector;
