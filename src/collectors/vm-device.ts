import type { VmDevice } from '../model/inventory/vm.js';
import { defined } from '../shared/defined.js';
import { booleanAt, numberAt, textAt, type XmlValue } from '../shared/xml-value.js';
import { type Collector, part } from './contract.js';
import { DEVICES, devicesOf, isNic } from './read/devices.js';
import { MIB } from './read/vim.js';

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

/** What a virtual GPU says of itself (VirtualPCIPassthroughVmiopBackingInfo, data sizes in MB). */
function vgpu(backing: XmlValue | undefined, backingType: string): Partial<VmDevice> {
	if (backingType !== 'VirtualPCIPassthroughVmiopBackingInfo') return {};
	const megabytes = numberAt(backing, 'vgpuMigrateDataSizeMB');
	return defined({
		vgpuProfile: textAt(backing, 'vgpu'),
		vgpuMovable: booleanAt(backing, 'migrateSupported'),
		vgpuDataBytes: megabytes === undefined || megabytes < 0 ? undefined : megabytes * MIB,
	});
}

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
								({ key, label, type, backing, backingType, connected }) =>
									defined({
										id: key,
										label,
										type,
										backing: backingType === '' ? undefined : backingType,
										connected,
										...vgpu(backing, backingType),
									}) as VmDevice,
							),
				},
			},
		}),
	],
} satisfies Collector;
