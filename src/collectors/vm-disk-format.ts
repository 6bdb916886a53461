import { at, booleanAt, listAt, textAt, type XmlValue } from '../shared/xml-value.js';
import { type Collector, part, type SheetRow, type VimProperties } from './contract.js';
import { DEVICES, type Device, devicesOf } from './read/devices.js';

/** Backings of hosted products, and the sparse one of View (requirements A10). */
const HOSTED = /^VirtualDisk(SparseVer1|SparseVer2|FlatVer1|SeSparse|PartitionedRaw.*)BackingInfo$/;
const FILES = ['snapshotDirectory', 'suspendDirectory', 'logDirectory'];

function disksOf(vm: VimProperties): readonly Device[] | undefined {
	return devicesOf(vm)?.filter(({ type }) => type === 'VirtualDisk');
}

/** A disk and its parents, the running one first. */
function chain(backing: XmlValue | undefined): XmlValue[] {
	const found: XmlValue[] = [];
	for (let current = backing; current !== undefined && found.length < 256; current = at(current, 'parent'))
		found.push(current);
	return found;
}

function nativeDelta(vm: VimProperties): boolean | undefined {
	return disksOf(vm)?.some(
		({ element, backing }) =>
			booleanAt(element, 'nativeUnmanagedLinkedClone') === true ||
			chain(backing).some((link) => textAt(link, 'deltaDiskFormat') === 'nativeFormat'),
	);
}

function ioFilters(vm: VimProperties): string[] | undefined {
	const names = disksOf(vm)?.flatMap(({ element }) => [
		...listAt(element, 'iofilter').flatMap((filter) => textAt(filter) ?? []),
		...listAt(element, 'independentFilters').flatMap(
			(filter) => textAt(filter, 'filterName') ?? textAt(filter, 'id') ?? [],
		),
		...(at(element, 'vFlashCacheConfigInfo') === undefined ? [] : ['flash read cache']),
	]);
	return names && [...new Set(names)].sort();
}

function persistentMemory(vm: VimProperties): boolean | undefined {
	return devicesOf(vm)?.some(
		({ type, backingType }) => type === 'VirtualNVDIMM' || backingType === 'VirtualDiskLocalPMemBackingInfo',
	);
}

/** Whether a directory of the VM is not its home: vCenter writes the home directory itself as the default. */
function ownDirectories(home: string | undefined, directories: readonly (string | undefined)[]): boolean | undefined {
	const folder = home?.slice(0, Math.max(0, home.lastIndexOf('/')));
	if (folder === undefined || folder === '') return undefined;
	return directories.some((one) => one !== undefined && one !== '' && one.replace(/\/+$/, '') !== folder);
}

function sheetDirectories(row: SheetRow): boolean | undefined {
	const columns = ['Snapshot directory', 'Suspend directory', 'Log directory'].filter((column) => row.has(column));
	if (columns.length === 0) return undefined;
	return ownDirectories(
		row.text('Path'),
		columns.map((column) => row.text(column)),
	);
}

export default {
	concern: 'vm-disk-format',
	title:
		'What disks are made of: native deltas, sector formats, filters, first-class disks, persistent memory, directories',
	parts: [
		part('vms', {
			nativeDelta: { vim: { paths: [DEVICES], weight: 'heavy', read: nativeDelta } },
			hostedDisks: {
				vim: {
					paths: [DEVICES],
					weight: 'heavy',
					read: (vm) =>
						disksOf(vm)
							?.filter(({ backingType }) => HOSTED.test(backingType))
							.map(({ label, key }) => label ?? key),
				},
			},
			sectorFormats: {
				vim: {
					paths: [DEVICES],
					weight: 'heavy',
					read: (vm) => {
						const formats = disksOf(vm)?.flatMap(({ element }) => textAt(element, 'virtualDiskFormat') ?? []);
						return formats && [...new Set(formats)];
					},
				},
			},
			ioFilters: { vim: { paths: [DEVICES], weight: 'heavy', read: ioFilters } },
			firstClassDisks: {
				vim: {
					paths: [DEVICES],
					weight: 'heavy',
					read: (vm) => disksOf(vm)?.some(({ element }) => at(element, 'vDiskId') !== undefined),
				},
			},
			persistentMemory: { vim: { paths: [DEVICES], weight: 'heavy', read: persistentMemory } },
			npiv: {
				vim: {
					paths: ['config.npivPortWorldWideName', DEVICES],
					weight: 'heavy',
					read: (vm) => listAt(vm.get('config.npivPortWorldWideName')).length > 0,
				},
			},
			ownDirectories: {
				vim: {
					paths: ['config.files'],
					read: (vm) =>
						ownDirectories(
							textAt(vm.get('config.files'), 'vmPathName'),
							FILES.map((name) => textAt(vm.get('config.files'), name)),
						),
				},
				rvtools: {
					tab: 'vInfo',
					columns: ['Path', 'Snapshot directory', 'Suspend directory', 'Log directory'],
					one: sheetDirectories,
				},
				optional: true,
			},
		}),
	],
} satisfies Collector;
