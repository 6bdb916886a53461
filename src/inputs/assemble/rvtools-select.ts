import {
	type Collector,
	CUSTOM_ATTRIBUTES,
	type Datum,
	type RvtoolsDatum,
	type RvtoolsWitness,
} from '../../collectors/contract.js';
import type { SelectColumns } from '../../shared/tab.js';
import { Columns } from './columns.js';
import { tabName } from './header.js';
import { SDK_SERVER, SDK_UUID } from './workbook.js';

/** Columns that tell which object and which vCenter a row is about, read from every tab that is read at all. */
export const VM_ID = 'VM ID|Object ID';
export const VM_UUID = 'VM UUID|UUID';
export const SMBIOS_UUID = 'SMBIOS UUID';
export const VM_NAME = 'VM|VM Name';
export const HOST_NAME = 'Host|Name|Host Name';
const IDENTITY = [VM_NAME, VM_ID, VM_UUID, SMBIOS_UUID, HOST_NAME, 'Datacenter', 'Cluster', SDK_SERVER, SDK_UUID];

/** What the assembly itself reads, beyond what collectors declare. */
const OF_ITS_OWN: Readonly<Record<string, readonly string[]>> = {
	vinfo: ['PowerOn', 'Change Version', 'Creation date', 'Suspend time'],
	vmetadata: ['xlsx creation datetime'],
	vsource: ['Name'],
	vhost: [],
	vcluster: ['Name', 'Object ID'],
	vrp: ['Resource Pool name', 'Resource Pool path', 'Object ID'],
	vdatastore: ['Name', 'Object ID', 'Hosts'],
	vport: ['Port Group', 'Switch'],
	dvport: ['Port|Port Group', 'Switch', 'Object ID'],
	vswitch: ['Switch'],
	dvswitch: ['Switch|Name', 'Object ID'],
	vlicense: ['Name', 'Key'],
	vnetwork: ['Network'],
	vmultipath: ['Datastore'],
};

/** The RVTools entries of a datum, in the order in which they count. */
export function rvtoolsOf(datum: Datum): readonly RvtoolsDatum[] {
	if (datum.rvtools === undefined) return [];
	return isList(datum.rvtools) ? datum.rvtools : [datum.rvtools];
}

function isList(entries: RvtoolsDatum | readonly RvtoolsDatum[]): entries is readonly RvtoolsDatum[] {
	return Array.isArray(entries);
}

/**
 * Asks only for the tabs and columns that collectors declare, so that a large workbook costs no more than what is used of it
 * (vFileInfo and vHealth are never read).
 */
export function selectColumns(collectors: Iterable<Collector>): SelectColumns {
	const wanted = new Map<string, Set<string>>();
	const want = ({ tab, columns }: Pick<RvtoolsWitness, 'tab' | 'columns'>): void => {
		const key = tab.toLowerCase();
		wanted.set(key, new Set([...(wanted.get(key) ?? IDENTITY), ...columns]));
	};
	for (const [tab, columns] of Object.entries(OF_ITS_OWN)) want({ tab, columns });
	for (const { parts } of collectors)
		for (const { data } of parts)
			for (const datum of Object.values(data)) {
				const places = rvtoolsOf(datum);
				const also = places.flatMap((place) => ('many' in place ? (place.also ?? []) : []));
				[...places, ...also, ...(datum.witnesses ?? [])].forEach(want);
			}
	return (tab, header) => {
		const specs = wanted.get(tabName(tab).toLowerCase());
		if (specs === undefined) return undefined;
		const columns = new Columns(tabName(tab), header);
		const positions = new Set([...specs].map((spec) => columns.position(spec)));
		if (specs.has(CUSTOM_ATTRIBUTES)) for (const position of columns.custom) positions.add(position);
		positions.delete(-1);
		return [...positions].sort((a, b) => a - b);
	};
}
