import type { VmEntity } from '../../estate/entities.js';
import { uuidOf } from '../../estate/identity.js';
import type { DiskSpec } from '../../scenario/vm-schema.js';
import {
	boolean,
	type Data,
	data,
	derived,
	type Field,
	type Fields,
	int,
	long,
	ref,
	string,
} from '../../wire/value.js';
import { connectable } from './vm-connectable.js';
import { capacityOf, datastoreOf, FIRST_DISK, fileOf, powerOf } from './vm-figures.js';
import { nics } from './vm-nics.js';

const SCSI_CONTROLLER = 1000;
const DISKS_PER_CONTROLLER = 15;

/** `config.hardware.device`: what every VM has, then its disks, NICs, drives and special devices. */
export function devices(vm: VmEntity): Data[] {
	const controllers = Math.max(1, Math.ceil(vm.group.disks.length / DISKS_PER_CONTROLLER));
	return [
		device('VirtualIDEController', 200, 'IDE 0', { busNumber: int(0) }),
		device('VirtualPCIController', 100, 'PCI controller 0', { busNumber: int(0) }),
		device('VirtualKeyboard', 600, 'Keyboard', { controllerKey: int(300) }),
		device('VirtualPointingDevice', 700, 'Pointing device', { controllerKey: int(300) }),
		device('VirtualMachineVideoCard', 500, 'Video card', { controllerKey: int(100), videoRamSizeInKB: long(16_384) }),
		...Array.from({ length: controllers }, (_, index) => scsiController(vm, index)),
		...vm.group.disks.map((disk, index) => virtualDisk(vm, disk, index)),
		...nics(vm),
		...(vm.group.cdrom === undefined ? [] : [cdrom(vm)]),
		...(vm.group.devices ?? []).map((type, index) => special(type, index, powerOf(vm) === 'poweredOn')),
	];
}

function device(type: string, key: number, label: string, fields: Fields, summary = label): Data {
	const { backing, connectable, ...rest } = fields;
	return derived(type, {
		key: int(key),
		deviceInfo: data('Description', { label: string(label), summary: string(summary) }),
		...(backing === undefined ? {} : { backing }),
		...(connectable === undefined ? {} : { connectable }),
		...rest,
	});
}

function scsiController(vm: VmEntity, index: number): Data {
	return device('ParaVirtualSCSIController', SCSI_CONTROLLER + index, `SCSI controller ${index}`, {
		controllerKey: int(100),
		busNumber: int(index),
		hotAddRemove: boolean(true),
		sharedBus: string(vm.group.scsiSharing ?? 'noSharing'),
		scsiCtlrUnitNumber: int(7),
	});
}

function virtualDisk(vm: VmEntity, disk: DiskSpec, index: number): Data {
	const unit = index % DISKS_PER_CONTROLLER;
	const capacity = capacityOf(disk);
	return device(
		'VirtualDisk',
		FIRST_DISK + index,
		`Hard disk ${index + 1}`,
		{
			backing: disk.rdm === undefined ? flatBacking(vm, disk, index) : rawBacking(vm, disk, index),
			controllerKey: int(SCSI_CONTROLLER + Math.floor(index / DISKS_PER_CONTROLLER)),
			unitNumber: int(unit >= 7 ? unit + 1 : unit),
			capacityInKB: long(Math.floor(capacity / 1024)),
			capacityInBytes: long(capacity),
			nativeUnmanagedLinkedClone: boolean(false),
		},
		`${Math.floor(capacity / 1024).toLocaleString('en-US')} KB`,
	);
}

function fileFields(vm: VmEntity, disk: DiskSpec, index: number): Fields {
	const datastore = datastoreOf(vm, disk);
	return {
		fileName: string(fileOf(vm, `${diskSuffix(vm, index)}.vmdk`, disk)),
		datastore: datastore === undefined ? undefined : ref(datastore),
		backingObjectId: string(''),
	};
}

/** The current file of a disk: its number, and the newest snapshot's delta. */
export function diskSuffix(vm: VmEntity, index: number, snapshots = vm.group.snapshots?.length ?? 0): string {
	const number = index === 0 ? '' : `_${index}`;
	return snapshots === 0 ? number : `${number}-${String(snapshots).padStart(6, '0')}`;
}

function flatBacking(vm: VmEntity, disk: DiskSpec, index: number, snapshots = vm.group.snapshots?.length ?? 0): Data {
	const provisioning = disk.provisioning ?? 'thin';
	const file = fileOf(vm, `${diskSuffix(vm, index, snapshots)}.vmdk`, disk);
	return derived('VirtualDiskFlatVer2BackingInfo', {
		...fileFields(vm, disk, index),
		fileName: string(file),
		diskMode: string(disk.mode ?? 'persistent'),
		split: boolean(false),
		writeThrough: boolean(false),
		thinProvisioned: boolean(provisioning === 'thin'),
		eagerlyScrub: provisioning === 'thin' ? undefined : boolean(provisioning === 'eager'),
		uuid: string(uuidOf('disk', file)),
		parent: snapshots === 0 ? undefined : () => ({ ...flatBacking(vm, disk, index, snapshots - 1), typed: false }),
		digestEnabled: boolean(false),
		sharing: string(disk.sharing ?? 'sharingNone'),
		keyId: disk.encrypted === true ? keyIdOf(vm) : undefined,
	});
}

function rawBacking(vm: VmEntity, disk: DiskSpec, index: number): Data {
	const lun = uuidOf('lun', vm.name, String(index)).replaceAll('-', '');
	return derived('VirtualDiskRawDiskMappingVer1BackingInfo', {
		...fileFields(vm, disk, index),
		lunUuid: string(lun),
		deviceName: string(`naa.6${lun.slice(0, 31)}`),
		compatibilityMode: string(disk.rdm),
		diskMode: string(disk.rdm === 'physicalMode' ? 'independent_persistent' : (disk.mode ?? 'persistent')),
		sharing: string(disk.sharing ?? 'sharingNone'),
	});
}

/** CryptoKeyId of the VM. */
export function keyIdOf({ group }: VmEntity): Data {
	const { provider, key } = group.encryption ?? { provider: 'unknown', key: 'unknown' };
	return data('CryptoKeyId', { keyId: string(key), providerId: data('KeyProviderId', { id: string(provider) }) });
}

function cdrom(vm: VmEntity): Data {
	const { backing = 'client', connected = false } = vm.group.cdrom ?? {};
	const on = connected && powerOf(vm) === 'poweredOn';
	return device('VirtualCdrom', 3000, 'CD/DVD drive 1', {
		backing: cdromBacking(vm, backing),
		connectable: connectable(on, connected),
		controllerKey: int(200),
		unitNumber: int(0),
	});
}

function cdromBacking(vm: VmEntity, backing: string): Field {
	if (backing === 'client')
		return derived('VirtualCdromRemotePassthroughBackingInfo', {
			deviceName: string(''),
			useAutoDetect: boolean(false),
			exclusive: boolean(false),
		});
	if (backing === 'host')
		return derived('VirtualCdromAtapiBackingInfo', {
			deviceName: string('mpx.vmhba32:C0:T0:L0'),
			useAutoDetect: boolean(false),
		});
	const name = /^\[([^\]]+)\]/.exec(backing)?.[1];
	const datastore = vm.datacenter.datastores.find((item) => item.name === name);
	return derived('VirtualCdromIsoBackingInfo', {
		fileName: string(backing),
		datastore: datastore === undefined ? undefined : ref(datastore),
		backingObjectId: string(''),
	});
}

/** Backings of the devices that a scenario names by type only. */
const SPECIAL: Readonly<Record<string, Fields>> = {
	VirtualPCIPassthrough: {
		backing: derived('VirtualPCIPassthroughDeviceBackingInfo', {
			deviceName: string('PCI device'),
			id: string('0000:3b:00.0'),
			deviceId: string('1eb8'),
			systemId: string('BYPASS'),
			vendorId: int(4318),
		}),
	},
	VirtualSerialPort: {
		backing: derived('VirtualSerialPortDeviceBackingInfo', { deviceName: string('/dev/char/serial/uart0') }),
		yieldOnPoll: boolean(true),
	},
	VirtualUSB: {
		backing: derived('VirtualUSBUSBBackingInfo', { deviceName: string('path:0/1/0') }),
		connected: boolean(true),
	},
	VirtualFloppy: {
		backing: derived('VirtualFloppyRemoteDeviceBackingInfo', { deviceName: string(''), useAutoDetect: boolean(false) }),
	},
};
const LABELS: Readonly<Record<string, string>> = {
	VirtualTPM: 'Virtual TPM',
	VirtualPCIPassthrough: 'PCI device',
	VirtualSerialPort: 'Serial port',
	VirtualUSB: 'USB device',
	VirtualFloppy: 'Floppy drive',
};

function special(type: string, index: number, on: boolean): Data {
	const fields = SPECIAL[type] ?? {};
	const label = `${LABELS[type] ?? type.replace(/^Virtual/, '')} ${index + 1}`;
	const link = fields.backing === undefined ? {} : { connectable: connectable(on, true) };
	return device(type, 13_000 + index, label, { ...link, ...fields });
}
