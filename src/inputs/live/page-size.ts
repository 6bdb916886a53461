/** Average bytes of XML of the paths that cost most, over real hosts and VMs (vSphere data reference, property map). */
const BYTES: Readonly<Record<string, number>> = {
	'config.hardware.device': 10_900,
	'config.virtualNicManagerInfo.netConfig': 46_000,
	'config.virtualNicManagerInfo': 46_000,
	'config.firewall': 36_700,
	'config.firewall.ruleset': 36_000,
	'config.network.netStackInstance': 11_700,
	'config.network.portgroup': 6_300,
	'config.network.pnic': 6_200,
	'config.network.vnic': 4_600,
	'config.network.opaqueNetwork': 45_000,
	'config.network': 80_000,
	'config.service': 7_500,
	'config.defaultPortConfig': 4_300,
	'runtime.featureRequirement': 7_300,
	layoutEx: 3_800,
	'layoutEx.file': 3_000,
	'config.featureCapability': 15_600,
	'config.pciPassthruInfo': 66_000,
	hardware: 60_000,
	config: 41_000,
};
const ORDINARY = 150;
/** A page that vpxd builds and we read in well under a second. */
const PAGE_BYTES = 2_700_000;

/** How many objects to ask for at a time, from what their properties weigh: between 20 and 1,000. */
export function pageSize(paths: readonly string[]): number {
	const each = paths.reduce((sum, path) => sum + (BYTES[path] ?? ORDINARY), 200);
	return Math.max(20, Math.min(1000, Math.floor(PAGE_BYTES / each)));
}
