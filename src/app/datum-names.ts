/** Words that no splitting of a name gives. */
const WORDS: Readonly<Record<string, string>> = {
	licenseKeyId: 'licence',
	licenses: 'licences',
	faultToleranceState: 'Fault Tolerance state',
	toolsInstallerMounted: 'mounted Tools installer',
	minRequiredEvcMode: 'least EVC mode',
	freeBytes: 'free space',
	usedBytes: 'used space',
	provisionedBytes: 'provisioned space',
	vcenter: 'vCenter',
	vmotion: 'vMotion',
	vmotionAdapters: 'vMotion adapters',
	vmkernelAdapters: 'VMkernel adapters',
	vms: 'VMs',
	nics: 'NICs',
	backingId: 'identity of the storage',
	keyId: 'encryption key',
	networkName: 'network',
	datastoreName: 'datastore',
	homeDatastoreName: 'home datastore',
	isoDatastoreName: 'ISO datastore',
	encrypted: 'encryption',
	accessible: 'accessibility',
	checkRelocate: 'answer of CheckRelocate',
	pings: 'pings between hosts',
};
const ACRONYMS = new Set(
	'api bios cpu dns drs evc ha id ip iso mac mtu nfc nic nsx rdm rtt sso uuid vlan vm'.split(' '),
);

/** Roots that only say who would know. */
const WHOSE = new Set(['pair', 'plan', 'declared']);

/** A datum as people call it: `destination.vcenter.apiType` is "destination vCenter API type". */
export function nameOf(datum: string): string {
	const parts = datum.split('.');
	return (WHOSE.has(parts[0] ?? '') ? parts.slice(1) : parts).map(wordsOf).join(' ');
}

function wordsOf(part: string): string {
	if (WORDS[part] !== undefined) return WORDS[part];
	return part
		.replace(/Bytes$/, '')
		.split(/(?<=[a-z])(?=[A-Z])/)
		.map((word) => word.toLowerCase())
		.map((word) => (ACRONYMS.has(word) ? word.toUpperCase() : word))
		.join(' ');
}
