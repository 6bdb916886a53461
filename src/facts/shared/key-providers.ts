import type { Vm } from '../../model/inventory/vm.js';

/** Names of the key providers that the keys of a VM and of its disks come from. */
export function providersOf(vm: Vm): string[] {
	const providers = [vm.keyProvider, ...(vm.disks ?? []).map((disk) => disk.keyProvider)];
	return [...new Set(providers.filter((provider) => provider !== undefined))];
}
