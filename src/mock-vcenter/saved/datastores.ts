import type { Inventory } from '../../model/inventory/inventory.js';
import type { Datastore } from '../../model/inventory/storage.js';
import { encodeName } from '../managed-objects/shared/managed-entity.js';
import { ref } from '../wire/value.js';
import type { SavedObject } from './contract.js';
import type { Places } from './places.js';
import { type PlainObject, some } from './plain.js';

/** Datastores, and the datastore clusters that they lie in. */
export function savedDatastores({ datastores, hosts, datacenters }: Inventory, places: Places): SavedObject[] {
	const datacenterOf = new Map(hosts.map(({ id, datacenter }) => [id, datacenter]));
	const folderOf = (datastore: Datastore) =>
		places.folderOf(datacenterOf.get(datastore.hosts?.[0] ?? '') ?? datacenters[0]?.id, 'datastore');
	const pods = new Map<string, SavedObject>();
	for (const datastore of datastores)
		if (datastore.datastoreCluster !== undefined) {
			const name = datastore.datastoreCluster;
			const id = podId(name);
			const pod = { type: 'StoragePod', id, parent: folderOf(datastore), unknown: [] };
			pods.set(name, { ...pod, properties: { name: encodeName(name) } });
		}
	return [
		...pods.values(),
		...datastores.map((datastore) => {
			const { datastoreCluster: pod } = datastore;
			return savedDatastore(datastore, pod === undefined ? folderOf(datastore) : podId(pod));
		}),
	];
}

function podId(name: string): string {
	return `group-p-${name}`;
}

function savedDatastore(datastore: Datastore, parent: string | undefined): SavedObject {
	const { id, name, hosts, unreachedBy = [], capacityBytes, freeBytes, provisionedBytes } = datastore;
	const used = capacityBytes === undefined || freeBytes === undefined ? undefined : capacityBytes - freeBytes;
	return {
		type: 'Datastore',
		id,
		parent,
		properties: {
			name: encodeName(name),
			info: info(datastore),
			host: hosts?.map((host) => ({
				key: ref({ type: 'HostSystem', id: host }),
				mountInfo: { mounted: true, accessible: !unreachedBy.includes(host) },
			})),
			summary: {
				name: encodeName(name),
				url: datastore.url,
				capacity: capacityBytes,
				freeSpace: freeBytes,
				uncommitted: used === undefined || provisionedBytes === undefined ? undefined : provisionedBytes - used,
				accessible: datastore.accessible,
				type: datastore.type,
				maintenanceMode: datastore.maintenanceMode,
			},
			capability: some({ perFileThinProvisioningSupported: datastore.perFileThin }),
		},
		unknown: [],
	};
}

/** What is behind it: where the URL does not say it already, a VMFS or a share; and what it takes. */
function info({ backingId, url, vmfsVersion, name, ...datastore }: Datastore): PlainObject | undefined {
	const takes = some({
		maxVirtualDiskCapacity: datastore.maxDiskBytes,
		maxMemoryFileSize: datastore.maxMemoryFileBytes,
		supportedVDiskFormats: datastore.sectorFormats,
	});
	const share = /^nas:([^:]+):(.+)$/.exec(backingId ?? '');
	if (share !== null)
		return { $type: 'NasDatastoreInfo', name, ...takes, nas: { remoteHost: share[1], remotePath: share[2] } };
	const uuid = url?.replace(/\/+$/, '').endsWith(`/${backingId}`) === true ? undefined : backingId;
	const vmfs = some({ majorVersion: vmfsVersion, uuid });
	if (vmfs === undefined && takes === undefined) return undefined;
	return { $type: 'VmfsDatastoreInfo', name, ...takes, vmfs };
}
