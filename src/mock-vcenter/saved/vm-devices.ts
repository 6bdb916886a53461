import type { Inventory } from '../../model/inventory/inventory.js';
import type { Vm, VmDevice, VmDisk, VmMedia, VmNic } from '../../model/inventory/vm.js';
import { encodeName } from '../managed-objects/shared/managed-entity.js';
import { ref } from '../wire/value.js';
import { type Plain, type PlainObject, some } from './plain.js';
import { diskOf, head } from './vm-disks.js';

const MIB = 1024 * 1024;
const NICS: Readonly<Record<string, string>> = {
	e1000: 'VirtualE1000',
	e1000e: 'VirtualE1000e',
	pcnet32: 'VirtualPCNet32',
	sriov: 'VirtualSriovEthernetCard',
	vmxnet: 'VirtualVmxnet',
	vmxnet2: 'VirtualVmxnet2',
	vmxnet3: 'VirtualVmxnet3',
	vmxnet3vrdma: 'VirtualVmxnet3Vrdma',
};
/** vim25 types by kind of drive, and of what backs them. */
const MEDIA: Readonly<Record<string, string>> = { cdrom: 'VirtualCdrom', floppy: 'VirtualFloppy', usb: 'VirtualUSB' };
const BACKINGS: Readonly<Record<string, string>> = {
	'cdrom iso': 'VirtualCdromIsoBackingInfo',
	'cdrom host': 'VirtualCdromAtapiBackingInfo',
	'cdrom client': 'VirtualCdromRemotePassthroughBackingInfo',
	'floppy iso': 'VirtualFloppyImageBackingInfo',
	'floppy host': 'VirtualFloppyDeviceBackingInfo',
	'floppy client': 'VirtualFloppyRemoteDeviceBackingInfo',
	'usb host': 'VirtualUSBUSBBackingInfo',
	'usb client': 'VirtualUSBRemoteClientBackingInfo',
};

/** Kinds of networks by id: they decide how a NIC names its own. */
export type NetworkKinds = ReadonlyMap<string, Inventory['networks'][number]['kind']>;

/** What a VM says of its devices taken together. */
const PROPERTIES = [
	'conflictPort',
	'networkReservation',
	'nativeDelta',
	'hostedDisks',
	'sectorFormats',
	'ioFilters',
	'firstClassDisks',
	'persistentMemory',
] as const satisfies readonly (keyof Vm)[];

/**
 * `config.hardware.device`: all devices that the inventory knows. Undefined when one sort of them, or what one is, is not known: a
 * list without it would say that there is none.
 */
export function devicesOf(vm: Vm, networks: NetworkKinds): Plain[] | undefined {
	const { disks, nics, media, floppies, usb, devices } = vm;
	const drives = media && floppies && usb && [...media, ...floppies, ...usb];
	if (disks === undefined || nics === undefined || drives === undefined || devices === undefined) return undefined;
	if (nics.some(({ type }) => type === undefined) || drives.some(({ backing }) => backing === undefined))
		return undefined;
	if (PROPERTIES.some((property) => vm[property] === undefined)) return undefined;
	const controllers = controllersOf(disks);
	return [
		...[...controllers.values()].map(({ element }) => element),
		...disks.map((disk, position) => diskOf(disk, position, vm, controllers.get(controllerName(disk))?.key)),
		...nics.map((nic) => nicOf(nic, vm, networks)),
		...drives.map(mediumOf),
		...devices.map(deviceOf),
	];
}

function controllerName({ controller, sharedBus }: VmDisk): string {
	return `${controller ?? ''} ${sharedBus ?? ''}`;
}

/** Controllers are known by what their disks say of them. */
function controllersOf(disks: readonly VmDisk[]): Map<string, { key: number; element: PlainObject }> {
	const controllers = new Map<string, { key: number; element: PlainObject }>();
	for (const disk of disks) {
		const name = controllerName(disk);
		if (name === ' ' || controllers.has(name)) continue;
		const key = 1000 + controllers.size;
		const { controller, sharedBus } = disk;
		const element = {
			$type: 'ParaVirtualSCSIController',
			...head({ id: String(key), label: controller }),
			busNumber: controllers.size,
			sharedBus,
		};
		controllers.set(name, { key, element });
	}
	return controllers;
}

function nicOf(nic: VmNic, { nics = [], conflictPort, networkReservation }: Vm, networks: NetworkKinds): PlainObject {
	const { type = '', connected, startConnected } = nic;
	const first = (is: boolean | undefined, among: (one: VmNic) => boolean) => is === true && nic === nics.find(among);
	const distributed = ({ network }: VmNic) => network !== undefined && networks.get(network) === 'distributed';
	const port = first(conflictPort, distributed) ? 'c-0' : undefined;
	return {
		$type: NICS[type] ?? `Virtual${type.charAt(0).toUpperCase()}${type.slice(1)}`,
		...head(nic),
		backing: nic.unattached === true ? undefined : nicBacking(nic, networks, port),
		connectable: some({ startConnected, connected }),
		addressType: nic.macType,
		macAddress: nic.mac,
		// How much is not kept.
		resourceAllocation: first(networkReservation, () => true) ? { reservation: 1 } : undefined,
		uptCompatibilityEnabled: nic.directPath,
	};
}

function nicBacking({ network, networkName }: VmNic, networks: NetworkKinds, portKey: string | undefined): PlainObject {
	const deviceName = networkName === undefined ? undefined : encodeName(networkName);
	const kind = network === undefined ? undefined : networks.get(network);
	// The key alone names a port group that the inventory does not hold.
	if (network !== undefined && (kind === 'distributed' || (kind === undefined && networkName === undefined)))
		return { $type: 'VirtualEthernetCardDistributedVirtualPortBackingInfo', port: { portgroupKey: network, portKey } };
	if (kind === 'opaque')
		return {
			$type: 'VirtualEthernetCardOpaqueNetworkBackingInfo',
			opaqueNetworkId: network,
			opaqueNetworkType: 'nsx.LogicalSwitch',
		};
	return {
		$type: 'VirtualEthernetCardNetworkBackingInfo',
		deviceName,
		network: network === undefined ? undefined : ref({ type: 'Network', id: network }),
	};
}

function mediumOf(medium: VmMedia): PlainObject {
	const { kind, connected, startConnected, isoDatastore, isoPath } = medium;
	const type = BACKINGS[`${kind} ${medium.backing}`];
	return {
		$type: MEDIA[kind] ?? 'VirtualDevice',
		...head(medium),
		backing:
			type === undefined
				? undefined
				: {
						$type: type,
						fileName: isoPath,
						datastore: isoDatastore === undefined ? undefined : ref({ type: 'Datastore', id: isoDatastore }),
					},
		connectable: some({ startConnected, connected: kind === 'usb' ? undefined : connected }),
		connected: kind === 'usb' ? connected : undefined,
	};
}

function deviceOf(device: VmDevice): PlainObject {
	const { type, backing, connected, vgpuProfile, vgpuMovable, vgpuDataBytes } = device;
	return {
		$type: type,
		...head(device),
		backing:
			backing === undefined
				? undefined
				: {
						$type: backing,
						vgpu: vgpuProfile,
						migrateSupported: vgpuMovable,
						vgpuMigrateDataSizeMB: vgpuDataBytes === undefined ? undefined : vgpuDataBytes / MIB,
					},
		connectable: some({ connected }),
	};
}
