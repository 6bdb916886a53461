import type { NetworkEntity, VmEntity } from '../../estate/entities.js';
import { macOf, uuidOf } from '../../estate/identity.js';
import type { VmNicSpec } from '../../scenario/vm-schema.js';
import { boolean, type Data, data, derived, int, ref, string } from '../../wire/value.js';
import { portOf } from './host-vmkernel.js';
import { connectable } from './vm-connectable.js';
import { FIRST_NIC, powerOf } from './vm-figures.js';

const TYPES = {
	vmxnet3: 'VirtualVmxnet3',
	e1000: 'VirtualE1000',
	e1000e: 'VirtualE1000e',
	sriov: 'VirtualSriovEthernetCard',
	vmxnet3vrdma: 'VirtualVmxnet3Vrdma',
} as const;

export function networkOf(vm: VmEntity, nic: VmNicSpec): NetworkEntity | undefined {
	return vm.datacenter.networks.find(({ name }) => name === nic.network);
}

/** The virtual NICs of a VM. */
export function nics(vm: VmEntity): Data[] {
	return (vm.group.nics ?? []).map((nic, index) => {
		const label = `Network adapter ${index + 1}`;
		const network = networkOf(vm, nic);
		const wanted = nic.connected ?? true;
		return derived(TYPES[nic.type ?? 'vmxnet3'], {
			key: int(FIRST_NIC + index),
			deviceInfo: data('Description', { label: string(label), summary: string(summaryOf(nic, network)) }),
			backing: () => backing(vm, nic, network, label),
			connectable: connectable(wanted && powerOf(vm) === 'poweredOn', wanted),
			controllerKey: int(100),
			unitNumber: int(7 + index),
			addressType: string(nic.mac === undefined ? 'assigned' : 'manual'),
			macAddress: string(nic.mac ?? macOf('vm', vm.datacenter.name, vm.name, label)),
			wakeOnLanEnabled: boolean(true),
			uptCompatibilityEnabled: boolean(false),
		});
	});
}

function summaryOf(nic: VmNicSpec, network: NetworkEntity | undefined): string {
	return network?.switch === undefined ? nic.network : `DVSwitch: ${network.switch.uuid}`;
}

function backing(vm: VmEntity, nic: VmNicSpec, network: NetworkEntity | undefined, label: string): Data {
	if (network?.switch !== undefined)
		return derived('VirtualEthernetCardDistributedVirtualPortBackingInfo', { port: portOf(vm, network, label) });
	if (network?.type === 'OpaqueNetwork')
		return derived('VirtualEthernetCardOpaqueNetworkBackingInfo', {
			opaqueNetworkId: string(uuidOf('opaque', network.name)),
			opaqueNetworkType: string('nsx.LogicalSwitch'),
		});
	return derived('VirtualEthernetCardNetworkBackingInfo', {
		deviceName: string(nic.network),
		useAutoDetect: boolean(false),
		network: network === undefined ? undefined : ref(network),
		inPassthroughMode: boolean(false),
	});
}
