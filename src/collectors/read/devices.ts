import { booleanAt, listAt, numberAt, textAt, typeOf, type XmlValue } from '../../shared/xml-value.js';
import type { VimProperties } from '../contract.js';

export const DEVICES = 'config.hardware.device';

/** A virtual device with what all kinds have in common. `key` is unique within the VM. */
export interface Device {
	readonly key: string;
	readonly type: string;
	readonly label?: string;
	readonly backing: XmlValue | undefined;
	readonly backingType: string;
	readonly controllerKey?: string;
	readonly connected?: boolean;
	readonly startConnected?: boolean;
	readonly element: XmlValue;
}

/** The devices last asked for: five concerns read them, one VM after the other. */
let last: { readonly value: XmlValue; readonly devices: readonly Device[] } | undefined;

/** The virtual devices of a VM, or undefined when its hardware was not reported. */
export function devicesOf(vm: VimProperties): readonly Device[] | undefined {
	const value = vm.get(DEVICES);
	if (value === undefined) return undefined;
	if (last?.value !== value) last = { value, devices: listAt(value).map(toDevice) };
	return last.devices;
}

function toDevice(element: XmlValue, position: number): Device {
	const backing = typeof element === 'string' || Array.isArray(element) ? undefined : element.backing;
	const label = textAt(element, 'deviceInfo.label');
	const controllerKey = textAt(element, 'controllerKey');
	// A USB device says itself whether it is connected.
	const connected = booleanAt(element, 'connectable.connected') ?? booleanAt(element, 'connected');
	const startConnected = booleanAt(element, 'connectable.startConnected');
	return {
		key: textAt(element, 'key') ?? `#${position}`,
		type: typeOf(element),
		backing,
		backingType: typeOf(backing),
		element,
		...(label === undefined ? {} : { label }),
		...(controllerKey === undefined ? {} : { controllerKey }),
		...(connected === undefined ? {} : { connected }),
		...(startConnected === undefined ? {} : { startConnected }),
	};
}

/** A network card: every subtype of VirtualEthernetCard has a MAC address. */
export function isNic(device: Device): boolean {
	return NIC_TYPES.has(device.type) || textAt(device.element, 'macAddress') !== undefined;
}
const NIC_TYPES = new Set([
	'VirtualE1000',
	'VirtualE1000e',
	'VirtualPCNet32',
	'VirtualSriovEthernetCard',
	'VirtualVmxnet',
	'VirtualVmxnet2',
	'VirtualVmxnet3',
	'VirtualVmxnet3Vrdma',
]);

/** Bytes of a disk: `capacityInBytes` from API 5.5, before that only KiB. */
export function diskCapacity(device: Device): number | undefined {
	const bytes = numberAt(device.element, 'capacityInBytes');
	const kib = numberAt(device.element, 'capacityInKB');
	const capacity = bytes ?? (kib === undefined ? undefined : kib * 1024);
	return capacity === undefined || capacity < 0 ? undefined : capacity;
}
