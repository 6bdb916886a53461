import type { Host, VmkernelAdapter } from '../../model/inventory/host.js';

/**
 * Addresses of the adapters that carry vMotion; undefined while the source does not tell which these are or one of them has
 * no readable address. An empty list means that no adapter carries vMotion.
 */
export function vmotionAddresses(host: Host): readonly string[] | undefined {
	return addressesOf(host, host.vmotionAdapters);
}

/**
 * Addresses that carry NFC: those of the provisioning adapters or stack, else of the management adapters (requirements C15:
 * file data fall back to management when no provisioning stack exists). Undefined while neither can be told.
 */
export function provisioningAddresses(host: Host): readonly string[] | undefined {
	const chosen = provisioningAdapters(host);
	return addressesOf(
		host,
		chosen?.map((adapter) => adapter.device),
	);
}

/** The adapters of those addresses. */
export function provisioningAdapters({ vmkernelAdapters }: Host): readonly VmkernelAdapter[] | undefined {
	if (vmkernelAdapters === undefined) return undefined;
	const provisioning = vmkernelAdapters.filter(
		(adapter) => adapter.stack === 'vSphereProvisioning' || adapter.services?.includes('vSphereProvisioning'),
	);
	const management = vmkernelAdapters.filter((adapter) => adapter.services?.includes('management'));
	const chosen = provisioning.length > 0 ? provisioning : management;
	return chosen.length === 0 ? undefined : chosen;
}

/** Addresses of some adapters; undefined while one of them has no readable address. */
export function addressesOf(host: Host, devices: readonly string[] | undefined): readonly string[] | undefined {
	if (devices === undefined) return undefined;
	const addresses: string[] = [];
	for (const device of devices) {
		const ip = host.vmkernelAdapters?.find((adapter) => adapter.device === device)?.ip;
		if (ip === undefined) return undefined;
		addresses.push(ip);
	}
	return addresses;
}
