import type { VmDevice } from '../model/inventory/vm.js';
import { defined } from '../shared/defined.js';
import { type Collector, part } from './contract.js';
import { DEVICES, devicesOf, isNic } from './read/devices.js';

/** Devices that every VM has, or that other collectors read. */
const ELSEWHERE = new Set([
	'VirtualDisk',
	'VirtualCdrom',
	'VirtualFloppy',
	'VirtualUSB',
	'VirtualKeyboard',
	'VirtualPointingDevice',
	'VirtualMachineVideoCard',
	'VirtualMachineVMCIDevice',
]);
const CONTROLLER = /Controller$/;

export default {
	concern: 'vm-device',
	title: 'Other VM devices: passthrough, virtual TPM, NVDIMM, serial and parallel ports, …',
	parts: [
		part('vms', {
			devices: {
				vim: {
					paths: [DEVICES],
					weight: 'heavy',
					read: (vm) =>
						devicesOf(vm)
							?.filter((device) => !ELSEWHERE.has(device.type) && !CONTROLLER.test(device.type) && !isNic(device))
							.map(
								({ key, label, type, backingType, connected }) =>
									defined({
										id: key,
										label,
										type,
										backing: backingType === '' ? undefined : backingType,
										connected,
									}) as VmDevice,
							),
				},
			},
		}),
	],
} satisfies Collector;
