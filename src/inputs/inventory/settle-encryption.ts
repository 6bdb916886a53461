import type { Inventory } from '../../model/inventory/inventory.js';
import type { Vm } from '../../model/inventory/vm.js';

/**
 * A VM with an encrypted disk is encrypted (clarifications 2.4). A file that says so of the disk and not of the VM tells both;
 * one that denies it contradicts itself, and then nobody knows (5.9). The argument is not changed.
 */
export function settleEncryption(inventory: Inventory): Inventory {
	const examples: string[] = [];
	let count = 0;
	const vms = inventory.vms.map((vm): Vm => {
		const disk = vm.disks?.find(({ encrypted }) => encrypted === true);
		if (disk === undefined || vm.encrypted === true) return vm;
		if (vm.encrypted === undefined) return { ...vm, encrypted: true };
		const { encrypted: _, ...rest } = vm;
		count++;
		if (examples.length < 5)
			examples.push(`${vm.name}: the VM is not encrypted, its ${disk.label ?? `disk ${disk.id}`} is`);
		return { ...rest, gaps: { ...vm.gaps, encrypted: 'conflicting' } };
	});
	if (count === 0) return { ...inventory, vms };
	const conflict = { collection: 'vms', datum: 'encrypted', reason: 'conflicting' as const, count, examples };
	return { ...inventory, vms, coverage: [...inventory.coverage, conflict] };
}
