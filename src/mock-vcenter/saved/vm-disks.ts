import type { Vm, VmDisk } from '../../model/inventory/vm.js';
import { ref } from '../wire/value.js';
import type { PlainObject } from './plain.js';

/** What all devices have in common. */
export function head({ id, label }: { id: string; label?: string | undefined }): PlainObject {
	return { key: id, deviceInfo: label === undefined ? undefined : { label } };
}

/** A disk. What is known of all disks of a VM together is told by the first one. */
export function diskOf(disk: VmDisk, position: number, vm: Vm, controllerKey: number | undefined): PlainObject {
	const { capacityBytes } = disk;
	return {
		$type: 'VirtualDisk',
		...head(disk),
		backing: disk.raw === undefined ? undefined : diskBacking(disk, vm),
		controllerKey,
		capacityInKB: capacityBytes === undefined ? undefined : Math.floor(capacityBytes / 1024),
		capacityInBytes: capacityBytes,
		virtualDiskFormat: vm.sectorFormats?.[position],
		...(position === 0 ? together(vm) : {}),
	};
}

const FLASH = 'flash read cache';

function together({ ioFilters = [], firstClassDisks }: Vm): PlainObject {
	const filters = ioFilters.filter((name) => name !== FLASH);
	return {
		iofilter: filters.length === 0 ? undefined : filters,
		vFlashCacheConfigInfo: ioFilters.includes(FLASH) ? { vFlashModule: 'vfc' } : undefined,
		vDiskId: firstClassDisks === true ? { id: 'not-told' } : undefined,
	};
}

function diskBacking(disk: VmDisk, vm: Vm): PlainObject {
	const common = {
		deltaDiskFormat: vm.nativeDelta === true && disk.id === vm.disks?.[0]?.id ? 'nativeFormat' : undefined,
		fileName: disk.path,
		datastore: disk.datastore === undefined ? undefined : ref({ type: 'Datastore', id: disk.datastore }),
	};
	const keyId =
		disk.keyId === undefined
			? undefined
			: { keyId: disk.keyId, providerId: disk.keyProvider === undefined ? undefined : { id: disk.keyProvider } };
	if (disk.raw === true)
		return {
			$type: 'VirtualDiskRawDiskMappingVer1BackingInfo',
			...common,
			lunUuid: disk.rdmLun,
			compatibilityMode: disk.rdmMode,
			diskMode: disk.mode,
			sharing: disk.sharing,
			thinProvisioned: disk.thin,
		};
	return {
		$type: backingType(disk, vm),
		...common,
		diskMode: disk.mode,
		thinProvisioned: disk.thin,
		eagerlyScrub: disk.eagerlyScrub,
		keyId,
		sharing: disk.sharing,
		parent:
			disk.linkedClone === true
				? { $type: 'VirtualDiskFlatVer2BackingInfo', fileName: '[not told] not told/base.vmdk' }
				: undefined,
	};
}

/** Which hosted format it is is not kept. */
function backingType(
	{ id, label }: VmDisk,
	{ hostedDisks = [], persistentMemory, devices = [], disks = [] }: Vm,
): string {
	if (hostedDisks.includes(label ?? id)) return 'VirtualDiskSparseVer2BackingInfo';
	const module = devices.some(({ type }) => type === 'VirtualNVDIMM');
	if (persistentMemory === true && !module && disks[0]?.id === id) return 'VirtualDiskLocalPMemBackingInfo';
	return 'VirtualDiskFlatVer2BackingInfo';
}
