import type { Host, VmkernelAdapter } from '../../model/inventory/host.js';
import { isAddress } from '../../shared/network-address.js';

/** The adapters that carry vMotion; undefined while the source does not tell which these are. */
export function vmotionAdaptersOf({ vmotionAdapters, vmkernelAdapters }: Host): VmkernelAdapter[] | undefined {
	if (vmotionAdapters === undefined || vmkernelAdapters === undefined) return undefined;
	return vmkernelAdapters.filter(({ device }) => vmotionAdapters.includes(device));
}

/** The adapters that vCenter talks to, all of them while no source tells which. */
export function managementAdapters({ vmkernelAdapters = [] }: Host): VmkernelAdapter[] {
	const tagged = vmkernelAdapters.filter(({ services }) => services?.includes('management'));
	return tagged.length > 0 ? tagged : [...vmkernelAdapters];
}

/** Whether a source tells which adapters of a host carry management. */
export function tellsManagement({ vmkernelAdapters = [] }: Host): boolean {
	return vmkernelAdapters.some(({ services }) => services?.includes('management'));
}

/** Whether two adapters have IPv4 or IPv6 in common; undefined while an adapter tells too little. */
export function commonFamily(a: VmkernelAdapter, b: VmkernelAdapter): boolean | undefined {
	const four = both(hasFour(a), hasFour(b));
	const six = both(hasSix(a), hasSix(b));
	if (four === true || six === true) return true;
	return four === undefined || six === undefined ? undefined : false;
}

const hasSix = ({ ip, ip6 }: VmkernelAdapter): boolean | undefined =>
	ip?.includes(':') ? true : ip6 === undefined ? undefined : ip6.length > 0;
/** A blank IPv4 address may be one that was not told, unless the adapter has an IPv6 address instead. */
const hasFour = ({ ip, ip6 }: VmkernelAdapter): boolean | undefined =>
	ip === undefined ? (ip6?.length ? false : undefined) : !ip.includes(':');

function both(a: boolean | undefined, b: boolean | undefined): boolean | undefined {
	if (a === false || b === false) return false;
	return a === undefined || b === undefined ? undefined : true;
}

/** Whether two adapters lie in one subnet; undefined without addresses and masks. */
export function sameSubnet(a: VmkernelAdapter, b: VmkernelAdapter): boolean | undefined {
	const [left, right] = [subnetOf(a), subnetOf(b)];
	return left === undefined || right === undefined ? undefined : left === right;
}

/** Network and mask of an IPv4 adapter as text, all that routing reads of its address. */
export function subnetOf({ ip, netmask }: VmkernelAdapter): string | undefined {
	if (ip === undefined || netmask === undefined || !isAddress(ip) || ip.includes(':')) return undefined;
	const mask = netmask.split('.').map(Number);
	if (mask.length !== 4 || mask.includes(Number.NaN)) return undefined;
	return `${ip
		.split('.')
		.map((part, index) => Number(part) & (mask[index] ?? 0))
		.join('.')}/${netmask}`;
}
