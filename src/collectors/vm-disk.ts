import type { VmDisk } from '../model/inventory/vm.js';
import { defined } from '../shared/defined.js';
import { booleanAt, textAt } from '../shared/xml-value.js';
import { type Collector, part, type SheetRow, type VimContext, type VimProperties } from './contract.js';
import { closeSizes } from './read/close-sizes.js';
import { datastorePath } from './read/datastore-path.js';
import { DEVICES, type Device, devicesOf, diskCapacity } from './read/devices.js';
import { linkedClone } from './read/linked-clone.js';
import { MIB, nameOf, refAt } from './read/vim.js';

const CAPACITY = 'Capacity MiB';
const PATH = 'Disk Path|Path';
const FIELDS = {
	label: 'Disk',
	capacityBytes: CAPACITY,
	datastoreName: PATH,
	path: PATH,
	thin: 'Thin',
	eagerlyScrub: 'Eagerly Scrub',
	mode: 'Disk Mode',
	sharing: 'Sharing mode',
	sharedBus: 'Shared Bus',
	controller: 'Label|Controller',
	raw: 'Raw',
	rdmLun: 'Raw LUN ID',
	rdmMode: 'Raw Comp. Mode',
};

function vimDisks(vm: VimProperties, context: VimContext): VmDisk[] | undefined {
	const devices = devicesOf(vm);
	if (devices === undefined) return undefined;
	const byKey = new Map(devices.map((device) => [device.key, device]));
	return devices
		.filter(({ type }) => type === 'VirtualDisk')
		.map((device) => vimDisk(device, byKey.get(device.controllerKey ?? ''), vm, context));
}

function vimDisk(device: Device, controller: Device | undefined, vm: VimProperties, context: VimContext): VmDisk {
	const { backing, backingType } = device;
	const raw = /RawDisk|Partitioned/.test(backingType);
	const path = textAt(backing, 'fileName');
	const datastore = refAt(backing, 'datastore');
	return defined({
		id: device.key,
		label: device.label,
		capacityBytes: diskCapacity(device),
		datastore,
		datastoreName: nameOf(context, datastore) ?? datastorePath(path)?.datastore,
		path,
		thin: booleanAt(backing, 'thinProvisioned'),
		eagerlyScrub: booleanAt(backing, 'eagerlyScrub'),
		mode: textAt(backing, 'diskMode'),
		sharing: textAt(backing, 'sharing'),
		sharedBus: textAt(controller?.element, 'sharedBus'),
		controller: controller?.label,
		raw: backing === undefined ? undefined : raw,
		rdmMode: raw ? textAt(backing, 'compatibilityMode') : undefined,
		rdmLun: raw ? (textAt(backing, 'lunUuid') ?? textAt(backing, 'deviceName')) : undefined,
		encrypted: backing === undefined ? undefined : textAt(backing, 'keyId.keyId') !== undefined,
		keyProvider: textAt(backing, 'keyId.providerId.id'),
		keyId: textAt(backing, 'keyId.keyId'),
		linkedClone: linkedClone(device, vm),
	}) as VmDisk;
}

/** Whether a disk is a linked clone; unknown while one does not tell and none is. */
function anyLinked(disks: readonly VmDisk[] | undefined): boolean | undefined {
	if (disks?.some((disk) => disk.linkedClone === true)) return true;
	return disks?.every((disk) => disk.linkedClone === false) ? false : undefined;
}

function sheetDisks(rows: readonly SheetRow[], idOf: (name: string) => string | undefined): VmDisk[] | undefined {
	// A VM without rows has unknown disks, not none (clarifications 6.16).
	if (rows.length === 0) return undefined;
	const ids = new Set<string>();
	return rows.map((row, position) => {
		const key = row.text('Disk Key');
		const id = key !== undefined && !ids.has(key) ? key : `#${position + 1}`;
		ids.add(id);
		return sheetDisk(id, row, idOf);
	});
}

function sheetDisk(id: string, row: SheetRow, idOf: (name: string) => string | undefined): VmDisk {
	const path = row.text('Disk Path') ?? row.text('Path');
	const datastoreName = datastorePath(path)?.datastore;
	const capacity = row.number(CAPACITY);
	return defined({
		id,
		label: row.text(FIELDS.label),
		capacityBytes: capacity === undefined ? undefined : capacity * MIB,
		datastore: datastoreName === undefined ? undefined : idOf(datastoreName),
		datastoreName,
		path,
		thin: row.boolean(FIELDS.thin),
		eagerlyScrub: row.boolean(FIELDS.eagerlyScrub),
		mode: row.text(FIELDS.mode),
		sharing: row.text(FIELDS.sharing),
		sharedBus: row.text(FIELDS.sharedBus),
		controller: row.text('Label') ?? row.text('Controller'),
		raw: row.boolean(FIELDS.raw),
		rdmLun: row.text(FIELDS.rdmLun),
		rdmMode: row.text(FIELDS.rdmMode),
	}) as VmDisk;
}

export default {
	concern: 'vm-disk',
	title: 'VM disks: capacity, datastore, provisioning, sharing, raw mappings, encryption',
	parts: [
		part('vms', {
			linkedClone: {
				vim: {
					paths: [DEVICES, 'snapshot'],
					weight: 'heavy',
					read: (vm, context) => anyLinked(vimDisks(vm, context)),
				},
			},
			disks: {
				vim: {
					paths: [DEVICES, 'snapshot'],
					weight: 'heavy',
					needs: [{ type: 'Datastore', paths: ['name'] }],
					read: vimDisks,
				},
				rvtools: {
					tab: 'vDisk',
					columns: [
						'Disk|Disk Key|Disk Path|Capacity MiB',
						'Disk Key',
						'Disk Path',
						'Path',
						'Label',
						'Controller',
						...Object.values(FIELDS),
					],
					fields: FIELDS,
					many: (rows, context) => sheetDisks(rows, (name) => context.idByName('datastores', name)),
				},
				witnesses: [
					{
						tab: 'vInfo',
						columns: ['Total disk capacity MiB'],
						contradiction: (value, rows) => {
							const total = rows[0]?.number('Total disk capacity MiB');
							const sizes = (value as VmDisk[]).map((disk) => disk.capacityBytes);
							if (total === undefined || sizes.includes(undefined)) return undefined;
							const sum = sizes.reduce<number>((a, b) => a + (b ?? 0), 0);
							return closeSizes(sum, total * MIB)
								? undefined
								: `${Math.round(sum / MIB)} MiB (vDisk), ${total} MiB (vInfo Total disk capacity MiB)`;
						},
					},
				],
				items: [
					'capacityBytes',
					'datastoreName',
					'thin',
					'mode',
					'sharing',
					'sharedBus',
					'raw',
					'encrypted',
					'linkedClone',
				],
			},
		}),
	],
} satisfies Collector;
