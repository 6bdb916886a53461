/** Tabs of RVTools exports of all releases, as the file names spell them. */
const TABS =
	'vInfo vCPU vMemory vDisk vPartition vNetwork vCD vUSB vFloppy vSnapshot vTools vSource vRP vCluster vHost vHBA vNIC vSwitch vPort dvSwitch dvPort vSC_VMK vDatastore vMultiPath vLicense vFileInfo vHealth vMetaData';

const CANONICAL = new Map(TABS.split(' ').map((tab) => [tab.toLowerCase(), tab]));

/** The tab that a file of a CSV export holds (`RVTools_tabvInfo.csv`, in any case); undefined for any other file. */
export function csvTabName(fileName: string): string | undefined {
	const name = /^rvtools_tab(.+)\.csv$/i.exec(fileName)?.[1];
	return name === undefined ? undefined : (CANONICAL.get(name.toLowerCase()) ?? name);
}
