/** How large a made-up vCenter is and what tells it from another. */
export interface SiteOptions {
	/** Default 20. */
	readonly vms?: number;
	/** Default 2. */
	readonly disksPerVm?: number;
	/** Default 1. */
	readonly nicsPerVm?: number;
	/** Default 4, spread evenly over the clusters. */
	readonly hosts?: number;
	/** Default 1. */
	readonly clusters?: number;
	/** Default 3, shared by all hosts. */
	readonly datastores?: number;
	/** Default 3 port groups of one distributed switch. */
	readonly networks?: number;
	/** Whole number; other seeds give other sizes. Default 1. */
	readonly seed?: number;
	/** Short name in host and server names. Default `mi`. */
	readonly site?: string;
	/** Instance UUID of the vCenter; derived from `site` by default. */
	readonly uuid?: string;
	/** vCenter version and build. Default 8.0.3, 24322831. */
	readonly version?: string;
	readonly build?: string;
	/** `ESX Version` of all hosts. Default `VMware ESXi 8.0.3 build-24784735`. */
	readonly esx?: string;
	/** VM names are this, a dash and a number. Default `app`. */
	readonly vmPrefix?: string;
	/** Excel serial of the export. Default 2026-11-20 06:00. */
	readonly exportedAt?: number;
	/** Only these tabs. */
	readonly tabs?: readonly string[];
}

/** Size of every datastore, in MiB: large enough for any test of a few hundred VMs. */
export const DATASTORE_MIB = 50_000_000;

export interface Site extends Required<Omit<SiteOptions, 'tabs' | 'uuid'>> {
	readonly uuid: string;
	readonly server: string;
	readonly datacenter: string;
	/** A whole number from 0 to below `limit`, the same for the same words. */
	pick(limit: number, ...words: (string | number)[]): number;
	hostName(index: number): string;
	clusterName(index: number): string;
	datastoreName(index: number): string;
	networkName(index: number): string;
	/** Which of `count` things something with this index gets. */
	clusterOfHost(host: number): number;
	hostOfVm(vm: number): number;
	vmName(index: number): string;
}

/** Fills in defaults and names. */
export function siteOf(options: SiteOptions): Site {
	const site = options.site ?? 'mi';
	const hosts = options.hosts ?? 4;
	const clusters = options.clusters ?? 1;
	const number = (index: number, width: number) => String(index + 1).padStart(width, '0');
	const seed = options.seed ?? 1;
	return {
		vms: options.vms ?? 20,
		disksPerVm: options.disksPerVm ?? 2,
		nicsPerVm: options.nicsPerVm ?? 1,
		hosts,
		clusters,
		datastores: options.datastores ?? 3,
		networks: options.networks ?? 3,
		seed,
		site,
		uuid: options.uuid ?? uuidOf('vcenter', site),
		version: options.version ?? '8.0.3',
		build: options.build ?? '24322831',
		esx: options.esx ?? 'VMware ESXi 8.0.3 build-24784735',
		vmPrefix: options.vmPrefix ?? 'app',
		exportedAt: options.exportedAt ?? 46346.25,
		server: `vc-${site}.example.com`,
		datacenter: `DC-${site.toUpperCase()}`,
		pick: (limit, ...words) => hash([seed, ...words].join('/')) % limit,
		hostName: (index) => `esx${number(index, 2)}.${site}.example.com`,
		clusterName: (index) => `Prod-${number(index, 2)}`,
		datastoreName: (index) => `ds-${number(index, 2)}`,
		networkName: (index) => `VLAN${10 + index}-App`,
		clusterOfHost: (host) => host % clusters,
		hostOfVm: (vm) => vm % hosts,
		vmName: (index) => `${options.vmPrefix ?? 'app'}-${number(index, 4)}`,
	};
}

/** FNV-1a, 32 bits: numbers that look random and are the same everywhere. */
function hash(text: string): number {
	let value = 0x811c9dc5;
	for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
	return value >>> 0;
}

/** A UUID that depends on the words alone. */
export function uuidOf(...words: (string | number)[]): string {
	const hex = [1, 2, 3, 4]
		.map((part) =>
			hash([part, ...words].join('/'))
				.toString(16)
				.padStart(8, '0'),
		)
		.join('');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
