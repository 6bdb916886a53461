import type { VmMedia } from '../model/inventory/vm.js';
import { defined } from '../shared/defined.js';
import { textAt } from '../shared/xml-value.js';
import { type Collector, part, type SheetContext, type SheetRow, type VimProperties } from './contract.js';
import { datastorePath } from './read/datastore-path.js';
import { DEVICES, type Device, devicesOf } from './read/devices.js';
import { refAt } from './read/vim.js';

type Backing = 'iso' | 'host' | 'client' | 'none';
/** Kinds by vim25 device type, for each datum. */
const DRIVES: Readonly<Record<string, string>> = { VirtualCdrom: 'cdrom' };
const FLOPPIES: Readonly<Record<string, string>> = { VirtualFloppy: 'floppy' };
const USB: Readonly<Record<string, string>> = { VirtualUSB: 'usb' };

/** What a vim25 backing type stands for. Remote backings lead to the computer of whoever opened the console. */
function backingOf(type: string): Backing | undefined {
	if (type === '') return 'none';
	if (/Remote/.test(type)) return type.includes('USBRemoteHost') ? 'host' : 'client';
	if (/Iso|Image/.test(type)) return 'iso';
	return /Atapi|Passthrough|Device|USBBacking/.test(type) ? 'host' : undefined;
}

function vimMedia(vm: VimProperties, kinds: Readonly<Record<string, string>>): VmMedia[] | undefined {
	return devicesOf(vm)?.flatMap((device) => {
		const kind = kinds[device.type];
		return kind === undefined ? [] : [vimMedium(device, kind)];
	});
}

function vimMedium(device: Device, kind: string): VmMedia {
	const file = textAt(device.backing, 'fileName');
	const place = datastorePath(file);
	const backing = backingOf(device.backingType);
	return defined({
		id: device.key,
		label: device.label,
		kind,
		backing,
		connected: device.connected,
		startConnected: device.startConnected,
		isoDatastoreName: backing === 'iso' ? place?.datastore : undefined,
		isoDatastore: backing === 'iso' ? refAt(device.backing, 'datastore') : undefined,
		isoPath: backing === 'iso' ? file : undefined,
	}) as VmMedia;
}

const CD = { label: 'Device Node', backing: 'Device Type', connected: 'Connected', startConnected: 'Starts Connected' };
const ISO = /^ISO\s+(\[.*)$/i;

/** The texts of `Device Type` (clarifications 5.6, 6.16); any other is unknown. */
function writtenBacking(text: string | undefined): Backing | undefined {
	if (text === undefined) return undefined;
	if (ISO.test(text)) return 'iso';
	if (/^remote|^client device/i.test(text)) return 'client';
	return /^(atapi|host)/i.test(text) ? 'host' : undefined;
}

function sheetDrive(kind: string, row: SheetRow, position: number, context: SheetContext): VmMedia {
	const type = row.text(CD.backing);
	const path = ISO.exec(type ?? '')?.[1];
	const datastore = datastorePath(path)?.datastore;
	return defined({
		id: `${kind}#${position + 1}`,
		label: row.text(CD.label),
		kind,
		backing: writtenBacking(type),
		connected: row.boolean(CD.connected),
		startConnected: row.boolean(CD.startConnected),
		isoDatastoreName: datastore,
		isoDatastore: datastore === undefined || datastore === '' ? undefined : context.idByName('datastores', datastore),
		isoPath: path,
	}) as VmMedia;
}

const IN_USB = { label: 'Device Node', backing: 'Device Type', connected: 'Connected' };

function sheetUsb(row: SheetRow, position: number): VmMedia {
	const type = row.text(IN_USB.backing) ?? '';
	return defined({
		id: `usb#${position + 1}`,
		label: row.text(IN_USB.label),
		kind: 'usb',
		backing: /client|remote/i.test(type) ? 'client' : /host/i.test(type) ? 'host' : undefined,
		connected: row.boolean(IN_USB.connected),
	}) as VmMedia;
}

export default {
	concern: 'vm-media',
	title: 'CD-ROM and floppy drives and USB devices of VMs: backing and connection',
	parts: [
		part('vms', {
			media: {
				vim: { paths: [DEVICES], weight: 'heavy', read: (vm) => vimMedia(vm, DRIVES) },
				rvtools: {
					tab: 'vCD',
					columns: ['Device Node|Device Type', ...Object.values(CD)],
					fields: CD,
					many: (rows, context) => rows.map((row, position) => sheetDrive('cdrom', row, position, context)),
				},
				volatile: true,
				items: ['backing', 'connected'],
			},
			floppies: {
				vim: { paths: [DEVICES], weight: 'heavy', read: (vm) => vimMedia(vm, FLOPPIES) },
				// RVTools 4 has no such tab any more.
				rvtools: {
					tab: 'vFloppy',
					columns: ['Device Node|Device Type', ...Object.values(CD)],
					fields: CD,
					many: (rows, context) => rows.map((row, position) => sheetDrive('floppy', row, position, context)),
				},
				volatile: true,
				items: ['backing', 'connected'],
			},
			usb: {
				vim: { paths: [DEVICES], weight: 'heavy', read: (vm) => vimMedia(vm, USB) },
				rvtools: {
					tab: 'vUSB',
					columns: ['Device Node|Device Type', ...Object.values(IN_USB)],
					fields: IN_USB,
					many: (rows) => rows.map(sheetUsb),
				},
				volatile: true,
				items: ['backing', 'connected'],
			},
		}),
	],
} satisfies Collector;
